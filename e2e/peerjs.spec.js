// Pages written for PeerJS, with the real `peerjs` package: they change the host, and nothing else.

import { startUpstream } from './conformance/upstream.js'
import { expect, test, VERSIONS, whereIs } from './peerjs/fixtures.js'

/** A key that is not the name of any room. */
const NO_ROOM = 'a%2Fb'

for (const version of VERSIONS) {
  test.describe(`peerjs ${version}`, () => {
    test('the server hands out an id, and one can be brought along', async ({ dial, room }) => {
      const [anyone, ada] = [await dial({ version }), await dial({ version, id: `ada ${room}` })]
      expect(await anyone.id).toMatch(/^[0-9a-f-]{36}$/)
      expect(await ada.id).toBe(`ada ${room}`)
    })

    test('a call shows each side to the other, with what the caller says about it', async ({ dial }) => {
      const ada = await dial({ version, as: 'Ada' })
      const bob = await dial({ version, as: 'Bob' })
      await ada.answerCalls()

      await bob.call(await ada.id, { metadata: { name: 'Bob', from: ['Boston', 1] } })

      await expect.poll(() => ada.sees()).toBe("Bob's face")
      await expect.poll(() => bob.sees()).toBe("Ada's face")
      await expect.poll(() => ada.hears()).toBe("Bob's voice")
      await expect.poll(() => bob.hears()).toBe("Ada's voice")
      const call = { peer: await bob.id, metadata: { name: 'Bob', from: ['Boston', 1] } }
      expect(await ada.happened('call')).toEqual([call])

      await bob.answerCalls()
      await ada.call(await bob.id, { metadata: 'back' })
      await expect.poll(() => bob.happened('call')).toContainEqual({ peer: await ada.id, metadata: 'back' })
      await expect.poll(() => bob.sees()).toBe("Ada's face")
    })

    test('a page that disconnects keeps its connections, and can come back under its id', async ({ dial }) => {
      const [ada, bob] = [await dial({ version }), await dial({ version })]
      const id = await ada.id
      await bob.connect(id)

      await ada.disconnect()
      await expect.poll(() => ada.happened('peer: disconnected')).toHaveLength(1)
      await bob.send(0, 'text')
      await expect.poll(() => ada.received(0)).toHaveLength(1)

      expect(await ada.reconnect()).toBe(id)
      await bob.connect(id)
      await bob.send(1, 'nested')
      await expect.poll(() => ada.received(1)).toHaveLength(1)
      await bob.send(0, 'text')
      await expect.poll(() => ada.received(0)).toHaveLength(2)
    })

    test('a server that is lost is noticed, missed by no connection, and found again', async ({
      dial,
      serve,
    }) => {
      const server = await serve()
      const [ada, bob] = [await dial({ version, url: server.url }), await dial({ version, url: server.url })]
      const id = await ada.id
      await bob.connect(id)

      await server.kill()
      for (const page of [ada, bob]) {
        await expect.poll(() => page.happened('peer: disconnected')).toHaveLength(1)
        const [lost] = await page.happened('peer: error')
        expect(lost).toEqual({ type: 'network', message: 'Lost connection to server.' })
      }
      await bob.send(0, 'text')
      await expect.poll(() => ada.received(0)).toHaveLength(1)

      await server.restart()
      for (const page of [ada, bob]) await page.reconnect()
      await bob.connect(id)
      await bob.send(1, 'text')
      await expect.poll(() => ada.received(1)).toHaveLength(1)
    })

    test('an id that someone has is taken', async ({ dial, room, url, visit }) => {
      await dial({ version, id: 'ada' })

      const rival = await visit({ version })
      expect(await rival.start('ada', { ...whereIs(url), key: room })).toEqual({
        type: 'unavailable-id',
        message: 'ID "ada" is taken',
      })
    })

    test('an id that someone had is free when they have gone', async ({ dial }) => {
      const ada = await dial({ version, id: 'ada' })
      await ada.page.close()
      await dial({ version, id: 'ada' })
    })

    test('a peer that is not there is unavailable', async ({ dial }) => {
      const bob = await dial({ version })
      const failure = bob.nextError()
      bob.connect('nobody').catch(() => {})
      expect(await failure).toEqual({
        type: 'peer-unavailable',
        message: 'Could not connect to peer nobody',
      })
    })

    test('an offer waits for a page that is on its way', async ({ dial, room }) => {
      const bob = await dial({ version })
      const connected = bob.connect('ada')
      await dial({ version, id: 'ada', key: room })
      await connected
    })

    test('an id that PeerJS does not allow never gets to the server', async ({ room, url, visit }) => {
      const page = await visit({ version })
      const failure = await page.start('no/slashes', { ...whereIs(url), key: room })
      expect(failure).toEqual({ type: 'invalid-id', message: 'ID "no/slashes" is invalid' })
      expect(page.frames.sent).toEqual([])
    })

    test('what goes wrong is told in the words of peerjs-server', async ({ url, visit }) => {
      const upstream = await startUpstream()
      const told = async (there, key) => {
        const told = {}
        for (const [what, id] of Object.entries({ 'with an id': 'ada', 'without an id': null })) {
          const page = await visit({ version })
          told[what] = await page.start(id, { ...whereIs(there), key })
        }
        const page = await visit({ version })
        await page.start('bob', whereIs(there))
        told['who is there'] = await page.listAllPeers()
        return told
      }

      const [theirs, ours] = [await told(upstream.url, 'wrong'), await told(url, NO_ROOM)]
      await upstream.stop()

      expect(theirs['with an id']).toEqual({ type: 'server-error', message: 'Invalid key provided' })
      expect(ours['with an id']).toEqual(theirs['with an id'])
      expect(ours['who is there']).toEqual(theirs['who is there'])
      // There, the key is not looked at until the websocket is opened; here, no such room can be asked for an id.
      expect(theirs['without an id']).toEqual(theirs['with an id'])
      expect(ours['without an id'].type).toBe('server-error')
    })

    test('pages with different keys cannot reach each other', async ({ dial, room }) => {
      await dial({ version, id: 'ada' })
      const bob = await dial({ version, key: `not ${room}` })
      const failure = bob.nextError()

      bob.connect('ada').catch(() => {})

      expect(await failure).toMatchObject({ type: 'peer-unavailable' })
      const namesake = await dial({ version, id: 'ada', key: `not ${room}` })
      await bob.connect('ada')
      await bob.send(1, 'text')
      await expect.poll(() => namesake.received(0)).toHaveLength(1)
    })
  })
}

test('whoever hangs up, the call ends for both', async ({ dial }) => {
  const [ada, bob] = [await dial({ as: 'Ada' }), await dial({ as: 'Bob' })]
  await ada.answerCalls()
  for (const [round, whoEnds] of [bob, ada].entries()) {
    await bob.call(await ada.id)
    await expect.poll(() => bob.sees()).toBe("Ada's face")

    await whoEnds.hangUp()

    for (const page of [ada, bob]) await expect.poll(() => page.happened('call: close')).toHaveLength(round + 1)
  }
})

for (const version of VERSIONS) {
  test(`a page of peerjs ${version} that is closed ends its calls at once`, async ({ dial }) => {
    const ada = await dial({ version, as: 'Ada' })
    const bob = await dial({ version, as: 'Bob' })
    await ada.answerCalls()
    await bob.call(await ada.id)
    await expect.poll(() => ada.sees()).toBe("Bob's face")

    await bob.page.close()

    // ICE alone takes six seconds to notice that something is wrong.
    await expect.poll(() => ada.happened('call: close'), { timeout: 3_000 }).toHaveLength(1)
  })
}
