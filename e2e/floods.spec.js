// Whoever floods the server is stopped where it costs little, and calls go on.

import { setTimeout as delay } from 'node:timers/promises'

import WebSocket from 'ws'

import { expect, test } from './fixtures.js'
import { Socket } from './socket.js'

/** What `wrangler.toml` allows: the flood meets the limits that a deployment has. */
const limits = { API_LIMIT: 300, SIGNALING_LIMIT: 600 }
/** Addresses that this machine has as well. */
const FLOODERS = ['127.0.0.2', '127.0.0.3', '127.0.0.4']

test('a call of two goes on under floods of sockets, frames and rooms', async ({ invite, room, serve }) => {
  test.setTimeout(180_000)
  const { url } = await serve({ limits })
  const [ada, bob] = await Promise.all(['Ada', 'Bob'].map((name) => invite(name, { url })))
  await ada.join(room)
  await bob.join(room)
  await expect(bob.tile('Ada')).toHaveAttribute('data-link', 'connected')
  const listener = await Socket.open(url, { room, id: 'listener' })
  await ada.watch()

  await measure('in peace', { ada, bob, listener })
  for (const [what, begin] of Object.entries(floods)) {
    const flood = begin(url, room)
    await flood.isUnderWay
    await measure(what, { ada, bob, listener })
    const seen = await flood.end()
    test.info().annotations.push({ type: what, description: JSON.stringify(seen) })
    console.log(`${what}:`, seen)
    flood.judge(seen)
  }

  await expect(ada.screen('call')).toHaveAttribute('data-signaling', 'up')
  await expect(bob.screen('call')).toHaveAttribute('data-signaling', 'up')
  const { gone, links } = await ada.report()
  expect(gone).toEqual([])
  for (const states of Object.values(links)) expect(states).toEqual(['connected'])
  listener.close()
})

const floods = {
  'a thousand sockets to the room of the call': (url, room) => {
    const flood = new Flood()
    for (let n = 0; n < 1_000; n += 1) flood.open(url, { room, id: `flood-${n}`, from: FLOODERS[0] })
    return flood.until(({ open }) => open > 0, ({ open, most }) => {
      expect(most).toBe(32)
      expect(open + flood.seen.refused + flood.seen.limited).toBe(1_000)
    })
  },

  'ten thousand frames a second on one socket': (url, room) => {
    const flood = new Flood()
    const frame = JSON.stringify({ type: 'UPDATE', payload: { profile: { name: 'x'.repeat(200) } } })
    const again = () => flood.open(url, { room, id: 'loud', from: FLOODERS[1] })
    flood.pour(again, frame)
    return flood.until(({ frames }) => frames > 10_000, ({ codes }) => expect(codes[1008]).toBeGreaterThan(0))
  },

  'two hundred rooms opened by one address': (url) => {
    const flood = new Flood()
    for (let n = 0; n < 200; n += 1) flood.open(url, { room: `flood ${n}`, id: 'flood', from: FLOODERS[2] })
    return flood.until(({ open }) => open > 0, ({ open }) => expect(open).toBe(200))
  },
}

/** Sockets that mean no good, and what becomes of them. */
class Flood {
  seen = { open: 0, most: 0, refused: 0, limited: 0, frames: 0, codes: {} }
  #sockets = new Set()
  #ended = false
  #poured = null

  /** Opens a socket and tells what the server says to it. */
  open(url, { room, id, from }) {
    const address = new URL('/peerjs', url.replace(/^http/, 'ws'))
    address.search = new URLSearchParams({ key: room, id, token: 'token' })
    const socket = new WebSocket(address, { localAddress: from, perMessageDeflate: false })
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('unexpected-response', (_request, response) => {
      response.destroy()
      this.#sockets.delete(socket)
      this.seen.limited += 1
    })
    let isIn = false
    socket.on('message', (data) => {
      if (!isIn && `${data}`.includes('"OPEN"')) {
        isIn = true
        this.seen.open += 1
        this.seen.most = Math.max(this.seen.most, this.seen.open)
      }
    })
    socket.on('close', (code) => {
      if (this.#sockets.delete(socket) && !isIn) this.seen.refused += 1
      if (isIn && !this.#ended) this.seen.open -= 1
      this.seen.codes[code] = (this.seen.codes[code] ?? 0) + 1
    })
    return socket
  }

  /** Sends ten thousand frames a second, on a new socket whenever the old one is closed. */
  pour(again, frame) {
    this.#poured = (async () => {
      let socket = again()
      while (!this.#ended) {
        if (socket.readyState === WebSocket.CLOSED) socket = again()
        for (let n = 0; n < 100 && socket.readyState === WebSocket.OPEN; n += 1) {
          socket.send(frame)
          this.seen.frames += 1
        }
        await delay(10)
      }
    })()
  }

  /** Says when it counts as under way, and what is to be seen of it in the end. */
  until(isUnderWay, judge) {
    this.isUnderWay = expect.poll(() => isUnderWay(this.seen), { timeout: 60_000 }).toBe(true)
    this.judge = judge
    return this
  }

  /** Hangs up. Returns what became of the sockets until then. */
  async end() {
    if (!this.#poured) await expect.poll(() => this.#isSettled(), { timeout: 60_000 }).toBe(true)
    this.#ended = true
    await this.#poured
    for (const socket of this.#sockets) socket.terminate()
    return structuredClone(this.seen)
  }

  #isSettled() {
    return [...this.#sockets].every(({ readyState }) => readyState === WebSocket.OPEN) && this.#sockets.size === this.seen.open
  }
}

/** Mutes a microphone until the other sees it, asks for a heartbeat, and says how long each took. */
async function measure(when, { ada, bob, listener }) {
  const times = { toggle: [], heartbeat: [] }
  for (const [press, shown] of [['Mute microphone', 'off'], ['Unmute microphone', 'on']]) {
    times.toggle.push(
      await timed(async () => {
        await ada.button(press).click()
        await expect(bob.tile('Ada')).toHaveAttribute('data-microphone', shown)
      }),
    )
    times.heartbeat.push(
      await timed(async () => {
        listener.send({ type: 'HEARTBEAT' })
        await listener.next('not JSON')
      }),
    )
  }
  const description = `toggle ${times.toggle.join(', ')} ms; heartbeat ${times.heartbeat.join(', ')} ms`
  test.info().annotations.push({ type: when, description })
  console.log(`${when}: ${description}`)
}

async function timed(action) {
  const start = performance.now()
  await action()
  return Math.round(performance.now() - start)
}
