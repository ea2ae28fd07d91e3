// What it takes the servers until everyone in a room is linked with everyone else: `node setup.js ROUNDS N,N,…`.
// People come one after another, each when those before are linked.

import { announce, sample, step } from './news.js'
import { Traffic, allLinked, joinOldFlow, joinParley, launchForFiles } from './pages.js'
import { OldFlow, Parley } from './servers.js'

const CONTENDERS = [
  { name: 'Parley', start: () => Parley.start(), join: joinParley },
  { name: 'old flow', start: () => OldFlow.start(), join: joinOldFlow },
]

const rounds = Number(process.argv[2])
const sizes = process.argv[3].split(',').map(Number)
announce((rounds + 1) * sizes.length * CONTENDERS.length)

const servers = await Promise.all(CONTENDERS.map(({ start }) => start()))
// Small pictures, few of them: it is the servers that are measured.
const browser = await launchForFiles('--use-fake-device-for-media-stream=fps=5')

// The round before the first is a warm-up, for the servers' compilers.
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
await Promise.all(servers.map((server) => server.stop()))
process.exit()

/** Fills a room. Returns what that took. */
async function fill({ join }, server, room, size) {
  const traffic = new Traffic()
  const before = await server.cpu()
  const pages = []
  for (let person = 0; person < size; person += 1) {
    pages.push(await join(browser, server, { room, name: `Person ${person}`, traffic }))
    await allLinked(pages)
  }
  const figures = {
    'server CPU': (await server.cpu()) - before,
    frames: traffic.frames,
    bytes: traffic.bytes,
  }
  await Promise.all(pages.map((page) => page.context().close()))
  return figures
}
