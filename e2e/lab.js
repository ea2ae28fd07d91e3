// A network on this machine that can be broken: places with an address each, a router between them, and this
// machine as the server behind it. Made of network namespaces, which only root may make, on Linux alone.
//
//     place "a"  10.N.1.2 ─┐
//     place "b"  10.N.2.2 ─┼─ router ─ 10.N.0.1  this machine: the Worker, the relay
//     place "c"  10.N.3.2 ─┤
//     place "d"  10.N.4.2 ─┘

import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { CHROMIUM, launch, playedBy } from './browsers.js'

/** The table of the router's packet filter. */
const FILTER = 'inet faults'
/** Servers at these ports are taken for safe to show one's camera to, as if they spoke TLS. */
const PORTS = [8787, 8788]

export class Lab {
  /** The address of the servers, for everyone. */
  host
  #tag = `parley${process.pid}`
  #prefix
  #places
  #rate
  #folder
  #browsers = new Map()

  /** Why there can be no such network here, or nothing. */
  static get missing() {
    if (process.platform !== 'linux' || process.getuid() !== 0) return 'only root on Linux may make networks'
    const namespace = `parley${process.pid}t`
    try {
      run('ip', 'netns', 'add', namespace)
      inside(namespace, 'nft', 'list', 'ruleset')
      return null
    } catch (error) {
      return error.message.split('\n')[0]
    } finally {
      attempt('ip', 'netns', 'del', namespace)
    }
  }

  /** Builds the network. Its cameras take this many pictures a second. */
  static async build(places, { rate } = {}) {
    const lab = new Lab(places, rate, await mkdtemp(path.join(tmpdir(), 'parley-lab-')))
    try {
      await lab.#build()
    } catch (error) {
      await lab.close()
      throw error
    }
    return lab
  }

  constructor(places, rate, folder) {
    this.#places = places
    this.#rate = rate
    this.#folder = folder
    const taken = run('ip', '-4', 'route')
    const free = (number) => !taken.includes(`10.${number}.`)
    const first = 64 + (process.pid % 128)
    this.#prefix = `10.${[...Array(64).keys()].map((step) => first + step).find(free)}`
    this.host = `${this.#prefix}.0.1`
  }

  /** Where a server may be: the first or the second. */
  at(index) {
    return { host: this.host, port: PORTS[index] }
  }

  /** The browser at a place, started when first asked for, with the devices of a member of the cast. */
  async browser(place, name) {
    if (!this.#browsers.has(place)) this.#browsers.set(place, this.#launch(place, name))
    return this.#browsers.get(place)
  }

  /** Loses all that goes to a place or comes from there. */
  cut(place) {
    this.#filter(`iifname to-${place} drop`, `oifname to-${place} drop`)
  }

  /** Loses all between places, but not what goes to the servers. */
  part(...places) {
    for (const place of places) {
      for (const other of places) if (other !== place) this.#filter(`iifname to-${place} oifname to-${other} drop`)
    }
  }

  /** Loses everyone's UDP. */
  refuseUdp() {
    this.#filter('meta l4proto udp drop')
  }

  /** Loses this share of all packets, from 0 to 1, to and from a place. */
  lose(place, share) {
    const chance = `numgen random mod 100 < ${Math.round(share * 100)} drop`
    this.#filter(`iifname to-${place} ${chance}`, `oifname to-${place} ${chance}`)
  }

  /** Loses what a place sends or gets beyond this many kilobits per second, as a network does that is metered. */
  narrow(place, rate) {
    const excess = `limit rate over ${rate * 125} bytes/second burst 8 kbytes drop`
    this.#filter(`iifname to-${place} ${excess}`, `oifname to-${place} ${excess}`)
  }

  /** Undoes all that was done to the ways between places. */
  heal() {
    inside(this.#namespace('router'), 'nft', `flush table ${FILTER}`)
  }

  /** Gives a place another address, as a laptop has that goes from one network into another. */
  move(place) {
    const namespace = this.#namespace(place)
    const network = this.#network(place)
    const now = run('ip', '-n', namespace, '-4', '-o', 'addr', 'show', 'net').match(/inet (\S+)\/24/)[1]
    const next = Number(now.split('.')[3]) + 1
    run('ip', '-n', namespace, 'addr', 'del', `${now}/24`, 'dev', 'net')
    run('ip', '-n', namespace, 'addr', 'add', `${network}.${next}/24`, 'dev', 'net')
    run('ip', '-n', namespace, 'route', 'add', 'default', 'via', `${network}.1`)
  }

  /** Ends the browsers and removes the network. */
  async close() {
    const browsers = await Promise.all(this.#browsers.values())
    await Promise.all(browsers.map((browser) => browser.close()))
    process.off('exit', this.#raze)
    this.#raze()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #launch(place, name) {
    const devices = await playedBy(name, this.#folder, this.#rate)
    const origins = PORTS.map((port) => `http://${this.host}:${port}`)
    const trust = `--unsafely-treat-insecure-origin-as-secure=${origins.join()}`
    return launch([...devices, trust], this.#program(place))
  }

  #raze = () => {
    for (const name of [...this.#places, 'router']) attempt('ip', 'netns', 'del', this.#namespace(name))
  }

  async #build() {
    process.once('exit', this.#raze)
    const router = this.#namespace('router')
    for (const name of ['router', ...this.#places]) {
      run('ip', 'netns', 'add', this.#namespace(name))
      inside(this.#namespace(name), 'sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1')
      run('ip', '-n', this.#namespace(name), 'link', 'set', 'lo', 'up')
    }
    inside(router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1')
    // The link goes with the namespaces.
    run('ip', 'link', 'add', this.#tag, 'type', 'veth', 'peer', 'name', 'out', 'netns', router)
    run('ip', 'addr', 'add', `${this.host}/24`, 'dev', this.#tag)
    run('ip', 'link', 'set', this.#tag, 'up')
    run('ip', '-n', router, 'addr', 'add', `${this.#prefix}.0.2/24`, 'dev', 'out')
    run('ip', '-n', router, 'link', 'set', 'out', 'up')
    run('ip', 'route', 'add', `${this.#prefix}.0.0/16`, 'via', `${this.#prefix}.0.2`)
    for (const place of this.#places) await this.#settle(place, router)
    inside(router, 'nft', `add table ${FILTER}`)
    inside(router, 'nft', `add chain ${FILTER} ways { type filter hook forward priority 0; }`)
  }

  async #settle(place, router) {
    const namespace = this.#namespace(place)
    const network = this.#network(place)
    const way = `to-${place}`
    run('ip', '-n', router, 'link', 'add', way, 'type', 'veth', 'peer', 'name', 'net', 'netns', namespace)
    run('ip', '-n', router, 'addr', 'add', `${network}.1/24`, 'dev', way)
    run('ip', '-n', router, 'link', 'set', way, 'up')
    run('ip', '-n', namespace, 'addr', 'add', `${network}.2/24`, 'dev', 'net')
    run('ip', '-n', namespace, 'link', 'set', 'net', 'up')
    run('ip', '-n', namespace, 'route', 'add', 'default', 'via', `${network}.1`)
    await writeFile(this.#program(place), `#!/bin/sh\nexec ip netns exec ${namespace} ${CHROMIUM} "$@"\n`)
    await chmod(this.#program(place), 0o755)
  }

  #filter(...rules) {
    for (const rule of rules) inside(this.#namespace('router'), 'nft', `add rule ${FILTER} ways ${rule}`)
  }

  #namespace(name) {
    return `${this.#tag}${name}`
  }

  #network(place) {
    return `${this.#prefix}.${this.#places.indexOf(place) + 1}`
  }

  /** What starts a browser at a place. */
  #program(place) {
    return path.join(this.#folder, `chromium-${place}`)
  }
}

function run(program, ...parameters) {
  return execFileSync(program, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function inside(namespace, ...command) {
  return run('ip', 'netns', 'exec', namespace, ...command)
}

/** Runs what may fail, because there may be nothing to do. */
function attempt(...command) {
  try {
    run(...command)
  } catch {
    // Nothing was there.
  }
}
