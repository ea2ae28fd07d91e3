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
import { script, styles } from '../baseline/weight.js'

export const root = path.resolve(import.meta.dirname, '../..')

/** Parley's Worker. Its site is served by whoever opens the pages, unless files of it are given. */
export class Parley {
  static async start(settings) {
    return new Parley(await Workerd.start(settings))
  }

  constructor(workerd) {
    this.workerd = workerd
  }

  get url() {
    return this.workerd.url
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
  '/heavy': 'bench/baseline/heavy.html',
  '/page.js': 'bench/baseline/page.js',
  '/floor': 'bench/baseline/floor.html',
  '/floor.js': 'bench/baseline/floor.js',
  '/peerjs.min.js': 'node_modules/peerjs/dist/peerjs.min.js',
}

/** The files of Parley's site as its Worker's host serves them: compressed, with the headers that they are to have. */
export async function siteFiles() {
  const folder = path.join(root, 'site/dist')
  const names = await readdir(folder, { recursive: true })
  const rules = headerRules(await readFile(path.join(folder, '_headers'), 'utf8'))
  const files = names
    .filter((name) => path.extname(name) in TYPES)
    .map(async (name) => {
      const pathname = `/${name}`.replace(/(index)?\.html$/, '')
      const { body, headers } = await compressed(path.join(folder, name))
      const told = rules.filter(({ prefix }) => pathname.startsWith(prefix)).map(({ headers }) => headers)
      return { pathname, body, headers: Object.assign(headers, ...told) }
    })
  return Promise.all(files)
}

/** Reads a `_headers` file, whose patterns all end in a star and whose later rules replace what earlier ones say. */
function headerRules(text) {
  const rules = []
  for (const line of text.split('\n').filter((line) => line && !line.startsWith('#'))) {
    const [, name, value] = line.match(/^ +([\w-]+): (.+)$/) ?? []
    if (name) rules.at(-1).headers[name] = value
    else if (!line.startsWith(' ')) rules.push({ prefix: line.slice(0, -1), headers: {} })
  }
  return rules
}

/** Serves the old flow's page, compressed, from memory. Returns its address. */
export async function servePage({ host, port }) {
  const site = new Map()
  for (const [pathname, file] of Object.entries(BASELINE)) site.set(pathname, await compressed(path.join(root, file)))
  site.set('/weight.js', compress(script(343_000), '.js'))
  site.set('/weight.css', compress(styles(356_000), '.css'))
  for (const [pathname, { headers }] of site) {
    headers['Cache-Control'] = path.extname(pathname) ? 'max-age=31536000, immutable' : 'no-cache'
  }
  const server = createSite((request, response) => {
    const file = site.get(new URL(request.url, 'http://site').pathname)
    if (!file) return response.writeHead(404).end()
    return response.writeHead(200, file.headers).end(file.body)
  })
  server.listen(port, host)
  await once(server, 'listening')
  return `http://${host}:${port}`
}

async function compressed(file) {
  return compress(await readFile(file), path.extname(file))
}

/** Compresses in a way that Chromium takes without TLS. */
function compress(content, extension) {
  return { body: gzipSync(content), headers: { 'Content-Type': TYPES[extension], 'Content-Encoding': 'gzip' } }
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

export async function freePort() {
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
