// The Worker that is shipped, on the bare runtime, where what wakes its rooms can be counted and objects that
// are idle are put to sleep. It can have a site in front of it, as it has where it is deployed.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

export class Workerd {
  #folder
  #host
  #log
  #process
  #ports

  /**
   * Starts it at an address; unless one is given, on a free port of this machine. `site` lists the files that are
   * served without it: `{ pathname, body, headers }`. What it logs is shown, unless `log` is `'ignore'`. What rooms keep
   * is in a folder below `disk`.
   */
  static async start({ address = '127.0.0.1:0', site = [], log = 'inherit', disk = tmpdir() } = {}) {
    const folder = await mkdtemp(path.join(disk, 'parley-workerd-'))
    const build = path.join(root, 'worker/build')
    await Promise.all([
      mkdir(path.join(folder, 'storage')),
      ...site.map(({ body }, index) => writeFile(path.join(folder, `file-${index}`), body)),
      writeFile(path.join(folder, 'files.json'), JSON.stringify(site.map(({ pathname, headers }) => ({ pathname, headers })))),
      copyFile(path.join(import.meta.dirname, 'site.js'), path.join(folder, 'site.js')),
      copyFile(path.join(build, 'index.js'), path.join(folder, 'index.js')),
      copyFile(path.join(build, 'index_bg.wasm'), path.join(folder, 'index_bg.wasm')),
      copyFile(path.join(import.meta.dirname, 'counting.js'), path.join(folder, 'counting.js')),
      writeFile(path.join(folder, 'config.capnp'), config(address, site.length)),
    ])
    const workerd = new Workerd(folder, address.split(':')[0], log)
    await workerd.#launch()
    return workerd
  }

  constructor(folder, host, log) {
    this.#folder = folder
    this.#host = host
    this.#log = log
  }

  /** Where people go, without a slash at the end. */
  get url() {
    return `http://${this.#host}:${this.#ports.people}`
  }

  /** The process, to the operating system. */
  get pid() {
    return this.#process.pid
  }

  /**
   * How often a room was made, was asked something, got a frame, lost a websocket and was rung by its alarm, and
   * how often it failed at any of these.
   */
  async counts() {
    return (await fetch(`http://127.0.0.1:${this.#ports.counts}`)).json()
  }

  async stop() {
    process.off('exit', this.#kill)
    const ended = once(this.#process, 'exit')
    this.#kill()
    await ended
    await rm(this.#folder, { recursive: true })
  }

  async #launch() {
    // Runtime and wrangler come in one version; the flag is for what wrangler sets too.
    this.#process = spawn(
      path.join(root, 'node_modules/.bin/workerd'),
      ['serve', '--experimental', '--control-fd=3', 'config.capnp'],
      { cwd: this.#folder, stdio: ['ignore', 'ignore', this.#log, 'pipe'] },
    )
    process.once('exit', this.#kill)
    this.#ports = {}
    let news = ''
    for await (const chunk of this.#process.stdio[3]) {
      news += chunk
      for (const line of news.split('\n').slice(0, -1)) {
        const { event, socket, port } = JSON.parse(line)
        if (event === 'listen') this.#ports[socket] = port
      }
      if (this.#ports.people && this.#ports.counts) return
    }
    throw new Error('workerd did not start')
  }

  // Asked politely, it would wait for everyone to hang up.
  #kill = () => this.#process.kill('SIGKILL')
}

const config = (address, files) => `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "site", worker = .site),
    (name = "parley", worker = .parley),
    (name = "storage", disk = (path = "storage", writable = true)),
  ],
  sockets = [
    (name = "people", address = "${address}", http = (), service = "${files ? 'site' : 'parley'}"),
    (name = "counts", address = "127.0.0.1:0", http = (), service = (name = "parley", entrypoint = "Counts")),
  ],
);

const site :Workerd.Worker = (
  compatibilityDate = "2026-10-20",
  modules = [(name = "site.js", esModule = embed "site.js")],
  bindings = [
    (name = "PARLEY", service = "parley"),
    (name = "FILES", json = embed "files.json"),
    ${[...Array(files).keys()].map((index) => `(name = "${index}", data = embed "file-${index}"),`).join('\n    ')}
  ],
);

const parley :Workerd.Worker = (
  compatibilityDate = "2026-10-20",
  modules = [
    (name = "counting.js", esModule = embed "counting.js"),
    (name = "index.js", esModule = embed "index.js"),
    (name = "index_bg.wasm", wasm = embed "index_bg.wasm"),
  ],
  durableObjectNamespaces = [(className = "RoomObject", uniqueKey = "room", enableSql = true)],
  durableObjectStorage = (localDisk = "storage"),
  bindings = [
    (name = "ROOM", durableObjectNamespace = "RoomObject"),
    (name = "ASSETS", service = (name = "site", entrypoint = "Files")),
  ],
);
`
