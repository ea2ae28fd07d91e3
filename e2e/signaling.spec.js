// Calls outlive the server: what happens to a call while its signaling is away.

import { expect, test } from './fixtures.js'
import { Line } from './line.js'

/** A picture that stands still for longer than this is noticed by anyone. */
const NOTICEABLE_STOP_MS = 2_000

test('a Worker that dies in the middle of a call is missed by nobody', async ({
  invite,
  serve,
  room,
}) => {
  const server = await serve()
  const [ada, bob, cleo] = await Promise.all(
    ['Ada', 'Bob', 'Cleo'].map((name) => invite(name, { url: server.url })),
  )
  await ada.join(room)
  await bob.join(room)
  await meet(ada, bob)
  for (const person of [ada, bob]) {
    person.expectComplaint(/WebSocket connection to/)
    await person.watch()
  }

  await server.kill()
  for (const person of [ada, bob]) await expectSignaling(person, 'lost')
  await meet(ada, bob)

  await server.restart()
  for (const person of [ada, bob]) await expectSignaling(person, 'up')
  await meet(ada, bob)
  for (const person of [ada, bob]) expectNothingNoticed(await person.report())

  await cleo.join(room)
  await expect.poll(() => cleo.sees()).toEqual({ Ada: "Ada's face", Bob: "Bob's face" })
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face", Cleo: "Cleo's face" })
})

test('a websocket that is cut and comes back disturbs neither side', async ({ ada, bob, room }) => {
  const line = await Line.of(ada)
  await ada.join(room)
  await bob.join(room)
  await meet(ada, bob)
  const news = await bob.news.allTextContents()
  for (const person of [ada, bob]) await person.watch()

  await line.cut()
  await expectSignaling(ada, 'lost')
  await meet(ada, bob)

  line.mend()
  await expectSignaling(ada, 'up')
  await meet(ada, bob)
  for (const person of [ada, bob]) expectNothingNoticed(await person.report())
  expect(await bob.news.allTextContents()).toEqual(news)
})

test('ten seconds without a network take nobody away', async ({ ada, bob, room }) => {
  const line = await Line.of(ada)
  await ada.join(room)
  await bob.join(room)
  await meet(ada, bob)
  const news = await bob.news.allTextContents()
  for (const person of [ada, bob]) await person.watch()

  // Chromium's switch refuses new connections and tells the page, but lets an open websocket be.
  const since = Date.now()
  await ada.page.context().setOffline(true)
  await line.cut()
  await expectSignaling(ada, 'lost')
  await expect
    .poll(() => Date.now() - since, { timeout: 20_000 })
    .toBeGreaterThan(10_000)
  await meet(ada, bob)

  line.mend()
  await ada.page.context().setOffline(false)
  await expectSignaling(ada, 'up')
  await meet(ada, bob)
  for (const person of [ada, bob]) expectNothingNoticed(await person.report())
  expect(await bob.news.allTextContents()).toEqual(news)
})

test('whoever joins while the websocket of another is cut is seen once it is back', async ({
  ada,
  bob,
  room,
}) => {
  const line = await Line.of(ada)
  await ada.join(room)
  await line.cut()
  await expectSignaling(ada, 'lost')

  await bob.join(room)
  line.mend()

  await meet(ada, bob)
})

test('whoever hangs up while the server is away is gone from the other screen', async ({
  ada,
  bob,
  room,
}) => {
  const line = await Line.of(ada)
  await ada.join(room)
  await bob.join(room)
  await meet(ada, bob)
  await line.cut()
  await expectSignaling(ada, 'lost')

  await ada.hangUp()

  await expect(bob.tiles).toHaveCount(0)
})

async function meet(ada, bob) {
  await expect.poll(() => ada.sees()).toEqual({ [bob.name]: `${bob.name}'s face` })
  await expect.poll(() => bob.sees()).toEqual({ [ada.name]: `${ada.name}'s face` })
}

async function expectSignaling(person, state) {
  await expect(person.screen('call')).toHaveAttribute('data-signaling', state, { timeout: 30_000 })
}

function expectNothingNoticed({ gone, links, longestStopMs }) {
  expect(gone).toEqual([])
  for (const states of Object.values(links)) expect(states).toEqual(['connected'])
  for (const stop of Object.values(longestStopMs)) expect(stop).toBeLessThan(NOTICEABLE_STOP_MS)
}
