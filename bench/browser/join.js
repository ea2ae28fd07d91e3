// How long someone who joins waits for the picture of who is there: `node join.js PROGRAM ROUNDS RTT,RTT,…`.
//
// Two browsers, each in a network namespace of its own, and servers behind the same router, which holds back every
// packet for half of the round trip: between the browsers and to the servers alike.

import { execFileSync, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

import { Lab } from '../../e2e/lab.js'
import { Person } from '../../e2e/person.js'
import { words } from '../../e2e/words.js'
import { announce, sample, step } from './news.js'
import { OldFlow, Parley, servePage, siteFiles } from './servers.js'

const FIRST = 'first visit to picture'
const AGAIN = 'next visit to picture'
const PRESSED = 'pressed to picture'
const PATIENCE_MS = 60_000

const [program, rounds, trips] = [process.argv[2], Number(process.argv[3]), process.argv[4].split(',').map(Number)]
const lab = await Lab.build(['a', 'b'])
const at = ({ host, port }) => `${host}:${port}`
const [parley, old] = await Promise.all([
  Parley.start({ address: at(lab.at(0)), site: await siteFiles() }),
  OldFlow.start(lab.host).then(async (servers) => Object.assign(servers, { url: await servePage(lab.at(1)) })),
])
const CONTENDERS = [
  { name: 'Parley', settle: settleAtParley, open: openParley, press: pressAtParley, leave: leaveParley },
  { name: 'old flow', ...oldFlow('/heavy') },
  { name: 'old flow without its weight', ...oldFlow('/') },
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
      const figures = await measure(contender, `bench ${trip} ${round}`)
      if (round < 0) continue
      for (const [metric, value] of Object.entries(figures)) {
        sample({ case: `${trip} ms`, contender: contender.name, metric, round, value })
      }
    }
  }
  line.kill()
  await delay(200)
}
await lab.close()
await parley.stop()
old.stop()
process.exit()

/** Someone comes three times to someone who is there: the last time they look around before they press Join. */
async function measure({ settle, open, press, leave }, room) {
  const resident = await settle(browsers.resident, 'Ada')
  const ada = await open(resident, { room, name: 'Ada', now: true })
  await ada.waitForFunction(() => globalThis.isPresent(), null, { timeout: PATIENCE_MS })
  const newcomer = await settle(browsers.newcomer, 'Bob')
  const figures = {}
  for (const metric of [FIRST, AGAIN, PRESSED]) {
    const now = metric !== PRESSED
    const page = await open(newcomer, { room, name: 'Bob', now })
    if (!now) await press(page)
    const picture = await page.waitForFunction(() => globalThis.picture, null, { timeout: PATIENCE_MS, polling: 20 })
    const { sincePressed, sinceNavigation } = await picture.jsonValue()
    figures[metric] = now ? sinceNavigation : sincePressed
    await leave(page)
    await page.close()
    await ada.waitForFunction(() => globalThis.isAlone(), null, { timeout: PATIENCE_MS })
  }
  await Promise.all([resident, newcomer].map((context) => context.close()))
  return figures
}

/** A browser that remembers a name and has given permission, but has no file of the site yet. */
async function settleAtParley(browser, name) {
  const { context, page } = await Person.arrive({
    browser,
    name,
    url: parley.url,
    allows: ['camera', 'microphone'],
  })
  await page.close()
  await context.addInitScript((name) => localStorage.setItem('parley.name', name), name)
  await context.addInitScript(watch, 'article[data-kind="person"] video')
  return context
}

/** Comes to a room of Parley by its link. Who comes `now` presses Join as soon as it can be pressed. */
async function openParley(context, { room, now }) {
  const page = await context.newPage()
  if (now) await page.addInitScript(pressSoon, words.en.joinNow)
  await page.goto(`${parley.url}/r/${encodeURIComponent(room)}`, { waitUntil: 'commit' })
  return page
}

/** Presses Join where the lobby shows who is there and the own picture. */
async function pressAtParley(page) {
  await page.waitForFunction(() => globalThis.isReady(), null, { timeout: PATIENCE_MS })
  await page.getByRole('button', { name: words.en.joinNow, exact: true }).click()
}

async function leaveParley(page) {
  // What the site keeps of itself is there the next time.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.getByRole('button', { name: words.en.leave, exact: true }).click()
  await page.locator('main[data-screen="ended"]').waitFor()
}

function oldFlow(pathname) {
  // Nobody can leave but by closing the page.
  return { settle: settleAtOldFlow, open: openOldFlow(pathname), press: (page) => page.mouse.click(5, 5), leave() {} }
}

async function settleAtOldFlow(browser) {
  const context = await browser.newContext()
  await context.grantPermissions(['camera', 'microphone'], { origin: old.url })
  await context.addInitScript(watch, 'video[data-remote]')
  return context
}

function openOldFlow(pathname) {
  return async (context, { room, name, now }) => {
    const page = await context.newPage()
    const query = new URLSearchParams({ room, name, peer: old.peer.port, presence: old.presence.port })
    if (now) query.set('now', '')
    await page.goto(`${old.url}${pathname}?${query}`, { waitUntil: now ? 'commit' : 'load' })
    return page
  }
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
function watch(tile) {
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
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  globalThis.isPresent = () =>
    document.querySelector('main[data-screen="call"]') !== null || document.querySelector('#own')?.videoWidth > 0
  globalThis.isAlone = () => document.querySelector(tile) === null
  globalThis.isReady = () =>
    document.querySelector('[data-self] video')?.currentTime > 0 && document.querySelector('.company li bdi') !== null
}

/** Runs before any script of a page: presses a button of this name once it can be pressed. */
function pressSoon(name) {
  const look = () => {
    const button = [...document.querySelectorAll('button')].find((it) => it.textContent.trim() === name)
    if (!button || button.disabled) return
    watching.disconnect()
    button.click()
  }
  const watching = new MutationObserver(look)
  watching.observe(document, { childList: true, subtree: true, attributes: true })
}
