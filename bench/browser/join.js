// How long someone who joins waits for the picture of who is there: `node join.js PROGRAM ROUNDS RTT,RTT,…`.
//
// Two browsers, each in a network namespace of its own, and servers behind the same router, which holds back every
// packet for half of the round trip: between the browsers and to the servers alike.

import { execFileSync, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

import { Lab } from '../../e2e/lab.js'
import { Person } from '../../e2e/person.js'
import { Server } from '../../e2e/server.js'
import { announce, sample, step } from './news.js'
import { OldFlow, servePage } from './servers.js'

const PRESSED = 'pressed to picture'
const NAVIGATED = 'navigation to picture'
const PATIENCE_MS = 60_000

const [program, rounds, trips] = [process.argv[2], Number(process.argv[3]), process.argv[4].split(',').map(Number)]
const lab = await Lab.build(['a', 'b'])
const [parley, old] = await Promise.all([
  Server.start(lab.at(0)),
  OldFlow.start(lab.host).then(async (servers) => ({ ...servers, url: await servePage(lab.at(1)) })),
])
const CONTENDERS = [
  { name: 'Parley', arrive: arriveAtParley, press: pressAtParley },
  { name: 'old flow', arrive: arriveAtOldFlow, press: (page) => page.mouse.click(5, 5) },
]
const browsers = { resident: await lab.browser('a', 'Ada'), newcomer: await lab.browser('b', 'Bob') }
announce(trips.length * (rounds + 1) * CONTENDERS.length)

for (const trip of trips) {
  const line = await lengthen(trip)
  // The round before the first is a warm-up, for the servers and the browsers.
  for (let round = -1; round < rounds; round += 1) {
    for (const turn of CONTENDERS.keys()) {
      const contender = CONTENDERS[(turn + round + 1) % CONTENDERS.length]
      step(`${contender.name}, ${trip} ms`)
      const room = `bench ${trip} ${round}`
      const resident = await contender.arrive(browsers.resident, { room, name: 'Ada', now: true })
      await resident.waitForFunction(() => globalThis.isPresent(), null, { timeout: PATIENCE_MS })
      for (const [metric, now] of [[PRESSED, false], [NAVIGATED, true]]) {
        const page = await contender.arrive(browsers.newcomer, { room, name: 'Bob', now })
        if (!now) await contender.press(page)
        const picture = await page.waitForFunction(() => globalThis.picture, null, { timeout: PATIENCE_MS, polling: 20 })
        const { sincePressed, sinceNavigation } = await picture.jsonValue()
        const value = now ? sinceNavigation : sincePressed
        if (round >= 0) sample({ case: `${trip} ms`, contender: contender.name, metric, round, value })
        await page.context().close()
        await resident.waitForFunction(() => globalThis.isAlone(), null, { timeout: PATIENCE_MS })
      }
      await resident.context().close()
    }
  }
  line.kill()
  await delay(200)
}
await lab.close()
await parley.stop()
old.stop()
process.exit()

/** Comes to a room of Parley by its link, with a name that the browser remembers. Who comes `now` presses at once. */
async function arriveAtParley(browser, { room, name, now }) {
  const person = await Person.arrive({
    browser,
    name,
    url: parley.url,
    allows: ['camera', 'microphone'],
    serviceWorkers: 'block',
  })
  const { page } = person
  await page.addInitScript(watch, { tile: 'article[data-kind="person"] video', join: now ? person.words.joinNow : null })
  await page.addInitScript((name) => localStorage.setItem('parley.name', name), name)
  await person.open(`/r/${encodeURIComponent(room)}`)
  return page
}

async function pressAtParley(page) {
  // The lobby knows who is there and shows the own picture: what a person looks at before pressing.
  await page.waitForFunction(() => globalThis.isReady(), null, { timeout: PATIENCE_MS })
  await page.getByRole('button', { name: 'Join now', exact: true }).click()
}

async function arriveAtOldFlow(browser, { room, name, now }) {
  const context = await browser.newContext()
  await context.grantPermissions(['camera', 'microphone'], { origin: old.url })
  const page = await context.newPage()
  await page.addInitScript(watch, { tile: 'video[data-remote]', join: null })
  const query = new URLSearchParams({ room, name, peer: old.peer.port, presence: old.presence.port })
  if (now) query.set('now', '')
  await page.goto(`${old.url}/?${query}`)
  return page
}

/** Puts the line to which everything goes between the router's doors. Returns the process that is the line. */
async function lengthen(trip) {
  const router = `parley${process.pid}router`
  const inRouter = (...command) => execFileSync('ip', ['netns', 'exec', router, ...command], { stdio: 'pipe' })
  const line = spawn('ip', ['netns', 'exec', router, program, 'delay', 'line', String(trip / 2)], { stdio: 'inherit' })
  process.once('exit', () => line.kill('SIGKILL'))
  const isThere = () => {
    try {
      inRouter('ip', 'link', 'show', 'line')
      return true
    } catch {
      return false
    }
  }
  while (!isThere()) await delay(20)
  inRouter('sysctl', '-qw', 'net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.line.rp_filter=0')
  inRouter('ip', 'route', 'replace', 'default', 'dev', 'line', 'table', '100')
  for (const door of ['to-a', 'to-b', 'out']) {
    try {
      inRouter('ip', 'rule', 'del', 'iif', door, 'lookup', '100')
    } catch {
      // The first time there is none.
    }
    inRouter('ip', 'rule', 'add', 'iif', door, 'lookup', '100')
  }
  return line
}

/** Runs before any script of a page: notes when the first picture of someone else is there, and when Join was pressed. */
function watch({ tile, join }) {
  let pressed = 0
  addEventListener('pointerdown', () => (pressed ||= performance.now()), true)
  const seen = new WeakSet()
  const look = () => {
    for (const video of document.querySelectorAll(tile)) {
      if (seen.has(video)) continue
      seen.add(video)
      video.requestVideoFrameCallback((now) => {
        globalThis.picture ??= { sincePressed: now - pressed, sinceNavigation: now }
      })
    }
    const button = join && [...document.querySelectorAll('button')].find((it) => it.textContent.trim() === join)
    if (button && !button.disabled && button.ariaDisabled !== 'true') {
      join = null
      pressed ||= performance.now()
      button.click()
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
  globalThis.isPresent = () =>
    document.querySelector('main[data-screen="call"]') !== null || document.querySelector('#own')?.videoWidth > 0
  globalThis.isAlone = () => document.querySelector(tile) === null
  globalThis.isReady = () => document.querySelector('[data-self] video')?.currentTime > 0
}
