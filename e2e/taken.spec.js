// Devices that the system or another program takes in the middle of a call.

import { devices, installDesk } from './desk.js'
import { expect, test } from './fixtures.js'

const { lid, webcam, builtIn } = devices

const banner = (person) => person.page.locator('[data-banner="device"]')
const take = (person, id, taken) =>
  person.page.evaluate(([id, taken]) => globalThis.desk.take(id, taken), [id, taken])

test.beforeEach(async ({ ada, bob, room }) => {
  await bob.context.addInitScript(installDesk, [lid, builtIn])
  await ada.join(room)
  await bob.join(room)
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'on')
  await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'on')
})

test('a microphone that another program takes is told to all, and used again when it is free', async ({ ada, bob }) => {
  await take(bob, 'built-in', true)
  await expect(banner(bob)).toContainText('has taken your microphone')
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
  await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'on')

  await take(bob, 'built-in', false)
  await expect(banner(bob)).toHaveCount(0)
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'on')
})

test('a camera that another program takes can be asked for again', async ({ ada, bob }) => {
  await take(bob, 'lid', true)
  await expect(banner(bob)).toContainText('has taken your camera')
  await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'off')

  await banner(bob).getByRole('button', { name: 'Try again' }).click()
  await expect(banner(bob)).toHaveCount(0)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
})

test('a microphone that is taken while it is muted is nobody\'s concern', async ({ ada, bob }) => {
  await bob.button('Mute microphone').click()
  await take(bob, 'built-in', true)
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
  await expect(banner(bob)).toHaveCount(0)
  await bob.button('Unmute microphone').click()
  await expect(banner(bob)).toContainText('has taken your microphone')
})

test('the camera that was picked is gone back to when it is plugged in again', async ({ ada, bob }) => {
  const desk = (what) => bob.page.evaluate(([act, device]) => globalThis.desk[act](device), what)
  await desk(['plug', webcam])
  await bob.button('Settings').click()
  await bob.page.getByLabel('Camera', { exact: true }).selectOption('Webcam')
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Cleo's face" })

  await desk(['unplug', 'webcam'])
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await desk(['plug', webcam])
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Cleo's face" })
})
