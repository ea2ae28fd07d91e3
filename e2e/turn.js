// A real TURN server on this machine: coturn, on one address alone, with a shared secret.

import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { answers, freePort } from './ports.js'

const START_TIMEOUT_MS = 15_000

/** A STUN Binding request (RFC 8489 §5): its type, no attributes, the magic cookie, a transaction id. */
const BINDING = Buffer.concat([Buffer.from('000100002112a442', 'hex'), Buffer.from('parley-tests')])

export class Turn {
  #folder
  #host
  #port
  #process
  #log = ''

  /** Starts a server that lets in whoever knows what follows from `secret`, at this address of the machine. */
  static async start({ secret, host = '127.0.0.1' }) {
    const folder = await mkdtemp(path.join(tmpdir(), 'parley-turn-'))
    const turn = new Turn(folder, host, await freePort(host))
    turn.#launch(secret)
    await turn.#untilReady()
    return turn
  }

  constructor(folder, host, port) {
    this.#folder = folder
    this.#host = host
    this.#port = port
  }

  /** Its URL, for `udp` or for `tcp`. */
  url(transport) {
    return `turn:${this.#host}:${this.#port}?transport=${transport}`
  }

  /** Ends it between two instructions. */
  async stop() {
    process.off('exit', this.#kill)
    const runs = this.#process.pid && this.#process.exitCode === null
    const ended = runs ? once(this.#process, 'exit') : null
    this.#kill()
    await ended
    await rm(this.#folder, { recursive: true, force: true })
  }

  #launch(secret) {
    const within = (name) => path.join(this.#folder, name)
    this.#process = spawn(
      process.env.TURNSERVER || 'turnserver',
      [
        '-n',
        `--listening-ip=${this.#host}`,
        `--relay-ip=${this.#host}`,
        `--listening-port=${this.#port}`,
        '--realm=parley.test',
        '--use-auth-secret',
        `--static-auth-secret=${secret}`,
        // Browsers under test have no other addresses.
        '--allow-loopback-peers',
        '--no-multicast-peers',
        '--no-cli',
        '--no-tls',
        '--no-dtls',
        '--fingerprint',
        '--log-file=stdout',
        `--pidfile=${within('pid')}`,
        `--userdb=${within('users')}`,
      ],
      { cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (chunk) => (this.#log += chunk))
    }
    // Where there is no such program, waiting for it finds that out.
    this.#process.on('error', (error) => (this.#log += error.message))
    process.once('exit', this.#kill)
  }

  async #untilReady() {
    const deadline = Date.now() + START_TIMEOUT_MS
    while (Date.now() < deadline && this.#process.exitCode === null && this.#process.pid) {
      if ((await bindsOverUdp(this.#host, this.#port)) && (await answers(this.#host, this.#port))) return
      await delay(50)
    }
    await this.stop()
    throw new Error(
      `coturn did not start; if it is missing, install it, on Debian with: sudo apt-get install coturn\n${this.#log}`,
    )
  }

  #kill = () => this.#process.kill('SIGKILL')
}

/** Whether a STUN server answers at a port. */
async function bindsOverUdp(host, port) {
  const socket = createSocket('udp4')
  socket.on('error', () => {})
  try {
    const answered = once(socket, 'message', { signal: AbortSignal.timeout(200) })
    socket.send(BINDING, port, host)
    await answered
    return true
  } catch {
    return false
  } finally {
    socket.close()
  }
}
