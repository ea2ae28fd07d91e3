// Measures what people notice of each fault, and prints the rows of the table in docs/resilience.md:
//
//     node e2e/resilience.js [--runs=10] [FAULT…]
//
// Needs what `cargo xtask build` makes, node_modules/.bin first on PATH, coturn, and root.

import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { expect } from '@playwright/test'

import { Browsers } from './browsers.js'
import * as faults from './faults.js'
import { Network } from './network.js'
import { Person } from './person.js'
import { Server } from './server.js'

/** How many pictures people have seen of each other before something happens: fifteen seconds of them. */
const PICTURES = 180

/** Each fault: on which kind of stage it happens, and how. */
const FAULTS = {
  server: [open, (stage) => faults.serverAway(stage, { away: 20_000 })],
  killed: [open, (stage) => faults.browserKilled(stage)],
  reloads: [open, (stage) => faults.reloads(stage, { times: 20 })],
  address: [broken, faults.addressChanges],
  cut8: [broken, (stage) => faults.wayCut(stage, { away: 8_000 })],
  cut25: [broken, (stage) => faults.wayCut(stage, { away: 25_000 })],
  relay: [broken, faults.directWayLost],
  tcp: [broken, faults.udpRefused],
  'no-way': [broken, async (stage) => faults.noWay({ ...stage, url: (await stage.serve()).url })],
  loss: [broken, (stage) => faults.packetsLost(stage, { share: 0.2 })],
  narrow: [broken, (stage) => faults.tooNarrow(stage, { rate: 150 })],
  third: [broken, faults.brokenWithoutServer],
}

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '10' } },
  allowPositionals: true,
})
const runs = Number(values.runs)
const chosen = positionals.length > 0 ? positionals : Object.keys(FAULTS)
const unknown = chosen.filter((name) => !FAULTS[name])
if (unknown.length > 0) throw new Error(`unknown: ${unknown}; there are ${Object.keys(FAULTS).join(', ')}`)

for (const name of chosen) {
  const [kind, fault] = FAULTS[name]
  const noticed = []
  await kind(async (stage) => {
    for (let run = 0; run < runs; run += 1) {
      const once = await attempt(stage, fault)
      console.error(`${name} ${run + 1}/${runs}, load ${loadavg()[0].toFixed(1)}: ${JSON.stringify(once)}`)
      noticed.push(once)
    }
  })
  for (const row of rows(name, noticed)) console.log(row)
}

/** Lets a fault happen once, among people who go home after. */
async function attempt(stage, fault) {
  const people = []
  const servers = []
  const invite = async (name, { as = name, browser, url = stage.url } = {}) => {
    const allows = ['camera', 'microphone']
    const person = await Person.arrive({ browser: browser ?? (await stage.browser(as)), name, url, allows })
    people.push(person)
    return person
  }
  const serve = async (settings) => {
    servers.push(await Server.start({ ...stage.second, ...settings }))
    return servers.at(-1)
  }
  try {
    return await fault({ ...stage, invite, serve, settle })
  } catch (error) {
    const tiles = await Promise.all(people.map((person) => person.page.evaluate(tilesAsTheyAre).catch(String)))
    return { failed: error.message.split('\n')[0], tiles }
  } finally {
    stage.lab?.heal()
    await Promise.all(people.map((person) => person.depart()))
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/**
 * Waits until everyone has had so many pictures that their browser knows in which rhythm they come: one that has known
 * them for five seconds shows the first picture after eight seconds without any up to a second late.
 */
async function settle(people) {
  const seen = ({ page }) => page.evaluate(picturesSeen)
  const least = async () => Math.min(...(await Promise.all(people.map(seen))))
  await expect.poll(least, { timeout: 60_000 }).toBeGreaterThan(PICTURES)
}

/** How many pictures a page has shown of everyone, at least. */
function picturesSeen() {
  const videos = [...document.querySelectorAll('article[data-kind="person"] video')]
  const shown = videos.map((video) => video.getVideoPlaybackQuality())
  return shown.length > 0 ? Math.min(...shown.map((of) => of.totalVideoFrames - of.droppedVideoFrames)) : 0
}

/** What a page says of everyone on it, and what its browser says of their pictures. */
async function tilesAsTheyAre() {
  const tiles = [...document.querySelectorAll('article[data-kind="person"]')]
  const says = tiles.map((tile) => ({ ...tile.dataset, says: tile.textContent }))
  return JSON.stringify({ says, faces: await globalThis.probe.faces(), pictures: await globalThis.probe.pictures() })
}

/** A stage on this machine's own network. */
async function open(use) {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-cast-'))
  const browsers = new Browsers(folder)
  const server = await Server.start()
  try {
    await use({ url: server.url, folder, browser: (name) => browsers.playedBy(name) })
  } finally {
    await Promise.all([browsers.close(), server.stop()])
    await rm(folder, { recursive: true })
  }
}

/** A stage on a network that can be broken, with a relay. */
async function broken(use) {
  const network = await Network.open()
  const { lab, url, second } = network
  try {
    await use({ lab, url, second, browser: (name) => network.browser(name) })
  } finally {
    await network.close()
  }
}

/** One row for each thing that was measured: the median and the worst of all runs that got that far. */
function rows(name, noticed) {
  const [mended, failed] = [noticed.filter((it) => !it.failed), noticed.filter((it) => it.failed)]
  if (failed.length > 0) return [...failed.map((it) => `| ${name} | failed: ${it.failed} | | | |`), ...rows(name, mended)]
  const measured = new Set(noticed.flatMap((once) => Object.keys(once)))
  return [...measured].map((what) => {
    const values = noticed.filter((once) => what in once).map((once) => once[what]).flat()
    const all = [...new Set(values.map(String))].join('; ')
    if (!values.every(Number.isFinite)) return `| ${name} | ${what} | ${all} | | ${values.length} |`
    const sorted = values.toSorted((one, other) => one - other)
    return `| ${name} | ${what} | ${sorted[sorted.length >> 1] ?? '–'} | ${sorted.at(-1) ?? '–'} | ${sorted.length} |`
  })
}
