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

/** How many pairs come to each server before anything counts, and how much each of them says. */
const [PAIRS, WORDS] = [60, 40]

/** How long a room goes on holding the seats of those whose pages were closed, and a little more. */
const LET_GO_MS = 7_000

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

/** Gives the compilers of a server's runtime thousands of calls. */
async function warmUp(server) {
  const url = (server.workerd?.url ?? `http://127.0.0.1:${server.peer.port}`).replace('http', 'ws')
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const open = async (id) => {
      const key = server.workerd ? `warm ${pair}` : 'peerjs'
      const socket = new WebSocket(`${url}/peerjs?key=${encodeURIComponent(key)}&id=${id}&token=t`)
      await once(socket, 'message')
      return socket
    }
    const [ada, bob] = [await open(`ada-${pair}`), await open(`bob-${pair}`)]
    for (const socket of server.workerd ? [ada, bob] : []) {
      await ask(socket, { type: 'JOIN', payload: { profile: {}, calls: [] } })
    }
    for (let word = 0; word < WORDS; word += 1) {
      const heard = once(bob, 'message')
      ada.send(JSON.stringify({ type: 'CANDIDATE', dst: `bob-${pair}`, payload: 'x'.repeat(300) }))
      await heard
    }
    for (const socket of [ada, bob]) socket.close()
    if (server.presence) await visit(server.presence.port, pair)
  }
}

async function ask(socket, frame) {
  const answer = once(socket, 'message')
  socket.send(JSON.stringify(frame))
  await answer
}

/** Lets two people meet at the presence server. */
async function visit(port, pair) {
  const open = async (person) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/?room=warm-${pair}&person=${person}`)
    await once(socket, 'open')
    return socket
  }
  const ada = await open('ada')
  const told = once(ada, 'message')
  const bob = await open('bob')
  await told
  for (const socket of [ada, bob]) socket.close()
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
