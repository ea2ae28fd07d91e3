// The two sets of servers: Parley's Worker on the bare runtime, and what the old flow needed.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer as createSite } from 'node:http'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

import { Workerd } from '../../e2e/peerjs/workerd.js'

export const root = path.resolve(import.meta.dirname, '../..')

/** Parley's Worker. Its site is served by whoever opens the pages. */
export class Parley {
  static async start() {
    return new Parley(await Workerd.start())
  }

  constructor(workerd) {
    this.workerd = workerd
  }

  /** The CPU time that it used so far, in milliseconds. */
  cpu() {
    return cpuOf(this.workerd.pid)
  }

  stop() {
    return this.workerd.stop()
  }
}

/** npm's `peer` and a presence server, each a process. */
export class OldFlow {
  static async start(host = '127.0.0.1') {
    const [peer, presence] = await Promise.all([
      run('bench/contenders/peer.js', host),
      run('bench/baseline/presence.js', host),
    ])
    return new OldFlow(peer, presence)
  }

  constructor(peer, presence) {
    this.peer = peer
    this.presence = presence
  }

  async cpu() {
    const [peer, presence] = await Promise.all([cpuOf(this.peer.pid), cpuOf(this.presence.pid)])
    return peer + presence
  }

  stop() {
    this.peer.process.kill('SIGKILL')
    this.presence.process.kill('SIGKILL')
  }
}

async function run(script, host) {
  const port = await freePort()
  const child = spawn(process.execPath, [path.join(root, script), String(port), host], { stdio: 'ignore' })
  process.once('exit', () => child.kill('SIGKILL'))
  const isUp = () => fetch(`http://${host}:${port}`).then(() => true, () => false)
  while (!(await isUp())) await delay(20)
  return { process: child, pid: child.pid, port }
}

/** The files of the old flow's page, by their paths. */
export const BASELINE = {
  '/': 'bench/baseline/index.html',
  '/page.js': 'bench/baseline/page.js',
  '/peerjs.min.js': 'node_modules/peerjs/dist/peerjs.min.js',
}

/** Serves the old flow's page, compressed, from memory. Returns its address. */
export async function servePage({ host, port }) {
  const files = Object.entries(BASELINE).map(async ([pathname, file]) => [
    pathname,
    { body: gzipSync(await readFile(path.join(root, file))), type: TYPES[path.extname(file)] },
  ])
  const site = new Map(await Promise.all(files))
  const server = createSite((request, response) => {
    const file = site.get(new URL(request.url, 'http://site').pathname)
    if (!file) return response.writeHead(404).end()
    const headers = { 'Content-Type': file.type, 'Content-Encoding': 'gzip', 'Cache-Control': 'no-store' }
    return response.writeHead(200, headers).end(file.body)
  })
  server.listen(port, host)
  await once(server, 'listening')
  return `http://${host}:${port}`
}

/** What browsers want to be told about files. */
export const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

/** What the kernel says a process's threads used, in milliseconds. */
async function cpuOf(pid) {
  const tasks = await readdir(`/proc/${pid}/task`)
  const texts = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/schedstat`, 'utf8').catch(() => '0')),
  )
  return texts.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / 1e6
}
