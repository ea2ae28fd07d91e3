// Choosing devices, before a call and in it, and what happens when they come and go.

import { devices, countDescriptions, installDesk, keepWakeLocks } from './desk.js'
import { expect, test } from './fixtures.js'

const { lid, webcam, front, back, builtIn, mouthpiece, hush, box, earpiece } = devices
const LAPTOP = [builtIn, lid, box]

/** Puts devices on someone's desk, instead of those of the cast. */
const sit = (person, ...all) => person.context.addInitScript(installDesk, all)
const picker = (person, label) => person.page.getByLabel(label, { exact: true })
const level = (person) => person.page.getByRole('meter').getAttribute('aria-valuenow')
const banner = (person) => person.page.locator('[data-banner="muted"]')

async function openSettings(person) {
  await person.button('Settings').click()
  await expect(person.page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
}

test('devices that are picked in the lobby are used in the call, and on the next visit', async ({
  ada,
  bob,
  room,
}) => {
  await ada.join(room)
  await sit(bob, ...LAPTOP, webcam, mouthpiece)
  await bob.follow(room)
  await bob.approach()
  await expect(picker(bob, 'Camera')).toHaveValue('lid')
  await expect(picker(bob, 'Microphone')).toHaveValue('built-in')

  await picker(bob, 'Camera').selectOption('Webcam')
  await picker(bob, 'Microphone').selectOption('Headset')
  await expect(picker(bob, 'Camera')).toHaveValue('webcam')
  await bob.enter()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Cleo's face" })
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Cleo's voice" })

  await bob.page.reload()
  await openSettings(bob)
  await expect(picker(bob, 'Camera')).toHaveValue('webcam')
  await expect(picker(bob, 'Microphone')).toHaveValue('mouthpiece')
})

test('whoever goes in muted and without a picture once does so again until they choose otherwise', async ({
  bob,
  room,
}) => {
  await sit(bob, ...LAPTOP)
  await bob.follow(room)
  await bob.approach()
  await bob.button('Mute microphone').click()
  await bob.button('Turn camera off').click()

  await bob.page.reload()
  await expect(bob.button('Unmute microphone')).toHaveAttribute('data-device', 'off')
  await expect(bob.button('Turn camera on')).toHaveAttribute('data-device', 'off')
  await bob.button('Turn camera on').click()
  await bob.hasPicture()

  await bob.page.reload()
  await bob.hasPicture()
})

test('a device that was picked and is not there any more is named, and another is used', async ({
  bob,
  room,
}) => {
  await sit(bob, ...LAPTOP, mouthpiece)
  await bob.follow(room)
  await bob.approach()
  await picker(bob, 'Microphone').selectOption('Headset')
  await expect(picker(bob, 'Microphone')).toHaveValue('mouthpiece')

  await sit(bob, ...LAPTOP)
  await bob.page.reload()

  await expect(bob.news.filter({ hasText: 'the one you chose last time is not connected' })).toHaveCount(1)
  await expect(picker(bob, 'Microphone')).toHaveValue('built-in')
  await expect(bob.button('Mute microphone')).toHaveAttribute('data-device', 'on')
})

test('the meter shows that the microphone hears something, and that it hears nothing', async ({
  bob,
  room,
}) => {
  await sit(bob, ...LAPTOP, hush)
  await bob.follow(room)
  await bob.approach()
  await expect.poll(async () => Number(await level(bob))).toBeGreaterThan(5)

  await picker(bob, 'Microphone').selectOption('Silent microphone')
  await expect.poll(() => level(bob)).toBe('0')
})

test('the speaker that is picked plays the tone, and the others', async ({ ada, bob, room }) => {
  await ada.join(room)
  await sit(bob, ...LAPTOP, earpiece)
  await bob.follow(room)
  await bob.approach()

  await picker(bob, 'Speaker').selectOption('Headset')
  await bob.button('Test').click()
  await expect.poll(() => bob.page.evaluate(() => globalThis.desk.played)).toEqual(['earpiece'])
  await expect(bob.button('Test')).toHaveAttribute('data-playing', 'false')

  await bob.enter()
  await expect(bob.tile('Ada')).toBeVisible()
  await expect.poll(() => bob.page.evaluate(() => globalThis.desk.sinks())).toEqual(['earpiece'])
})

test('another camera and another microphone reach the others without a new negotiation and without a gap', async ({
  ada,
  bob,
  room,
}) => {
  await bob.context.addInitScript(countDescriptions)
  await sit(bob, ...LAPTOP, webcam, mouthpiece)
  await ada.join(room)
  await bob.join(room)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
  const described = await bob.page.evaluate(() => globalThis.descriptions)
  await ada.watch()

  await openSettings(bob)
  await picker(bob, 'Camera').selectOption('Webcam')
  await picker(bob, 'Microphone').selectOption('Headset')

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Cleo's face" })
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Cleo's voice" })
  const { gone, longestStopMs } = await ada.report()
  expect(gone).toEqual([])
  expect(longestStopMs.Bob).toBeLessThan(1_500)
  expect(await bob.page.evaluate(() => globalThis.descriptions)).toBe(described)
})

test('a device that has vanished does not take the one in use along', async ({ ada, bob, room }) => {
  await sit(bob, ...LAPTOP, webcam)
  await ada.join(room)
  await bob.join(room)
  await openSettings(bob)
  await bob.page.evaluate(() => globalThis.desk.steal('webcam'))

  await picker(bob, 'Camera').selectOption('Webcam')

  const told = bob.page.getByRole('dialog').getByText('the one you chose did not start')
  await expect(told).toHaveCount(1)
  await expect(picker(bob, 'Camera')).toHaveValue('lid')
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
})

test('a headset that is plugged in takes the call, and gives it back when it is pulled out', async ({
  ada,
  bob,
  room,
}) => {
  await sit(bob, ...LAPTOP)
  await ada.join(room)
  await bob.join(room)
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })

  await bob.page.evaluate((headset) => globalThis.desk.plug(...headset), [mouthpiece, earpiece])
  await expect(bob.news.filter({ hasText: 'Parley now uses “Headset”.' })).toHaveCount(1)
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Cleo's voice" })
  await expect.poll(() => bob.page.evaluate(() => globalThis.desk.sinks())).toEqual(['earpiece'])

  await bob.page.evaluate(() => globalThis.desk.unplug('mouthpiece', 'earpiece'))
  await expect(bob.news.filter({ hasText: '“Headset” was unplugged.' })).toHaveCount(1)
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
  await expect.poll(() => bob.page.evaluate(() => globalThis.desk.sinks())).toEqual([''])
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'on')
})

test('a phone turns from its front to its back camera', async ({ ada, bob, room }) => {
  await sit(bob, builtIn, front, back)
  await ada.join(room)
  await bob.join(room)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect(bob.preview).toHaveAttribute('data-facing', 'user')

  await openSettings(bob)
  await bob.button('Switch between front and back camera').click()

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Cleo's face" })
  await expect(bob.preview).toHaveAttribute('data-facing', 'environment')
})

test('whoever talks while muted is told so, and can unmute there', async ({ ada, bob, room }) => {
  await sit(bob, ...LAPTOP)
  await ada.join(room)
  await bob.join(room)
  await bob.button('Mute microphone').click()
  await expect(banner(bob)).toContainText('You are talking, but your microphone is muted.')
  expect(await ada.hears()).toEqual({ Bob: 'silence' })

  await banner(bob).getByRole('button', { name: 'Unmute' }).click()
  await expect(banner(bob)).toHaveCount(0)
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
})

test('whoever does not want to be told so is not, and nothing listens to them', async ({ bob, room }) => {
  await sit(bob, ...LAPTOP)
  await bob.join(room)
  await bob.button('Mute microphone').click()
  await expect(banner(bob)).toBeVisible()

  await openSettings(bob)
  await bob.page.getByRole('switch', { name: 'Tell me when I talk while muted' }).click()
  await expect(banner(bob)).toHaveCount(0)
})

test('the space bar lets a muted person talk for as long as it is held', async ({ ada, bob, room }) => {
  await ada.join(room)
  await bob.join(room)
  await bob.button('Mute microphone').click()
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
  await bob.screen('call').focus()

  await bob.page.keyboard.down('Space')
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'on')
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })

  await bob.page.keyboard.up('Space')
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
  await expect.poll(() => ada.hears()).toEqual({ Bob: 'silence' })
})

test('a blank that is typed is a blank', async ({ bob, room }) => {
  await bob.join(room)
  await bob.button('Mute microphone').click()
  await bob.button('Chat').click()
  const field = bob.page.getByRole('textbox', { name: 'Message' })
  await field.focus()

  await bob.page.keyboard.down('Space')
  await expect(field).toHaveValue(' ')
  await expect(bob.button('Unmute microphone')).toHaveAttribute('data-device', 'off')
  await bob.page.keyboard.up('Space')
})

test('the screen stays on during a call, and no longer', async ({ invite, room }) => {
  const bob = await invite('Bob', { allows: ['camera', 'microphone', 'screen-wake-lock'] })
  await bob.context.addInitScript(keepWakeLocks)
  const held = () => bob.page.evaluate(() => globalThis.wakeLocks.filter((lock) => !lock.released).length)
  await bob.follow(room)
  await bob.approach()
  expect(await held()).toBe(0)

  await bob.enter()
  await expect.poll(held).toBe(1)

  // As the browser does when the page is hidden and shown again.
  await bob.page.evaluate(() => globalThis.wakeLocks[0].release())
  await expect.poll(held).toBe(0)
  await bob.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect.poll(held).toBe(1)

  await bob.hangUp()
  await expect.poll(held).toBe(0)
})

test('what happens while the settings are open is shown and read out there', async ({ ada, bob, room }) => {
  await ada.join(room)
  await openSettings(ada)
  const said = ada.page.getByRole('dialog', { name: 'Settings' }).getByRole('status')

  await bob.join(room)

  await expect(said.filter({ hasText: 'Bob joined' })).toBeVisible()
})
