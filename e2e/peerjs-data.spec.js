// Data between pages written for PeerJS, over every serialization that it knows.

import { expect, test, VERSIONS } from './peerjs/fixtures.js'

const LONG = ['megabyte', 'many letters', 'many bytes']
const PLAIN = ['text', 'nested', 'a number']
const BYTES = ['buffer', 'bytes', 'floats', 'blob']

/** What can be sent over each serialization, and what peerjs makes of a date on the way. */
const SERIALIZATIONS = {
  binary: { samples: [...PLAIN, ...BYTES, 'a blob in a list', ...LONG], dates: String },
  'binary-utf8': { samples: [...PLAIN, ...BYTES, 'a blob in a list', ...LONG], dates: String },
  json: { samples: [...PLAIN, 'emoji'], dates: (date) => date.toISOString() },
  raw: { samples: ['text', 'emoji', ...BYTES, 'many letters', 'many bytes'] },
}

for (const version of VERSIONS) {
  const isOld = version === '1.3.2'

  test.describe(`peerjs ${version}`, () => {
    for (const [serialization, { samples, dates }] of Object.entries(SERIALIZATIONS)) {
      test(`everything arrives in both directions as ${serialization}`, async ({ dial }) => {
        const [ada, bob] = [await dial({ version }), await dial({ version })]
        await bob.connect(await ada.id, { serialization, reliable: true })

        for (const [speaker, listener] of [
          [bob, ada],
          [ada, bob],
        ]) {
          for (const sample of samples) await speaker.send(0, sample)

          await expect.poll(() => listener.received(0).then((it) => it.length)).toBe(samples.length)
          const sent = await Promise.all(samples.map((sample) => speaker.describe(sample)))
          expect(inAnyOrder(await listener.received(0))).toEqual(inAnyOrder(sent))
        }

        if (!dates) return
        await bob.send(0, 'date')
        await expect.poll(() => ada.received(0).then((it) => it.length)).toBe(samples.length + 1)
        const date = new Date(await bob.describe('date'))
        expect((await ada.received(0)).at(-1)).toBe(dates(date))
      })
    }

    for (const reliable of [true, false]) {
      test(`both ends agree on a connection that is ${reliable ? '' : 'not '}reliable`, async ({ dial }) => {
        const [ada, bob] = [await dial({ version }), await dial({ version })]
        const terms = { label: 'Café', metadata: { why: ['because', 1] }, reliable, serialization: 'json' }

        await bob.connect(await ada.id, terms)
        await expect.poll(() => ada.happened('connection: open')).toHaveLength(1)

        // The old client tells that a connection is reliable, but does not make it so.
        expect(await ada.terms(0)).toEqual({ ...terms, ordered: reliable && !isOld })
        expect(await bob.terms(0)).toEqual(await ada.terms(0))
      })
    }

    test('whoever closes a connection closes it for both', async ({ dial }) => {
      const [ada, bob] = [await dial({ version }), await dial({ version })]
      await bob.connect(await ada.id)
      await expect.poll(() => ada.happened('connection: open')).toHaveLength(1)

      await bob.closeConnection(0)

      await expect.poll(() => ada.happened('connection: close')).toHaveLength(1)
    })

    test('ids may hold spaces, dashes and underscores', async ({ dial }) => {
      const ada = await dial({ version, id: 'Ada Lovelace-King 1815_1852' })
      const bob = await dial({ version, id: 'bob_b-b b' })

      await bob.connect('Ada Lovelace-King 1815_1852')
      await bob.send(0, 'text')

      await expect.poll(() => ada.received(0)).toHaveLength(1)
    })
  })
}

test('an old page and a current one exchange data', async ({ dial }) => {
  const [old, current] = [await dial({ version: '1.3.2' }), await dial({ version: '1.5.5' })]

  await old.connect(await current.id, { serialization: 'raw' })
  await old.send(0, 'text')
  await expect.poll(() => current.received(0)).toEqual([await old.describe('text')])

  await current.send(0, 'buffer')
  await expect.poll(() => old.received(0)).toEqual([await current.describe('buffer')])
})

/** Not even a reliable connection keeps the order of what has to be read or put together first. */
function inAnyOrder(values) {
  return values.map((value) => JSON.stringify(value)).sort()
}
