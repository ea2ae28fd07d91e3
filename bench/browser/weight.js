// What a visitor downloads: to the landing page, and to a running call. Every file counts once, as a first visitor
// gets it.

import { brotliCompressSync, gzipSync } from 'node:zlib'

import { announce, sample, step } from './news.js'
import { Traffic, joinParley, launchForFiles, openParley } from './pages.js'
import { Parley } from './servers.js'

// Built and measured once; its files are no part of this repository. Its fonts from another site are left out.
const OLD_SITE = { raw: 813, gzip: 179 }

announce(2)
const server = await Parley.start()
const browser = await launchForFiles('--use-fake-device-for-media-stream=fps=5')

step('the landing page')
// The module of the call comes when there is nothing else to do. Here it never does.
await weigh('landing page', (listen) => openParley(browser, server, { name: 'Ada', listen, without: '/assets/call' }))
step('a call')
await weigh('running call', (listen) =>
  joinParley(browser, server, { room: 'weight', name: 'Ada', traffic: new Traffic(), listen }),
)
process.exit()

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
