// What a visitor downloads, to the landing page and to a running call, and how long they wait for the former on a slow
// phone: `node weight.js ROUNDS`. Every file counts once, as a first visitor gets it.

import { brotliCompressSync, gzipSync } from 'node:zlib'

import { announce, sample, step } from './news.js'
import { Traffic, joinParley, launchForFiles, openParley } from './pages.js'
import { Parley, freePort, servePage, siteFiles } from './servers.js'

// Built and measured once; its files are no part of this repository. Its fonts from another site are left out.
const OLD_SITE = { raw: 813, gzip: 179 }

/** A phone of the middle class in a slow 4G network, by Lighthouse's measure. */
const SLOW = { cpu: 4, network: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 } }

const rounds = Number(process.argv[2])
announce(2 + 2 * (rounds + 1))
const server = await Parley.start()
const browser = await launchForFiles('--use-fake-device-for-media-stream=fps=5')

step('the landing page')
// The module of the call comes when there is nothing else to do. Here it never does.
await weigh('landing page', (listen) => openParley(browser, server, { name: 'Ada', listen, without: '/assets/call' }))
step('a call')
await weigh('running call', (listen) =>
  joinParley(browser, server, { room: 'weight', name: 'Ada', traffic: new Traffic(), listen }),
)
const sites = [
  { contender: 'Parley', url: (await Parley.start({ site: await siteFiles() })).url, sign: 'main[data-screen="landing"]' },
  { contender: 'old site', url: `${await servePage({ host: '127.0.0.1', port: await freePort() })}/heavy`, sign: null },
]
// The round before the first is a warm-up, for the browser.
for (let round = -1; round < rounds; round += 1) {
  for (const turn of sites.keys()) {
    const { contender, url, sign } = sites[(turn + round + 1) % sites.length]
    step(`${contender} on a slow phone`)
    const value = await wait(url, sign)
    if (round >= 0) sample({ case: 'landing page', contender, metric: 'time to interactive', round, value })
  }
}
process.exit()

/** Opens a page as a first visitor on a slow phone. Returns the time until it can be used, in milliseconds. */
async function wait(url, sign) {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', SLOW.network)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu })
  await page.addInitScript(watch, sign)
  await page.goto(url, { waitUntil: 'commit' })
  const usable = await page.waitForFunction(() => globalThis.usableAt, null, { timeout: 60_000 })
  const value = await usable.jsonValue()
  await context.close()
  return value
}

/**
 * Runs before any script of a page: notes when the page, once there is what `sign` selects, is free to take what
 * someone does. Without a sign, that is when all scripts have run that it came with.
 */
function watch(sign) {
  const note = () => setTimeout(() => (globalThis.usableAt = performance.now()))
  if (!sign) return document.addEventListener('DOMContentLoaded', note)
  const watching = new MutationObserver(() => {
    if (!document.querySelector(sign)) return
    watching.disconnect()
    note()
  })
  watching.observe(document, { childList: true, subtree: true })
}

async function weigh(until, open) {
  const answers = new Map()
  await open((page) => page.on('response', (answer) => answers.set(answer.url(), answer)))
  const bodies = await Promise.all([...answers.values()].filter((it) => it.ok()).map((it) => it.body()))
  const sum = (compressed) => bodies.reduce((sum, body) => sum + compressed(body).length, 0) / 1_000
  const figures = { raw: sum((body) => body), gzip: sum((body) => gzipSync(body, { level: 9 })), brotli: sum(brotliCompressSync), requests: bodies.length }
  for (const [metric, value] of Object.entries(figures)) {
    sample({ case: until, contender: 'Parley', metric, round: 0, value })
    if (OLD_SITE[metric]) sample({ case: until, contender: 'old site', metric, round: 0, value: OLD_SITE[metric] })
  }
}
