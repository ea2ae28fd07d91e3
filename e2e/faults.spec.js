// What people notice when something breaks in the middle of their call. How long it takes is measured by
// resilience.js: here, whatever is waited for only has to come.

import { browserKilled, reloads, serverAway } from './faults.js'
import { expect, test } from './fixtures.js'

test.describe.configure({ timeout: 120_000 })

test('a Worker that is away for a while is missed by none of four, and a fifth can join after', async ({ invite, serve }) => {
  const noticed = await serverAway({ invite, serve }, { away: 8_000 })

  expect(noticed).toMatchObject({ gone: [], newConnections: 0 })
})

test('the tile of a browser that is killed is gone from the other screens', async ({ invite }, { outputDir }) => {
  await browserKilled({ invite, folder: outputDir })
})

test('reloads in a row leave no ghost, no duplicate and nobody lost', async ({ invite, url }) => {
  const left = await reloads({ invite, url }, { times: 6 })

  expect(new Set(left.tiles)).toEqual(new Set([2]))
  expect(left.gone).toEqual([])
  expect(left.people.sort()).toEqual(['Ada', 'Bob', 'Cleo'])
})
