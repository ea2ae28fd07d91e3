// One signaling websocket, and everything that came over it.

import { EventEmitter, once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

import WebSocket from 'ws'

/** Ten thousand frames take the local runtime some seconds. */
const PATIENCE_MS = 60_000
const HANG_UP_MS = 2_000

export class Socket {
  /**
   * What came and was not taken yet, in order. A text frame is its text. The end is `closed`, with code and
   * reason if they say anything, or `refused` with the status of an HTTP answer.
   */
  heard = []
  #socket
  #news = new EventEmitter()
  #marks = 0

  /** Opens a websocket, from an address of this machine. `id` is the peer that it speaks for, if any. */
  constructor(url, { id, origin, from } = {}) {
    this.id = id
    this.#socket = new WebSocket(url, { origin, localAddress: from, perMessageDeflate: false })
    this.#socket.on('message', (data, isBinary) => this.#hear(isBinary ? `binary ${data}` : `${data}`))
    this.#socket.on('unexpected-response', (_request, { statusCode }) => this.#hear(`refused ${statusCode}`))
    this.#socket.on('close', (code, reason) => this.#hear(ending(code, `${reason}`)))
    // An error is followed by one of the endings.
    this.#socket.on('error', () => {})
    /** Resolves when the server has taken the websocket, whatever it says on it. */
    this.opened = once(this.#news, 'opened')
    this.#socket.on('open', () => this.#news.emit('opened'))
  }

  /** Sends a text frame: a string as it is, anything else as JSON. */
  send(frame) {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** Sends bytes in a binary frame, or in a text frame that they do not belong into. */
  sendBytes(bytes, { asText = false } = {}) {
    this.#socket.send(Uint8Array.from(bytes), { binary: !asText })
  }

  /** Closes it as a browser does: 1005 is `close()`, 1001 is a page that goes away. */
  close(code = 1005) {
    if (code === 1005) this.#socket.close()
    else this.#socket.close(code)
  }

  /** Cuts the connection without a word. */
  cut() {
    this.#socket.terminate()
  }

  /** Takes what comes next. */
  async next() {
    return (await this.#take(() => 0)).at(-1)
  }

  /** Takes everything up to the first thing that matches, or up to the end. */
  async until(matches) {
    return this.#take(() => this.heard.findIndex((it) => matches(it) || isEnding(it)))
  }

  /** Takes everything up to the end. */
  async end() {
    return this.until(() => false)
  }

  /**
   * Takes everything that came because of what was sent before: frames on one websocket keep their order, so a
   * frame to oneself that has come back leaves nothing behind it. `from` is another socket whose frames are
   * waited for.
   */
  async all({ from = this } = {}) {
    const mark = `mark ${(this.#marks += 1)} of ${from.id}`
    from.send({ type: 'OFFER', dst: this.id, payload: mark })
    const heard = await this.until((text) => text.includes(mark))
    return isEnding(heard.at(-1)) ? heard : heard.slice(0, -1)
  }

  /** Closes it, unless it has ended, and waits until the server has taken note. */
  async hangUp() {
    if (this.#socket.readyState === WebSocket.CLOSED) return
    const closed = once(this.#socket, 'close')
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close()
    await Promise.race([closed, delay(HANG_UP_MS, null, { ref: false })])
    this.#socket.terminate()
  }

  #hear(what) {
    if (this.heard.some(isEnding)) return
    this.heard.push(what)
    this.#news.emit('heard')
  }

  async #take(last) {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    for (;;) {
      const at = this.heard.length > 0 ? last() : -1
      if (at >= 0) return this.heard.splice(0, at + 1)
      await once(this.#news, 'heard', { signal }).catch(() => {
        throw new Error(`waited in vain, and heard [${this.heard.join(', ')}]`)
      })
    }
  }
}

/** Whether nothing comes after this. */
export function isEnding(heard) {
  return /^(closed|refused)\b/.test(heard)
}

/** How a websocket ended, in words. Whether a normal end is called one (1000) or nothing (1005) says nothing. */
function ending(code, reason) {
  return code === 1000 || code === 1005 ? 'closed' : `closed ${code} ${reason}`.trim()
}
