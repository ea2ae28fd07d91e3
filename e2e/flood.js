// Whoever means no good: floods of sockets, frames and rooms. They come from a thread of their own, so that what a test
// waits for meanwhile is the server and not the flood.

import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

import WebSocket from 'ws'

const FRAMES_IN_10_MS = 100
const REPORTS_EVERY_MS = 50

/** What floods do, each from an address of this machine of its own. */
export const FLOODS = {
  'a thousand sockets to the room of the call': (torrent, room) => {
    for (let n = 0; n < 1_000; n += 1) torrent.open({ room, id: `flood-${n}`, from: '127.0.0.2' })
  },
  'ten thousand frames a second on one socket': (torrent, room) => {
    const frame = JSON.stringify({ type: 'UPDATE', payload: { profile: { name: 'x'.repeat(200) } } })
    torrent.pour(() => torrent.open({ room, id: 'loud', from: '127.0.0.3' }), frame)
  },
  'two hundred rooms opened by one address': (torrent) => {
    for (let n = 0; n < 200; n += 1) torrent.open({ room: `flood ${n}`, id: 'flood', from: '127.0.0.4' })
  },
}

/** A flood, as the test sees it. */
export class Flood {
  /**
   * How many sockets the server `open`ed and did not close, and the `most` that were at one time; how many it `refused`
   * by a frame and by a `limit`; how many `frames` were sent; how often it closed with each code; and how many have yet
   * to hear from it.
   */
  seen = { open: 0, most: 0, refused: 0, limited: 0, frames: 0, codes: {}, waiting: 0 }
  #thread

  constructor(what, { url, room }) {
    this.#thread = new Worker(fileURLToPath(import.meta.url), { workerData: { what, url, room } })
    this.#thread.on('message', (seen) => (this.seen = seen))
  }

  /** Hangs up. */
  async end() {
    this.#thread.postMessage('end')
    await once(this.#thread, 'exit')
  }
}

/** The same in its thread. */
class Torrent {
  seen = { open: 0, most: 0, refused: 0, limited: 0, frames: 0, codes: {}, waiting: 0 }
  #url
  #sockets = new Set()
  #ended = false
  #poured = null

  constructor(url) {
    this.#url = url
  }

  /** Opens a socket and counts what the server says to it. */
  open({ room, id, from }) {
    const address = new URL('/peerjs', this.#url.replace(/^http/, 'ws'))
    address.search = new URLSearchParams({ key: room, id, token: 'token' })
    const socket = new WebSocket(address, { localAddress: from, perMessageDeflate: false })
    const { seen } = this
    this.#sockets.add(socket)
    seen.waiting += 1
    socket.on('error', () => {})
    socket.on('unexpected-response', (_request, response) => {
      response.destroy()
      this.#sockets.delete(socket)
      seen.waiting -= 1
      seen.limited += 1
    })
    let isIn = false
    socket.on('message', (data) => {
      if (isIn || !`${data}`.includes('"OPEN"')) return
      isIn = true
      seen.waiting -= 1
      seen.open += 1
      seen.most = Math.max(seen.most, seen.open)
    })
    socket.on('close', (code) => {
      if (this.#ended || !this.#sockets.delete(socket)) return
      seen.codes[code] = (seen.codes[code] ?? 0) + 1
      if (isIn) {
        seen.open -= 1
      } else {
        seen.waiting -= 1
        seen.refused += 1
      }
    })
    return socket
  }

  /** Sends ten thousand frames a second, on a new socket whenever the old one is closed. */
  pour(again, frame) {
    this.#poured = (async () => {
      let socket = again()
      while (!this.#ended) {
        if (socket.readyState === WebSocket.CLOSED) socket = again()
        for (let n = 0; n < FRAMES_IN_10_MS && socket.readyState === WebSocket.OPEN; n += 1) {
          socket.send(frame)
          this.seen.frames += 1
        }
        await delay(10)
      }
    })()
  }

  async end() {
    this.#ended = true
    await this.#poured
    for (const socket of this.#sockets) socket.terminate()
  }
}

if (!isMainThread && workerData?.what) {
  const torrent = new Torrent(workerData.url)
  const report = () => parentPort.postMessage(torrent.seen)
  const reports = setInterval(report, REPORTS_EVERY_MS)
  parentPort.once('message', async () => {
    clearInterval(reports)
    await torrent.end()
    report()
    parentPort.close()
  })
  FLOODS[workerData.what](torrent, workerData.room)
}
