// A signaling websocket without a browser around it.

import { EventEmitter, once } from 'node:events'

import WebSocket from 'ws'

const PATIENCE_MS = 10_000

export class Socket {
  /** Frames that came and were not asked for yet. */
  frames = []
  /** Everything that came, as it came. */
  texts = []
  #socket
  #news = new EventEmitter()

  /** Opens a websocket to a room and waits for the server's OPEN. */
  static async open(url, { room, id, token = `token-of-${id}`, ...opener }) {
    const socket = new Socket(url, { key: room, id, token, version: '1.5.5' }, opener)
    await socket.next('OPEN')
    return socket
  }

  /**
   * Opens a websocket with these parameters, whatever the server thinks of them, from an address of this machine and
   * for a page of this origin.
   */
  constructor(url, parameters, { from = '127.0.0.1', origin } = {}) {
    this.id = parameters.id
    const address = new URL('/peerjs', url.replace(/^http/, 'ws'))
    address.search = new URLSearchParams(parameters)
    this.#socket = new WebSocket(address, { localAddress: from, origin, perMessageDeflate: false })
    // The end is told by `closed`.
    this.#socket.onerror = () => {}
    this.#socket.onmessage = ({ data }) => {
      this.texts.push(data)
      this.frames.push(parse(data))
      this.#news.emit('frame')
    }
    /** How it ended: `{ code, reason }`. */
    this.closed = new Promise((resolve) => {
      this.#socket.onclose = ({ code, reason }) => resolve({ code, reason })
    })
  }

  /** Takes the next frame of this type. Frames of other types that came before it are dropped. */
  async next(type, { within = PATIENCE_MS } = {}) {
    const signal = AbortSignal.timeout(within)
    for (;;) {
      const at = this.frames.findIndex((frame) => frame.type === type)
      if (at >= 0) return this.frames.splice(0, at + 1).at(-1)
      await once(this.#news, 'frame', { signal }).catch(() => {
        throw new Error(`no ${type} came, but ${JSON.stringify(this.frames)}`)
      })
    }
  }

  /** Sends a frame; a string or bytes are sent as they are. */
  send(frame) {
    const isRaw = typeof frame === 'string' || ArrayBuffer.isView(frame)
    this.#socket.send(isRaw ? frame : JSON.stringify(frame))
  }

  close(code) {
    this.#socket.close(code)
  }
}

/** A frame as an object; what is not JSON becomes `{ type: 'not JSON', text }`. */
function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return { type: 'not JSON', text }
  }
}
