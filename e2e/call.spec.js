// The product itself: people see and hear each other.

import { expect, test } from './fixtures.js'

test('two people see and hear each other', async ({ ada, bob, room }) => {
  await ada.join(room)
  await bob.join(room)

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
  await expect.poll(() => bob.hears()).toEqual({ Ada: "Ada's voice" })
})

test('three people see and hear each other, whoever comes when', async ({ ada, bob, cleo, room }) => {
  await ada.join(room)
  await Promise.all([bob.join(room), cleo.join(room)])

  const others = { Ada: ['Bob', 'Cleo'], Bob: ['Ada', 'Cleo'], Cleo: ['Ada', 'Bob'] }
  const each = (names, what) => Object.fromEntries(names.map((name) => [name, `${name}'s ${what}`]))
  for (const person of [ada, bob, cleo]) {
    await expect.poll(() => person.sees()).toEqual(each(others[person.name], 'face'))
    await expect.poll(() => person.hears()).toEqual(each(others[person.name], 'voice'))
  }
})

test('everyone sees their own picture', async ({ ada, room }) => {
  await ada.join(room)

  await ada.hasPicture()
  await expect(ada.preview.locator('video')).toHaveJSProperty('muted', true)
})

test('whoever hangs up is gone from the other screens, and alone', async ({
  ada,
  bob,
  room,
}) => {
  await ada.join(room)
  await bob.join(room)
  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')

  await bob.hangUp()

  await expect(ada.tiles).toHaveCount(0)
  await expect(bob.tiles).toHaveCount(0)
  expect(await bob.holdsOpen()).toMatchObject({ connections: 0, tracks: 0 })
})

test('whoever closes the tab is gone from the other screens', async ({ ada, bob, room }) => {
  await ada.join(room)
  await bob.join(room)
  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')

  await bob.page.close({ runBeforeUnload: true })

  await expect(ada.tiles).toHaveCount(0)
})

test('whoever reloads the page is back in the call at once, and was never away', async ({ ada, bob, room }) => {
  await ada.join(room)
  await bob.join(room)
  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')
  await ada.watch()

  await bob.reload()

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await expect(ada.news.filter({ hasText: 'Bob left' })).toHaveCount(0)
})

test('one call after another in the same page leaves nothing behind', async ({ ada, bob, room }) => {
  await bob.join(room)
  const callAfter = async (entering) => {
    await entering
    await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
    expect(await ada.holdsOpen()).toEqual({ connections: 1, sockets: 1, tracks: 2 })
    await ada.hangUp()
    await expect(bob.tiles).toHaveCount(0)
    return ada.holdsOpen()
  }

  await ada.follow(room)
  const nothing = { connections: 0, sockets: 0, tracks: 0 }
  expect(await callAfter(ada.enter())).toEqual(nothing)
  expect(await callAfter(ada.rejoin())).toEqual(nothing)
})
