// What people notice when something breaks in the middle of their call.

import { browserKilled, reloads, serverAway } from './faults.js'
import { expect, test } from './fixtures.js'

test.describe.configure({ timeout: 120_000 })

test('a Worker that is away for a while is missed by none of four, and a fifth can join after', async ({ invite, serve }) => {
  const noticed = await serverAway({ invite, serve }, { away: 8_000 })

  expect(noticed.gone).toEqual([])
  expect(noticed.newConnections).toBe(0)
  expect(noticed.longestStop).toBeLessThan(5_000)
  expect(noticed.chat).toBeLessThan(10_000)
  expect(noticed.roster).toBeLessThan(20_000)
})

test('the tile of a browser that is killed is gone from the other screens', async ({ invite }, { outputDir }) => {
  const { gone } = await browserKilled({ invite, folder: outputDir })

  expect(gone).toBeLessThan(20_000)
})

test('reloads in a row leave no ghost, no duplicate and nobody lost', async ({ invite, url }) => {
  const left = await reloads({ invite, url }, { times: 6 })

  expect(new Set(left.tiles)).toEqual(new Set([2]))
  expect(left.gone).toEqual([])
  expect(left.people.sort()).toEqual(['Ada', 'Bob', 'Cleo'])
})
