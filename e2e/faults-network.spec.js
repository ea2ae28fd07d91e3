// What people notice when the network breaks in the middle of their call. How long it takes is measured by
// resilience.js: here, whatever is waited for only has to come. Needs root, to make networks that can be broken.

import * as faults from './faults.js'
import { test as base, expect } from './fixtures.js'
import { Lab } from './lab.js'
import { Network } from './network.js'

const missing = Lab.missing
if (missing) console.warn(`\nNO FAULT OF A NETWORK IS TESTED HERE: ${missing}\n`)
base.skip(Boolean(missing), missing ?? '')

const test = base.extend({
  network: [
    async ({}, use) => {
      const network = await Network.open()
      await use(network)
      await network.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  stage: async ({ network, invite, serve }, use) => {
    await use({
      lab: network.lab,
      url: network.url,
      serve: (settings) => serve({ ...settings, ...network.second }),
      invite: async (name, options) => invite(name, { ...options, browser: await network.browser(name) }),
    })
    network.lab.heal()
  },
})

test.describe.configure({ timeout: 120_000 })

test('a change of address is a blink', async ({ stage }) => {
  const noticed = await faults.addressChanges(stage)

  expect(noticed).toMatchObject({ gone: [], newConnections: 0 })
})

test('after eight seconds without a network the same call goes on', async ({ stage }) => {
  const noticed = await faults.wayCut(stage, { away: 8_000 })

  expect(noticed).toMatchObject({ paused: true, gone: [], newConnections: 0 })
})

test('a direct path that is lost gives way to the relay, and the tile says so', async ({ stage }) => {
  const noticed = await faults.directWayLost(stage)

  expect(noticed).toMatchObject({ gone: [], newConnections: 0 })
})

test('where no UDP gets through, the relay is reached over TCP', async ({ stage }) => {
  await faults.udpRefused(stage)
})

test('where nothing gets through and there is no relay, the tile says so', async ({ stage }) => {
  const { url } = await stage.serve()

  await faults.noWay({ ...stage, url })
})

test('a network that loses a fifth of all keeps the sound, and the tile says why the picture is gone', async ({ stage }) => {
  const noticed = await faults.packetsLost(stage, { share: 0.2 })

  expect(noticed.reason).not.toBe('')
})

test('a network too narrow for the picture keeps the sound, and the tile says why the picture is gone', async ({ stage }) => {
  const noticed = await faults.tooNarrow(stage, { rate: 150 })

  expect(noticed.reason).not.toBe('')
})

test('after twenty-five seconds without a network the same call goes on', async ({ stage }) => {
  const noticed = await faults.wayCut(stage, { away: 25_000 })

  expect(noticed).toMatchObject({ gone: [], newConnections: 0 })
})

test('a link that breaks while the server is away is mended by way of a third', async ({ stage }) => {
  const noticed = await faults.brokenWithoutServer(stage)

  expect(noticed).toMatchObject({ gone: [], newConnections: 0 })
})
