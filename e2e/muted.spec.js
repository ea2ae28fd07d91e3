// Whoever is muted stays so, whatever happens to the page.

import { expect, test } from './fixtures.js'

const OFF = { 'data-microphone': 'off', 'data-camera': 'off' }

/** How someone's tile says that their devices stand. */
async function devicesOf(tile) {
  const marks = Object.keys(OFF).map(async (mark) => [mark, await tile.getAttribute(mark)])
  return Object.fromEntries(await Promise.all(marks))
}

/** Enters a room with everything on, and switches everything off there. */
async function joinsAndSwitchesOff(person, room) {
  await person.join(room)
  await person.hasPicture()
  await person.button('Mute microphone').click()
  await person.button('Turn camera off').click()
}

test('whoever switched microphone and camera off comes back from a reload without them', async ({
  ada,
  bob,
  room,
}) => {
  await joinsAndSwitchesOff(ada, room)
  await bob.join(room)
  await expect.poll(() => devicesOf(bob.tile('Ada'))).toEqual(OFF)
  await bob.watch()

  await ada.reload()

  await expect(ada.button('Unmute microphone')).toBeVisible()
  await expect(ada.button('Turn camera on')).toBeVisible()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => devicesOf(bob.tile('Ada'))).toEqual(OFF)
  await expect.poll(() => bob.hears()).toEqual({ Ada: 'silence' })

  await ada.button('Unmute microphone').click()
  await expect.poll(() => bob.hears()).toEqual({ Ada: "Ada's voice" })
})

test('a reload gives back what was on, though the room was entered without it', async ({ ada, bob, room }) => {
  await ada.follow(room)
  await ada.approach()
  await ada.button('Mute microphone').click()
  await ada.enter()
  await ada.button('Unmute microphone').click()
  await bob.join(room)
  await expect.poll(() => bob.hears()).toEqual({ Ada: "Ada's voice" })

  await ada.reload()

  await expect.poll(() => bob.hears()).toEqual({ Ada: "Ada's voice" })
})

test('whoever left muted comes back muted', async ({ ada, room }) => {
  await joinsAndSwitchesOff(ada, room)
  await ada.hangUp()
  await ada.rejoin()
  await expect(ada.button('Unmute microphone')).toBeVisible()
  await expect(ada.button('Turn camera on')).toBeVisible()
})
