// What is begun while the module of the call is on its way.

import { expect, test } from './fixtures.js'

const MODULE = /\/assets\/call_bg/
/** Longer than a websocket may wait for somebody who goes on with it. */
const TOO_LONG_MS = 6_000

/**
 * Has somebody follow the link of a room who has been here before, with the module of the call held up on its way:
 * `{ sockets, release, lose }`.
 */
async function approach(person, room) {
  await person.page.addInitScript((name) => localStorage.setItem('parley.name', name), person.name)
  const sockets = []
  person.page.on('websocket', (socket) => sockets.push({ socket, heard: socket.waitForEvent('framereceived') }))
  const held = Promise.withResolvers()
  await person.page.route(MODULE, async (route) => {
    if (await held.promise) await route.continue()
    else await route.abort()
  })
  await person.open(`/r/${encodeURIComponent(room)}`)
  return { sockets, release: () => held.resolve(true), lose: () => held.resolve(false) }
}

/** The websocket is open, and has told who is there. */
async function hearsOfTheRoom({ sockets }) {
  await expect.poll(() => sockets.length).toBe(1)
  await sockets[0].heard
}

test('the websocket is open before the module is there, and the call goes on with it', async ({ ada, bob, room }) => {
  await bob.join(room)
  const way = await approach(ada, room)
  await hearsOfTheRoom(way)
  await expect(ada.screen('lobby')).toHaveCount(0)

  way.release()
  await expect(ada.screen('lobby')).toContainText('Bob')
  await ada.enter()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  expect(way.sockets).toHaveLength(1)
})

test('the websocket to a room is closed if the module cannot be had, and opened for the next try', async ({ ada, room }) => {
  ada.expectComplaint(/Failed to load resource/)
  const way = await approach(ada, room)
  await hearsOfTheRoom(way)

  way.lose()
  await expect.poll(() => way.sockets[0].socket.isClosed()).toBe(true)
  await ada.page.unroute(MODULE)
  await ada.enter()
  await expect(ada.tiles).toHaveCount(0)
  expect(way.sockets).toHaveLength(2)
})

test('a websocket that nobody has gone on with for long is opened anew', async ({ ada, bob, room }) => {
  await bob.join(room)
  const way = await approach(ada, room)
  await hearsOfTheRoom(way)

  await ada.page.evaluate(letTimePass, TOO_LONG_MS)
  way.release()
  await expect(ada.screen('lobby')).toContainText('Bob')
  expect(way.sockets[0].socket.isClosed()).toBe(true)
  await ada.enter()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
})

test('a tab whose duplicate is on its way to the door stays in the call', async ({ bob, invite, room }) => {
  // A service worker would have the module already.
  const ada = await invite('Ada', { serviceWorkers: 'block' })
  await bob.join(room)
  await ada.join(room)
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await bob.watch()
  const first = ada.page
  const sockets = []
  ada.context.on('page', (page) => page.on('websocket', (socket) => sockets.push(socket)))
  await ada.context.route(MODULE, () => {})

  const asked = ada.context.waitForEvent('request', (request) => request.url().endsWith('/api/ice'))
  await ada.duplicateTab()
  await asked

  expect(sockets).toEqual([])
  await ada.turnTo(first)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  expect((await bob.report()).gone).toEqual([])
})

test('ICE servers that could not be had early are asked for again', async ({ ada, bob, room }) => {
  ada.expectComplaint(/Failed to load resource/)
  await bob.join(room)
  let asked = 0
  await ada.page.route('**/api/ice', (route) => {
    asked += 1
    return asked === 1 ? route.abort() : route.continue()
  })
  const way = await approach(ada, room)
  await hearsOfTheRoom(way)
  await expect.poll(() => asked).toBe(1)

  way.release()
  await ada.enter()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  expect(asked).toBe(2)
})

/** Sets the page's own clock forward. */
function letTimePass(milliseconds) {
  const now = performance.now.bind(performance)
  performance.now = () => now() + milliseconds
}
