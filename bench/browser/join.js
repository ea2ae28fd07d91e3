// How long someone who joins waits for the pictures of all who are there: `node join.js PROGRAM CASE,CASE,…`, where a
// case is `RTT:PEOPLE:ROUNDS`.
//
// Two browsers, each in a network namespace of its own, and servers behind the same router, which holds back every
// packet for half of the round trip: between the browsers and to the servers alike. Whoever comes last has a
// browser to themselves; the others share one.

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

const program = process.argv[2]
const cases = process.argv[3].split(',').map((it) => {
  const [trip, people, rounds] = it.split(':').map(Number)
  return { trip, people, rounds }
})
/** Those who are there before. */
const RESIDENTS = ['Ada', 'Cleo', 'Dora']
// As many pictures as cameras take: with fewer, both flows would wait for the next one.
const lab = await Lab.build(['a', 'b'], { rate: 30 })
const at = ({ host, port }) => `${host}:${port}`
const [parley, old] = await Promise.all([
  Parley.start({ address: at(lab.at(0)), site: await siteFiles() }),
  OldFlow.start(lab.host).then(async (servers) => Object.assign(servers, { url: await servePage(lab.at(1)) })),
])
const CONTENDERS = [
  { name: 'Parley', settle: settleAtParley, open: openParley, press: pressAtParley, leave: leaveParley },
  { name: 'old flow', ...oldFlow('/heavy') },
  { name: 'old flow without its weight', ...oldFlow('/') },
  { name: 'two connections in one page', ...oldFlow('/floor'), press: pressAtFloor, most: 2 },
]
const browsers = { resident: await lab.browser('a', 'Ada'), newcomer: await lab.browser('b', 'Bob') }
announce(cases.reduce((steps, { rounds }) => steps + (rounds + 1) * CONTENDERS.length, 0))

for (const { trip, people, rounds } of cases) {
  const title = people === 2 ? `${trip} ms` : `${trip} ms, ${people} people`
  const line = await lengthen(trip)
  // The round before the first is a warm-up, for the servers and the browsers.
  for (let round = -1; round < rounds; round += 1) {
    const contenders = CONTENDERS.filter(({ most = Infinity }) => people <= most)
    for (const turn of contenders.keys()) {
      const contender = contenders[(turn + round + 1) % contenders.length]
      step(`${contender.name}, ${title}`)
      const figures = await measure(contender, `bench ${trip} ${people} ${round}`, people)
      if (round < 0) continue
      for (const [metric, value] of Object.entries(figures)) {
        sample({ case: title, contender: contender.name, metric, round, value })
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

/** Someone comes three times to those who are there: the last time they look around before they press Join. */
async function measure({ settle, open, press, leave }, room, people) {
  const others = people - 1
  const patiently = { timeout: PATIENCE_MS, polling: 20 }
  const residents = []
  for (const name of RESIDENTS.slice(0, others)) {
    const context = await settle(browsers.resident, name)
    const page = await open(context, { room, name, now: true })
    await page.waitForFunction(() => globalThis.isPresent(), null, patiently)
    await page.waitForFunction((count) => globalThis.pictures.length >= count, residents.length, patiently)
    residents.push(page)
  }
  const newcomer = await settle(browsers.newcomer, 'Bob')
  const figures = {}
  for (const metric of [FIRST, AGAIN, PRESSED]) {
    const now = metric !== PRESSED
    const page = await open(newcomer, { room, name: 'Bob', now })
    if (!now) await press(page)
    const last = await page.waitForFunction((count) => globalThis.pictures[count - 1], others, patiently)
    const { sincePressed, sinceNavigation } = await last.jsonValue()
    figures[metric] = now ? sinceNavigation : sincePressed
    await leave(page)
    await page.close()
    for (const resident of residents) {
      await resident.waitForFunction((count) => globalThis.tiles() === count, others - 1, patiently)
    }
  }
  const contexts = [...residents.map((page) => page.context()), newcomer]
  await Promise.all(contexts.map((context) => context.close()))
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

/** Clicks where the own picture is there, as it is in Parley's lobby. */
async function pressAtFloor(page) {
  await page.waitForFunction(() => globalThis.isPresent(), null, { timeout: PATIENCE_MS })
  await page.mouse.click(5, 5)
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

/** Runs before any script of a page: notes when the first picture of each of the others is there, and when Join was pressed. */
function watch(tile) {
  let pressed = 0
  globalThis.pictures = []
  addEventListener('pointerdown', () => (pressed ||= performance.now()), true)
  const seen = new WeakSet()
  const look = () => {
    for (const video of document.querySelectorAll(tile)) {
      if (seen.has(video)) continue
      seen.add(video)
      video.requestVideoFrameCallback((now) => {
        globalThis.pictures.push({ sincePressed: now - pressed, sinceNavigation: now })
      })
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  globalThis.isPresent = () =>
    document.querySelector('main[data-screen="call"]') !== null || document.querySelector('#own')?.videoWidth > 0
  globalThis.tiles = () => document.querySelectorAll(tile).length
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
