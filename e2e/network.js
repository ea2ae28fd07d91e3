// A network that can be broken, with a Parley and a relay in it, and everyone at a place of their own.

import { Lab } from './lab.js'
import { Server } from './server.js'
import { Turn } from './turn.js'

const PLACES = { Ada: 'a', Bob: 'b', Cleo: 'c', Dora: 'd' }
const SECRET = 'north'

export class Network {
  #relay
  #server

  static async open() {
    const lab = await Lab.build(Object.values(PLACES))
    const relay = await Turn.start({ secret: SECRET, host: lab.host })
    const server = await Server.start({
      ...lab.at(0),
      vars: { TURN_URLS: [relay.url('udp'), relay.url('tcp')].join() },
      secrets: { TURN_SECRET: SECRET },
    })
    return new Network(lab, relay, server)
  }

  constructor(lab, relay, server) {
    this.lab = lab
    this.#relay = relay
    this.#server = server
  }

  /** Where people go. */
  get url() {
    return this.#server.url
  }

  /** Where another server may be. */
  get second() {
    return this.lab.at(1)
  }

  /** The browser of a member of the cast, at their place. */
  async browser(name) {
    return this.lab.browser(PLACES[name], name)
  }

  async close() {
    await Promise.all([this.#server.stop(), this.#relay.stop(), this.lab.close()])
  }
}
