// Before the door of a room: what one sees of it, and of oneself, and the way in.

import { expect, test } from './fixtures.js'
import { decideWhenAsked, neverDecide } from './probe.js'
import { Socket } from './socket.js'

test('a link leads whoever has been here before straight to the lobby of its room', async ({
  ada,
  room,
}) => {
  await ada.join(room)

  await ada.follow('Another room')

  await expect(ada.screen('lobby')).toContainText('Another room')
  await expect(ada.nameField).toHaveValue('Ada')
  await ada.hasPicture()
})

test('whoever is in the lobby sees who is in the room, and is not seen there', async ({
  ada,
  bob,
  room,
}) => {
  await ada.follow(room)
  await ada.approach()
  await expect(ada.screen('lobby')).toContainText('Nobody is here yet')

  await bob.join(room)
  await expect(ada.screen('lobby')).toContainText('1 person is here')
  await expect(ada.screen('lobby')).toContainText('Bob')
  await expect(bob.tiles).toHaveCount(0)

  await bob.hangUp()
  await expect(ada.screen('lobby')).toContainText('Nobody is here yet')
})

test('a name can be changed in the lobby', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.follow(room)
  await ada.approach('Ada')

  await ada.nameField.fill('Countess of Lovelace')
  await ada.joinNowButton.click()

  await expect(bob.tile('Countess of Lovelace')).toBeVisible()
  await ada.hangUp()
  await ada.page.reload()
  await expect(ada.nameField).toHaveValue('Countess of Lovelace')
})

test('a name that is none is not taken into the room', async ({ ada, room }) => {
  await ada.follow(room)
  await ada.approach()

  await ada.nameField.fill(' ')
  await ada.joinNowButton.click()

  await expect(ada.nameField).toHaveAttribute('aria-invalid', 'true')
  await expect(ada.nameField).toBeFocused()
  await expect(ada.screen('lobby')).toBeVisible()
})

test('a full room says so before anyone tries to enter, and lets one in when someone leaves', async ({
  ada,
  room,
  url,
}) => {
  const crowd = Array.from({ length: 12 }, async (_, seat) => {
    const guest = await Socket.open(url, { room, id: `guest-${seat}` })
    guest.send({ type: 'JOIN', payload: { profile: { name: `Guest ${seat}` } } })
    await guest.next('ROOM')
    return guest
  })
  const guests = await Promise.all(crowd)

  await ada.follow(room)
  await ada.approach()
  await expect(ada.screen('lobby')).toContainText('This room is full')
  await expect(ada.joinNowButton).toBeDisabled()

  guests.pop().send({ type: 'LEAVE' })
  await expect(ada.joinNowButton).toBeEnabled()
  await expect(ada.screen('lobby')).not.toContainText('This room is full')
  await ada.joinNowButton.click()
  await expect(ada.screen('call')).toBeVisible()
  for (const guest of guests) guest.close()
})

test('whoever turns round at the door leaves nothing running', async ({ ada, room }) => {
  await ada.follow(room)
  await ada.approach()
  await ada.hasPicture()

  await ada.button('Back').click()

  await expect(ada.screen('landing')).toBeVisible()
  await expect(ada.roomField).toHaveValue(room)
  expect(await ada.holdsOpen()).toEqual({ connections: 0, sockets: 0, tracks: 0 })
})

test('whoever goes in muted and without a picture is neither heard nor seen until they want', async ({
  ada,
  bob,
  room,
}) => {
  await ada.join(room)
  await bob.follow(room)
  await bob.approach()
  await bob.hasPicture()

  await bob.button('Mute microphone').click()
  await bob.button('Turn camera off').click()
  await expect(bob.screen('lobby')).toContainText('Your camera is off')
  await bob.enter()

  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
  await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'off')
  expect(await ada.hears()).toEqual({ Bob: 'silence' })
  expect(await ada.sees()).toEqual({ Bob: 'no picture' })

  await bob.button('Unmute microphone').click()
  await bob.button('Turn camera on').click()
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
})

test('a camera that is turned off in the lobby is given back', async ({ ada, room }) => {
  await ada.follow(room)
  await ada.approach()
  await ada.hasPicture()
  const { tracks } = await ada.holdsOpen()

  await ada.button('Turn camera off').click()

  await expect.poll(() => ada.holdsOpen()).toMatchObject({ tracks: tracks - 1 })
})

test('whoever has not answered the browser yet goes in all the same, and sees and hears', async ({
  ada,
  bob,
  room,
}) => {
  await ada.join(room)
  await bob.context.addInitScript(neverDecide)
  await bob.follow(room)
  await bob.approach()
  await expect(bob.screen('lobby')).toContainText('Your browser asks')

  await bob.joinNowButton.click()

  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await expect.poll(() => bob.hears()).toEqual({ Ada: "Ada's voice" })
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
})

test('devices that are granted when one is in the call already are added to it', async ({
  ada,
  bob,
  room,
}) => {
  await ada.join(room)
  await bob.context.addInitScript(decideWhenAsked)
  await bob.join(room)
  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')
  expect(await ada.sees()).toEqual({ Bob: 'no picture' })

  await bob.page.evaluate(() => globalThis.decide())

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
})

test('what one decides while the browser asks holds when it has its answer', async ({ ada, bob, room }) => {
  await ada.join(room)
  await bob.context.addInitScript(decideWhenAsked)
  await bob.follow(room)
  await bob.approach()
  await bob.button('Mute microphone').click()
  await bob.button('Turn camera off').click()

  await bob.page.evaluate(() => globalThis.decide())
  // The microphone, and the meter's ear.
  await expect.poll(() => bob.holdsOpen()).toMatchObject({ tracks: 2 })
  await bob.enter()

  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')
  expect(await ada.hears()).toEqual({ Bob: 'silence' })
  expect(await ada.sees()).toEqual({ Bob: 'no picture' })
})

test('whoever refuses the camera is told so, and what to do about it', async ({ invite, room }) => {
  const bob = await invite('Bob', { allows: ['microphone'] })
  await bob.follow(room)
  await bob.approach()

  await expect(bob.screen('lobby')).toContainText('Parley may not use your camera.')
  await expect(bob.screen('lobby')).toContainText('allow it in the browser’s settings')
  await expect(bob.button('Mute microphone')).toHaveAttribute('data-device', 'on')
  await expect(bob.joinNowButton).toBeEnabled()
})

test('a machine without devices is no reason to stay outside', async ({ invite, room }) => {
  const bob = await invite('Bob', { devices: false })
  await bob.follow(room)
  await bob.approach()

  await expect(bob.screen('lobby')).toContainText('No camera or microphone was found.')
  await bob.enter()
})

for (const [error, words] of Object.entries({
  NotReadableError: 'Your camera and microphone cannot be used right now.',
  AbortError: 'Your camera and microphone cannot be used right now.',
  TypeError: 'did not start.',
})) {
  test(`a device that fails with ${error} is named with its own words, and can be tried again`, async ({
    ada,
    room,
  }) => {
    await ada.context.addInitScript(failWith, error)
    await ada.follow(room)
    await ada.approach()
    await expect(ada.screen('lobby')).toContainText(words)

    await ada.page.evaluate(() => globalThis.mend())
    await ada.button('Try again').click()
    await ada.hasPicture()
    await expect(ada.screen('lobby')).not.toContainText(words)
  })
}

/** Fails every request for a device, until it is mended. */
function failWith(name) {
  const { getUserMedia } = MediaDevices.prototype
  MediaDevices.prototype.getUserMedia = async () => {
    throw name === 'TypeError' ? new TypeError('unfit') : new DOMException('It broke', name)
  }
  globalThis.mend = () => (MediaDevices.prototype.getUserMedia = getUserMedia)
}
