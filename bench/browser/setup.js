// What it takes the servers until everyone in a room is linked with everyone else: `node setup.js ROUNDS N,N,…`.
// People come one after another, each when those before are linked.

import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import WebSocket from 'ws'

import { y4m } from '../../e2e/cast.js'
import { announce, sample, step } from './news.js'
import { Traffic, allLinked, joinOldFlow, joinParley, launchForFiles } from './pages.js'
import { OldFlow, Parley } from './servers.js'

const CONTENDERS = [
  { name: 'Parley', start: () => Parley.start(), join: joinParley },
  { name: 'old flow', start: () => OldFlow.start(), join: joinOldFlow },
]

/** How many rooms are filled at each server before anything counts. */
const ROOMS = 150

/**
 * How long it takes until nothing of a room is left to do: its seats are held for five seconds when pages were closed,
 * and `workerd` takes its object apart ten seconds later.
 */
const LET_GO_MS = 16_000

const rounds = Number(process.argv[2])
const sizes = process.argv[3].split(',').map(Number)
announce((rounds + 1) * sizes.length * CONTENDERS.length)

const servers = await Promise.all(CONTENDERS.map(({ start }) => start()))
// Tiny pictures, few of them: it is the servers that are measured.
const folder = await mkdtemp(path.join(tmpdir(), 'parley-bench-'))
const film = path.join(folder, 'film.y4m')
await writeFile(film, y4m(64, 48, 2, 2, (_x, _y, frame) => [100 * frame, 100, 100]))
const browser = await launchForFiles('--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`)

for (const server of servers) await warmUp(server)
// The round before the first is a warm-up, for the browser.
for (let round = -1; round < rounds; round += 1) {
  for (const size of sizes) {
    for (const turn of CONTENDERS.keys()) {
      const at = (turn + round + 1) % CONTENDERS.length
      step(`${CONTENDERS[at].name}, ${size} people`)
      const figures = await fill(CONTENDERS[at], servers[at], `bench ${round} ${size}`, size)
      if (round < 0) continue
      for (const [metric, value] of Object.entries(figures)) {
        sample({ case: String(size), contender: CONTENDERS[at].name, metric, round, value })
      }
    }
  }
}
await browser.close()
await rm(folder, { recursive: true })
await Promise.all(servers.map((server) => server.stop()))
process.exit()

/** Gives the compilers of a server's runtime what they will see: rooms of four that fill and empty, without media. */
async function warmUp(server) {
  for (let room = 0; room < ROOMS; room += 1) {
    const people = []
    for (let person = 0; person < 4; person += 1) people.push(await arrive(server, `warm ${room}`, `${room}-${person}`, people))
    for (const { socket, presence } of people) {
      socket.close()
      presence?.close()
    }
  }
  server.emptied = Date.now()
}

/** Someone comes into a room and exchanges with each of those in it what browsers do. */
async function arrive(server, room, id, others) {
  const { workerd } = server
  const url = workerd?.url ?? `http://127.0.0.1:${server.peer.port}`
  const key = workerd ? encodeURIComponent(room) : 'peerjs'
  const frames = workerd ? 2 : 1
  const socket = new WebSocket(`${url.replace('http', 'ws')}/peerjs?key=${key}&id=${id}&token=t&version=1&at=1&watch=1`)
  await heard(socket, frames)
  let presence
  if (workerd) {
    await (await fetch(`${url}/api/ice`)).text()
    socket.send(JSON.stringify({ type: 'JOIN', payload: { profile: { name: id, instance: 7 }, calls: [] } }))
    await heard(socket, 1)
  } else {
    presence = new WebSocket(`ws://127.0.0.1:${server.presence.port}/?room=${encodeURIComponent(room)}&person=${id}`)
    await once(presence, 'open')
  }
  for (const other of others) {
    for (const [type, length] of [['OFFER', 7_500], ['ANSWER', 7_200], ['CANDIDATE', 300], ['CANDIDATE', 300]]) {
      const [from, to] = type === 'ANSWER' ? [other, { socket, id }] : [{ socket, id }, other]
      const passed = heard(to.socket, 1, type)
      from.socket.send(JSON.stringify({ type, dst: to.id, payload: 'x'.repeat(length) }))
      await passed
    }
  }
  return { socket, presence, id }
}

/** Waits for so many frames, of one type or of any. */
async function heard(socket, count, type) {
  await new Promise((resolve) => {
    const listen = (data) => {
      if (type && JSON.parse(data).type !== type) return
      count -= 1
      if (count > 0) return
      socket.off('message', listen)
      resolve()
    }
    socket.on('message', listen)
  })
}

/** Fills a room. Returns what that took, without what it then takes to empty it. */
async function fill({ join }, server, room, size) {
  const traffic = new Traffic()
  await delay(Math.max(0, (server.emptied ?? 0) + LET_GO_MS - Date.now()))
  const before = await server.cpu()
  const pages = []
  for (let person = 0; person < size; person += 1) {
    pages.push(await join(browser, server, { room, name: `Person ${person}`, traffic, quiet: true }))
    await allLinked(pages)
  }
  const figures = {
    'server CPU': (await server.cpu()) - before,
    frames: traffic.frames,
    bytes: traffic.bytes,
  }
  await Promise.all(pages.map((page) => page.context().close()))
  server.emptied = Date.now()
  return figures
}
