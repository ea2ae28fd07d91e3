// What a call takes of the things that the platform bills, and what the old flow's servers keep in memory for each
// person: `node cost.js ROUNDS PEOPLE SECONDS`. People follow the link of a room, one after another, each when
// those before are linked; they stay for so many seconds and hang up.

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

import WebSocket from 'ws'

import { words } from '../../e2e/words.js'
import { announce, sample, step } from './news.js'
import { allLinked, joinParley, launchForFiles } from './pages.js'
import { OldFlow, Parley } from './servers.js'

const HEARTBEAT = '{"type":"HEARTBEAT"}'
/** How many are connected to the old flow's servers while their memory is read. */
const CROWD = 1_000

const [rounds, people, seconds] = process.argv.slice(2).map(Number)
announce((rounds + 1) * 2)

const parley = await Parley.start()
const browser = await launchForFiles('--use-fake-device-for-media-stream=fps=5')
// The round before the first is a warm-up, for the runtime's compilers.
for (let round = -1; round < rounds; round += 1) {
  step('a call')
  const call = await hold(`bench ${round}`, round < 0 ? 1 : seconds)
  step('a crowd')
  const crowd = round < 0 ? null : await gather()
  if (!crowd) continue
  for (const [metric, value] of Object.entries(call)) sample({ case: 'a person', contender: 'Parley', metric, round, value })
  for (const [metric, value] of Object.entries(crowd)) sample({ case: 'a person', contender: 'old flow', metric, round, value })
}
await browser.close()
await parley.stop()
process.exit()

/** Holds a call. Returns what each person in it took. */
async function hold(room, seconds) {
  const asked = { requests: 0, beats: 0 }
  const before = await reading()
  const pages = []
  for (let person = 0; person < people; person += 1) {
    const name = `Person ${person}`
    pages.push(await joinParley(browser, parley, { room, name, listen: (page) => count(page, asked) }))
    await allLinked(pages)
  }
  const [settled, beats] = [await reading(), asked.beats]
  await delay(seconds * 1_000)
  const [stayed, staying] = [await reading(), asked.beats - beats]
  for (const page of pages) await page.getByRole('button', { name: words.en.leave, exact: true }).click()
  await Promise.all(pages.map((page) => page.context().close()))
  const left = await emptied(before.closes + people)
  const minutes = seconds / 60
  const each = (field, from = before, to = left) => (to[field] - from[field]) / people
  const stay = (field) => each(field, settled, stayed)
  return {
    'requests to the Worker': asked.requests / people,
    'requests to the object': each('fetches'),
    alarms: each('alarms'),
    'messages into the object': each('messages') - stay('messages'),
    'messages into the object a minute': stay('messages') / minutes,
    'heartbeats a minute': staying / people / minutes,
    'rows read': each('rowsRead'),
    'rows written': each('rowsWritten'),
    'server CPU': each('cpu'),
  }
}

/** Counts what of a page's requests the Worker answers; the rest are files of the site. */
function count(page, asked) {
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/r/') || pathname.startsWith('/api/')) asked.requests += 1
  })
  page.on('websocket', (socket) => {
    asked.requests += 1
    socket.on('framesent', ({ payload }) => (asked.beats += payload === HEARTBEAT ? 1 : 0))
  })
}

async function reading() {
  return { ...(await parley.workerd.counts()), cpu: await parley.cpu() }
}

async function emptied(closes) {
  for (;;) {
    const now = await reading()
    if (now.closes >= closes) return now
    await delay(50)
  }
}

/** Has a crowd enter the old flow's servers. Returns what these keep for each person. */
async function gather() {
  const old = await OldFlow.start()
  const before = await memory(old)
  const enter = async (_, person) => {
    const peer = new WebSocket(`ws://127.0.0.1:${old.peer.port}/peerjs?key=peerjs&id=person-${person}&token=t`)
    const presence = new WebSocket(`ws://127.0.0.1:${old.presence.port}/?room=${person >> 2}&person=p|${person}`)
    await Promise.all([once(peer, 'message'), once(presence, 'open')])
  }
  // A few at a time, as no server's queue is endless.
  for (let first = 0; first < CROWD; first += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, place) => enter(null, first + place)))
  }
  const after = await memory(old)
  old.stop()
  return { memory: (after - before) / CROWD }
}

/** What both processes have in memory, in kilobytes. */
async function memory({ peer, presence }) {
  const sizes = [peer, presence].map(async ({ pid }) => {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
    return (Number(/^Pss:\s+(\d+) kB$/m.exec(text)[1]) * 1_024) / 1_000
  })
  const [one, other] = await Promise.all(sizes)
  return one + other
}
