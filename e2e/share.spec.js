// Sharing a screen: what the others see and hear of it, and that nothing of it stays.

import { expect, test } from './fixtures.js'
import { refuseToShare } from './probe.js'

test('a shared screen arrives, large and whole, with its sound', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)

  await ada.shares('violet')

  await expect(bob.screenOf('Ada')).toHaveAttribute('data-spotlight', 'true')
  await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'violet' })
  await expect.poll(() => bob.hearsScreens()).toEqual({ Ada: 'violet' })
  await expect(bob.screenOf('Ada').locator('video')).toHaveCSS('object-fit', 'contain')
  await expect(bob.news.filter({ hasText: 'Ada shares a screen' })).toBeVisible()
})

test('the camera goes on beside the screen, and can be switched', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  await ada.shares('violet')

  await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'violet' })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await expect.poll(() => bob.hears()).toEqual({ Ada: "Ada's voice" })

  await ada.button('Turn camera off').click()
  await expect.poll(() => bob.sees()).toEqual({ Ada: 'no picture' })
  await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'violet' })
})

test('whoever shares sees a notice, not their own screen in itself', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  await ada.shares('violet')

  await expect(ada.page.getByText('The others see your screen.')).toBeVisible()
  await expect(ada.page.locator('[data-kind="screen"]')).toHaveCount(0)
})

for (const [way, stop] of Object.entries({
  'the button among the controls': (ada) => ada.button('Stop sharing screen').click(),
  'the button on the notice': (ada) => ada.button('Stop sharing').click(),
  'the end of what was shared': (ada) => ada.closesSlides(),
})) {
  test(`a share that ends by ${way} leaves nothing behind`, async ({ ada, bob, room }) => {
    await meet(room, ada, bob)
    const before = await ada.holdsOpen()
    const sent = await ada.sends()
    await ada.shares('violet')
    await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'violet' })

    await stop(ada)

    await expect(bob.screens).toHaveCount(0)
    await expect(ada.button('Share screen')).toBeVisible()
    await expect.poll(() => ada.holdsOpen()).toEqual(before)
    await expect.poll(() => ada.sends()).toEqual(sent)
    await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  })
}

test('a second share shows nothing of the first', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  await ada.shares('violet')
  await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'violet' })
  await ada.button('Stop sharing').click()
  await expect(bob.screens).toHaveCount(0)

  await ada.shares('orange')

  await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'orange' })
})

test('whoever comes later sees the screen too', async ({ ada, bob, room }) => {
  await ada.join(room)
  await ada.shares('violet')

  await bob.join(room)

  await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'violet' })
})

test('two people can share at once', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  await ada.shares('violet')
  await bob.shares('orange')

  await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'violet' })
  await expect.poll(() => ada.seesScreens()).toEqual({ Bob: 'orange' })
})

test('a person who shares and leaves takes the screen along', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  await ada.shares('violet')
  await expect.poll(() => bob.seesScreens()).toEqual({ Ada: 'violet' })

  await ada.hangUp()

  await expect(bob.tiles).toHaveCount(0)
  await expect(bob.screens).toHaveCount(0)
  expect(await ada.holdsOpen()).toMatchObject({ tracks: 0 })
})

test('whoever thinks better of it shares nothing, and is not told off', async ({ ada, bob, room }) => {
  await ada.context.addInitScript(refuseToShare)
  await meet(room, ada, bob)

  await ada.button('Share screen').click()

  await expect.poll(() => ada.page.evaluate(() => globalThis.refusals)).toBe(1)
  await expect(ada.button('Share screen')).toBeVisible()
  await expect(ada.page.locator('[data-banner^="share"]')).toHaveCount(0)
  await expect(bob.screens).toHaveCount(0)
})

test('a browser that cannot share screens offers no such button', async ({ ada, room }) => {
  await ada.context.addInitScript(() => delete MediaDevices.prototype.getDisplayMedia)
  await ada.join(room)

  await expect(ada.button('Mute microphone')).toBeVisible()
  await expect(ada.button('Share screen')).toBeHidden()
})

async function meet(room, ...people) {
  for (const person of people) await person.join(room)
  const [first, ...others] = people
  for (const other of others) {
    await expect(first.tile(other.name)).toHaveAttribute('data-link', 'connected')
    await expect(other.tile(first.name)).toHaveAttribute('data-link', 'connected')
  }
}
