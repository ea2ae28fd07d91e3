// Mixed rooms: pages written for PeerJS call people who are in a Parley room.

import { expect, test as base, VERSIONS } from './peerjs/fixtures.js'
import { Server } from './server.js'

const test = base.extend({
  /** A server that tells who is in a room. */
  openServer: [
    async ({}, use) => {
      const server = await Server.start({ vars: { ALLOW_DISCOVERY: 'true' } })
      await use(server.url)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  url: ({ openServer }, use) => use(openServer),
})

for (const version of VERSIONS) {
  test.describe(`a page of peerjs ${version}`, () => {
    test('finds someone in the room, calls them, and they see and hear each other', async ({
      ada,
      dial,
      room,
    }) => {
      await ada.join(room)
      const bob = await dial({ version, as: 'Bob' })
      const [someone] = await othersThere(bob)

      await bob.call(someone, { metadata: { name: 'Bob' } })

      await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
      await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
      await expect.poll(() => bob.sees()).toBe("Ada's face")
      await expect.poll(() => bob.hears()).toBe("Ada's voice")
    })

    test('that hangs up is gone from the room', async ({ ada, dial, room }) => {
      await ada.join(room)
      const bob = await dial({ version, as: 'Bob' })
      await bob.call((await othersThere(bob))[0], { metadata: { name: 'Bob' } })
      await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })

      await bob.hangUp()

      await expect(ada.tiles).toHaveCount(0)
    })

    test('that is closed is gone from the room', async ({ ada, dial, room }) => {
      await ada.join(room)
      const bob = await dial({ version, as: 'Bob' })
      await bob.call((await othersThere(bob))[0], { metadata: { name: 'Bob' } })
      await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })

      await bob.page.close()

      await expect(ada.tiles).toHaveCount(0)
    })

    test('is told when the one in the room hangs up', async ({ ada, dial, room }) => {
      await ada.join(room)
      const bob = await dial({ version, as: 'Bob' })
      await bob.call((await othersThere(bob))[0])
      await expect.poll(() => bob.sees()).toBe("Ada's face")

      await ada.hangUp()

      await expect.poll(() => bob.happened('call: close')).toHaveLength(1)
    })

    test('is told when the one in the room closes the tab', async ({ ada, dial, room }) => {
      await ada.join(room)
      const bob = await dial({ version, as: 'Bob' })
      await bob.call((await othersThere(bob))[0])
      await expect.poll(() => bob.sees()).toBe("Ada's face")

      await ada.page.close({ runBeforeUnload: true })

      await expect.poll(() => bob.happened('call: close')).toHaveLength(1)
    })

    test('that wants to exchange data is refused, not left waiting', async ({ ada, dial, room }) => {
      await ada.join(room)
      const bob = await dial({ version })

      await bob.connect((await othersThere(bob))[0])

      await expect.poll(() => bob.happened('connection: close')).toHaveLength(1)
      await expect(ada.tiles).toHaveCount(0)
    })

    test('may ask for data in the middle of its call', async ({ ada, dial, room }) => {
      await ada.join(room)
      const bob = await dial({ version, as: 'Bob' })
      const [someone] = await othersThere(bob)
      await bob.call(someone, { metadata: { name: 'Bob' } })
      await expect.poll(() => bob.sees()).toBe("Ada's face")

      await bob.connect(someone)
      await expect.poll(() => bob.happened('connection: close')).toHaveLength(1)

      expect(await ada.sees()).toEqual({ Bob: "Bob's face" })
      expect(await bob.sees()).toBe("Ada's face")
    })

    test('that calls again is shown once', async ({ ada, dial, room }) => {
      await ada.join(room)
      const bob = await dial({ version, as: 'Bob' })
      const [someone] = await othersThere(bob)
      await bob.call(someone, { metadata: { name: 'Bob' } })
      await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })

      await bob.call(someone, { metadata: { name: 'Robert' } })

      await expect.poll(() => ada.sees()).toEqual({ Robert: "Bob's face" })
    })

    test('keeps its call when it disconnects from the server', async ({ ada, dial, room }) => {
      await ada.join(room)
      const bob = await dial({ version, as: 'Bob' })
      await bob.call((await othersThere(bob))[0], { metadata: { name: 'Bob' } })
      await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })

      await bob.disconnect()
      await expect.poll(() => bob.happened('peer: disconnected')).toHaveLength(1)

      expect(await ada.sees()).toEqual({ Bob: "Bob's face" })
      await bob.reconnect()
      expect(await bob.sees()).toBe("Ada's face")
    })
  })
}

test('a page that gives no name is shown under its id', async ({ ada, dial, room }) => {
  await ada.join(room)
  const bob = await dial({ as: 'Bob', id: 'a page of Bob-s' })

  await bob.call((await othersThere(bob))[0])

  await expect.poll(() => ada.sees()).toEqual({ 'a page of Bob-s': "Bob's face" })
})

test('a page in the room disturbs nobody else there', async ({ ada, cleo, dial, room }) => {
  await ada.join(room)
  await cleo.join(room)
  await expect.poll(() => cleo.sees()).toEqual({ Ada: "Ada's face" })
  const bob = await dial({ as: 'Bob' })

  const others = await othersThere(bob)
  expect(others).toHaveLength(2)
  await bob.call(others[0], { metadata: { name: 'Bob' } })

  const namesBob = async () => [await ada.sees(), await cleo.sees()].filter((faces) => 'Bob' in faces)
  await expect.poll(namesBob).toHaveLength(1)
  for (const [person, peer] of [
    [ada, cleo],
    [cleo, ada],
  ]) {
    const face = { [peer.name]: `${peer.name}'s face` }
    await expect.poll(() => person.sees()).toEqual(expect.objectContaining(face))
  }
})

test('a page can be called back by no one, and takes no seat', async ({ ada, cleo, dial, room }) => {
  await dial({ as: 'Bob' })
  await ada.join(room)
  await cleo.join(room)

  await expect.poll(() => ada.sees()).toEqual({ Cleo: "Cleo's face" })
  await expect(ada.tiles).toHaveCount(1)
})

/** Whom a page could call. */
async function othersThere(page) {
  const [ids, own] = [await page.listAllPeers(), await page.id]
  return ids.filter((id) => id !== own)
}
