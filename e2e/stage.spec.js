// The stage: who is large on it, and who speaks.

import { expect, test } from './fixtures.js'

test('a pinned tile is large until it is unpinned', async ({ ada, bob, cleo, room }) => {
  await meet(room, ada, bob, cleo)

  await ada.tile('Cleo').hover()
  await ada.button('Pin Cleo').click()

  await expect(ada.stage).toHaveAttribute('data-layout', 'spotlight')
  await expect(ada.tile('Cleo')).toHaveAttribute('data-spotlight', 'true')
  const [large, small] = [await area(ada.tile('Cleo')), await area(ada.tile('Bob'))]
  expect(large).toBeGreaterThan(4 * small)

  await ada.button('Unpin Cleo').click()
  await expect(ada.stage).toHaveAttribute('data-layout', 'grid')
  expect(await area(ada.tile('Cleo'))).toBeCloseTo(await area(ada.tile('Bob')), -2)
})

test('pictures neither stop nor are rebuilt when the layout changes', async ({ ada, bob, cleo, room }) => {
  await meet(room, ada, bob, cleo)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face", Cleo: "Cleo's face" })
  const videos = ada.page.locator('video')
  await videos.evaluateAll((all) => (globalThis.videosBefore = all))
  await ada.watch()

  await ada.button('Show the speaker large').click()
  await expect(ada.stage).toHaveAttribute('data-layout', 'spotlight')
  await ada.button('Pin Cleo').click()
  await ada.button('Pin Bob').click()
  await ada.page.setViewportSize({ width: 500, height: 900 })
  await expect(ada.stage).toHaveAttribute('data-layout', 'spotlight-above')
  await ada.button('Show everyone in a grid').click()
  await expect(ada.stage).toHaveAttribute('data-layout', 'grid')

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face", Cleo: "Cleo's face" })
  expect(await videos.evaluateAll((all) => all.every((it, at) => it === globalThis.videosBefore[at]))).toBe(true)
  const { gone, longestStopMs } = await ada.report()
  expect(gone).toEqual([])
  for (const [name, stop] of Object.entries(longestStopMs)) expect(stop, name).toBeLessThan(1_500)
})

test('the spotlight goes to whoever speaks, and stays with them in silence', async ({ ada, bob, cleo, room }) => {
  await meet(room, ada, bob, cleo)
  await bob.button('Mute microphone').click()
  await cleo.button('Mute microphone').click()
  await ada.button('Show the speaker large').click()
  await expect(ada.page.locator('[data-speaking="true"]')).toHaveCount(0)

  await cleo.button('Unmute microphone').click()
  await expect(ada.tile('Cleo')).toHaveAttribute('data-speaking', 'true')
  await expect(ada.tile('Cleo')).toHaveAttribute('data-spotlight', 'true')

  await cleo.button('Mute microphone').click()
  await expect(ada.tile('Cleo')).toHaveAttribute('data-speaking', 'false')
  await expect(ada.tile('Cleo')).toHaveAttribute('data-spotlight', 'true')

  await bob.button('Unmute microphone').click()
  await expect(ada.tile('Bob')).toHaveAttribute('data-speaking', 'true')
  await expect(ada.tile('Bob')).toHaveAttribute('data-spotlight', 'true')
})

async function meet(room, ...people) {
  for (const person of people) await person.join(room)
  for (const person of people) {
    for (const other of people.filter((it) => it !== person)) {
      await expect(person.tile(other.name)).toHaveAttribute('data-link', 'connected')
    }
  }
}

async function area(element) {
  const { width, height } = await element.boundingBox()
  return width * height
}
