// Parley beside npm's `peer`, over raw websocket and HTTP: what `node e2e/conformance/index.js` prints.

import { readFile } from 'node:fs/promises'

import { abuse } from './conformance/cases/abuse.js'
import { configured, isFine, judge, play, table, usual } from './conformance/compare.js'
import { differences } from './conformance/differences.js'
import { toldTo, upstream } from './conformance/servers.js'
import { expect, test } from './peerjs/fixtures.js'

test('a server as it comes answers as peerjs-server does, but for what is documented', async ({ url }) => {
  test.setTimeout(600_000)
  const theirs = await upstream()

  const rows = judge(...(await Promise.all([play(usual, theirs.usual), play(usual, { url })])))

  await theirs.stop()
  expectFine(rows)
})

test('a server that is configured answers as peerjs-server does, but for what is documented', async ({
  serve,
}) => {
  test.setTimeout(120_000)
  const [theirs, { url }] = await Promise.all([upstream(), serve({ vars: toldTo.vars })])

  const ours = { url, path: toldTo.path }
  const rows = judge(...(await Promise.all([play(configured, theirs.configured), play(configured, ours)])))

  await theirs.stop()
  expectFine(rows)
})

test('nothing that is sent amiss makes a room fail', async ({ workerd }) => {
  test.setTimeout(300_000)

  const observed = await play(abuse, { url: workerd.url })

  for (const [name, observation] of Object.entries(observed)) {
    expect.soft(observation, name).toContain('others notice nothing')
  }
  const counts = await workerd.counts()
  expect(counts.messages).toBeGreaterThan(20_000)
  expect(counts.failures).toBe(0)
})

test('the README tells every difference', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  for (const { what, why } of differences) expect.soft(readme).toContain(`| ${what} | ${why} |`)
})

function expectFine(rows) {
  console.log(table(rows))
  expect(rows.filter((row) => !isFine(row))).toEqual([])
}
