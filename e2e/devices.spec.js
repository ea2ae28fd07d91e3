// Camera, microphone and loudspeaker, willing and unwilling.

import { expect, test } from './fixtures.js'
import { refuseSoundUntilClicked } from './probe.js'

test('muting silences the microphone for the others, who are shown it', async ({ ada, bob, room }) => {
  await ada.join(room)
  await bob.join(room)
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'on')

  await bob.button('Mute microphone').click()
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
  await expect.poll(() => ada.hears()).toEqual({ Bob: 'silence' })

  await bob.button('Unmute microphone').click()
  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'on')
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
})

test('turning the camera off takes the picture from the others, and turning it on brings it back', async ({
  ada,
  bob,
  room,
}) => {
  await ada.join(room)
  await bob.join(room)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })

  await bob.button('Turn camera off').click()
  await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'off')
  await expect.poll(() => ada.sees()).toEqual({ Bob: 'no picture' })
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })

  await bob.button('Turn camera on').click()
  await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'on')
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
})

test('who comes later learns what is muted already', async ({ ada, bob, room }) => {
  await bob.join(room)
  await bob.button('Mute microphone').click()
  await bob.button('Turn camera off').click()

  await ada.join(room)

  await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
  await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'off')
  await expect.poll(() => ada.hears()).toEqual({ Bob: 'silence' })
})

for (const [when, allows] of Object.entries({ beforehand: [], 'when asked': null })) {
  test(`whoever refuses camera and microphone ${when} is told so, and still sees and hears`, async ({
    ada,
    invite,
    room,
  }) => {
    const bob = await invite('Bob', { allows })
    await ada.join(room)
    await bob.join(room)

    await expect(bob.screen('call')).toContainText('Parley may not use your camera or microphone.')
    await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
    await expect.poll(() => bob.hears()).toEqual({ Ada: "Ada's voice" })
    await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'off')
    await expect(ada.tile('Bob')).toHaveAttribute('data-microphone', 'off')
  })
}

test('whoever refuses the camera alone is still heard', async ({ ada, invite, room }) => {
  const bob = await invite('Bob', { allows: ['microphone'] })
  await ada.join(room)
  await bob.join(room)

  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
  await expect(ada.tile('Bob')).toHaveAttribute('data-camera', 'off')
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
})

test('whoever allows the camera after all is seen without joining again', async ({
  ada,
  invite,
  room,
  url,
}) => {
  const bob = await invite('Bob', { allows: ['microphone'] })
  await ada.join(room)
  await bob.join(room)
  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')

  await bob.context.grantPermissions(['camera', 'microphone'], { origin: url })
  await bob.button('Turn camera on').click()

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
})

test('a machine without camera and microphone takes part by watching', async ({
  ada,
  invite,
  room,
}) => {
  const bob = await invite('Bob', { devices: false })
  await ada.join(room)
  await bob.join(room)

  await expect(bob.screen('call')).toContainText('No camera or microphone was found.')
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await expect.poll(() => bob.hears()).toEqual({ Ada: "Ada's voice" })
  await expect(ada.tile('Bob')).toBeVisible()
})

test('sound that the browser refuses is asked for with a button', async ({ ada, bob, room }) => {
  await ada.context.addInitScript(refuseSoundUntilClicked, 'Enable sound')
  await bob.join(room)
  await ada.join(room)

  await expect(ada.button('Enable sound')).toBeVisible()
  await expect.poll(() => ada.hears()).toEqual({ Bob: 'muted' })

  await ada.button('Enable sound').click()
  await expect(ada.button('Enable sound')).toHaveCount(0)
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
})
