// Where one case is played: its peers have ids that nobody else has, and leave with it.

import { randomUUID } from 'node:crypto'

import { Socket } from './socket.js'

/** The key that PeerJS clients use unless told otherwise, and the only one that peerjs-server takes. */
export const DEFAULT_KEY = 'peerjs'

export class Stage {
  #url
  #path
  #suffix = `-${randomUUID().slice(0, 8)}`
  #sockets = []

  /** `url` is where the server is, without a slash at the end, and `path` what clients are told to add. */
  constructor({ url, path = '' }) {
    this.#url = url
    this.#path = path
  }

  /** The origin of the server. */
  get origin() {
    return new URL(this.#url).origin
  }

  /** An id that no other case uses. */
  id(name) {
    return name + this.#suffix
  }

  /** A text with the ids as the case knows them. */
  plain(text) {
    return text.replaceAll(this.#suffix, '').replaceAll(encodeURIComponent(this.#suffix), '')
  }

  /** Asks over HTTP. The path of the deployment is not added. */
  ask(path, options) {
    return fetch(this.#url + path, options)
  }

  /** Opens a websocket with this query: an object, or a text that goes into the address as it is. */
  knock(query, { id, origin, from, path = this.#path } = {}) {
    const url = new URL(`${this.#url.replace(/^http/, 'ws')}${path}/peerjs`)
    url.search = typeof query === 'string' ? query : new URLSearchParams(query)
    const socket = new Socket(url, { id, origin, from })
    this.#sockets.push(socket)
    return socket
  }

  /** Opens a websocket as a PeerJS client does. Nobody else has its token. */
  dial(name, { key = DEFAULT_KEY, token = `token-of-${name}`, ...options } = {}) {
    const id = this.id(name)
    return this.knock({ key, id, token, version: '1.5.5' }, { id, ...options })
  }

  /** Opens a websocket as a PeerJS client does, and sees to it that the server takes it. */
  async enter(name, options) {
    const socket = this.dial(name, options)
    const greeting = await socket.next()
    if (greeting !== '{"type":"OPEN"}') throw new Error(`${name} was greeted with ${greeting}`)
    return socket
  }

  /** Opens several at once. */
  enterAll(...names) {
    return Promise.all(names.map((name) => this.enter(name)))
  }

  /** What came over a websocket, in words. */
  words(heard) {
    return heard.length > 0 ? this.plain(heard.join(', ')) : 'nothing'
  }

  /** Waits until an id is free, which is when the server has noticed that its holder is gone. */
  async untilFree(name) {
    for (;;) {
      const socket = this.dial(name, { token: 'the next' })
      if ((await socket.next()).includes('OPEN')) return
    }
  }

  /** Whether what a websocket says still reaches a listener, or else how it ended. */
  fate(socket, listener) {
    socket.send({ type: 'OFFER', dst: listener.id, payload: 'still here' })
    const ended = socket.end().then((heard) => this.words(heard.slice(-1)))
    const speaks = listener.until((text) => text.includes('still here')).then(() => 'still speaks')
    return Promise.race([ended, speaks])
  }

  /** Everyone goes, and the server knows it. */
  async clear() {
    await Promise.all(this.#sockets.map((socket) => socket.hangUp()))
  }
}
