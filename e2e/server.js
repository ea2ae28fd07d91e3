// A real Parley on this machine: `wrangler dev` over a copy of what `cargo xtask build` made.
//
// The copy keeps a build that happens meanwhile from reloading the Worker under a test, and lets the
// configuration go without its build command.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { experimental_readRawConfig as readConfig } from 'wrangler'

import { answers, freePort } from './ports.js'

const root = path.resolve(import.meta.dirname, '..')
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 5_000

export class Server {
  #folder
  #host
  #port
  #process = null
  #log = ''

  /**
   * Starts a server of its own, with these variables in place of those in `wrangler.toml`, with secrets, with limits
   * to how often an address may ask, by binding, and at this address and port of the machine.
   */
  static async start({ host = '127.0.0.1', port, ...settings } = {}) {
    const folder = await mkdtemp(path.join(tmpdir(), 'parley-server-'))
    await deploy(folder, settings)
    const server = new Server(folder, host, port ?? (await freePort(host)))
    await server.#launch()
    return server
  }

  constructor(folder, host, port) {
    this.#folder = folder
    this.#host = host
    this.#port = port
  }

  /** Where people go, without a slash at the end. */
  get url() {
    return `http://${this.#host}:${this.#port}`
  }

  /** The folder of the site that it serves. What is changed in there is served soon after. */
  get site() {
    return path.join(this.#folder, 'site/dist')
  }

  /** The address of the signaling websocket with these parameters. */
  socketUrl(parameters) {
    return `ws://${this.#host}:${this.#port}/peerjs?${new URLSearchParams(parameters)}`
  }

  /** What it logged since it was started: the events, which are lines of JSON. */
  get events() {
    return [...this.#log.matchAll(/\{"event":.*\}/g)].map(([line]) => JSON.parse(line))
  }

  /** Everything it printed since it was started. */
  get output() {
    return this.#log
  }

  /** Ends it between two instructions, as a machine that loses power. Sockets get no goodbye. */
  async kill() {
    await this.#end('SIGKILL')
  }

  /** Starts it again after [`kill`], at the same address and with what its storage holds. */
  async restart() {
    await this.#launch()
  }

  /** Ends it for good and removes all it wrote. */
  async stop() {
    await this.#end('SIGTERM')
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #launch() {
    this.#log = ''
    const options = ['--ip', this.#host, '--port', this.#port, '--inspector-port', 0]
    this.#process = spawn(
      path.join(root, 'node_modules/.bin/wrangler'),
      ['dev', '--config', 'wrangler.json', '--persist-to', 'state', ...options.map(String)],
      {
        cwd: this.#folder,
        // Its own process group, so that workerd and esbuild end with it.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          // wrangler wants the Node that is pinned beside it.
          PATH: path.join(root, 'node_modules/.bin') + path.delimiter + process.env.PATH,
          WRANGLER_SEND_METRICS: 'false',
          // Whatever it leaves behind when it is killed goes with the folder.
          TMPDIR: path.join(this.#folder, 'tmp'),
          WRANGLER_REGISTRY_PATH: path.join(this.#folder, 'registry'),
          WRANGLER_LOG_PATH: path.join(this.#folder, 'logs'),
          NO_COLOR: '1',
        },
      },
    )
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (chunk) => (this.#log += chunk))
    }
    process.once('exit', this.#killGroup)
    await this.#untilHealthy()
  }

  async #untilHealthy() {
    const deadline = Date.now() + START_TIMEOUT_MS
    while (Date.now() < deadline && this.#process.exitCode === null) {
      const answer = await fetch(`${this.url}/api/health`).catch(() => null)
      if (answer?.ok) return
      await delay(100)
    }
    await this.#end('SIGKILL')
    throw new Error(`wrangler dev did not get healthy. It said:\n${this.#log}`)
  }

  async #end(signal) {
    const server = this.#process
    if (!server) return
    this.#process = null
    process.off('exit', this.#killGroup)
    const ended = server.exitCode === null ? once(server, 'exit') : null
    signalGroup(server.pid, signal)
    await Promise.race([ended, delay(STOP_TIMEOUT_MS, null, { ref: false })])
    // Whatever outlived its parent goes now; the port is free when nothing answers there.
    signalGroup(server.pid, 'SIGKILL')
    while (await answers(this.#host, this.#port)) await delay(10)
  }

  #killGroup = () => {
    if (this.#process) signalGroup(this.#process.pid, 'SIGKILL')
  }
}

/** Signals a process and all it started, as far as they are still there. */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** Copies what was built into `folder`, with a configuration that serves it as it is. */
async function deploy(folder, { vars = {}, secrets = {}, limits = {} }) {
  const { rawConfig } = readConfig({ config: path.join(root, 'wrangler.toml') })
  const { build: _, ...config } = rawConfig
  // Nobody answers there: tests stay off the internet.
  config.vars = { ...config.vars, STUN_URLS: 'stun:127.0.0.1:9', ...vars }
  // A whole suite of people comes from one address.
  for (const { name, simple } of config.ratelimits) simple.limit = limits[name] ?? 1_000_000
  await Promise.all([
    mkdir(path.join(folder, 'tmp')),
    cp(path.join(root, 'site/dist'), path.join(folder, 'site/dist'), { recursive: true }),
    cp(path.join(root, 'worker/build'), path.join(folder, 'worker/build'), { recursive: true }),
    writeFile(path.join(folder, 'wrangler.json'), JSON.stringify(config, null, 2)),
    writeFile(path.join(folder, '.dev.vars'), lines(secrets)),
  ])
}

function lines(secrets) {
  return Object.entries(secrets).map(([name, secret]) => `${name}=${secret}\n`).join('')
}
