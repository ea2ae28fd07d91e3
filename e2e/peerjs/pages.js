// One page of someone else's site, and what can be asked of it.

import { cast } from '../cast.js'

/** How far a decoded colour may be from the one that was filmed. */
const COLOUR_TOLERANCE = 40
/** How far a spectral peak may be from the voice. The analyser's bins are 12 Hz wide. */
const PITCH_TOLERANCE_HZ = 40

export class Page {
  /** Every frame to and from the server: `{ sent, received }`. */
  frames = { sent: [], received: [] }

  constructor(page) {
    this.page = page
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.frames.sent.push(payload))
      socket.on('framereceived', ({ payload }) => this.frames.received.push(payload))
    })
  }

  /** The id of its peer. */
  get id() {
    return this.page.evaluate(() => globalThis.app.peer.id)
  }

  /** What happened to its peer, connections and calls, as `[what, detail]`. */
  async happened(what) {
    const all = await this.page.evaluate(() => globalThis.app.happened)
    return all.filter(([name]) => name === what).map(([, detail]) => detail)
  }

  /** Ends the connection to the server; calls and connections to others stay. */
  async disconnect() {
    await this.page.evaluate(() => globalThis.app.peer.disconnect())
  }

  /** Whose picture it shows: `Bob's face`, `nothing`, or a colour. */
  async sees() {
    const face = await this.page.evaluate(() => globalThis.app.sees())
    if (typeof face === 'string') return face
    const far = (other) => Math.max(...face.map((part, index) => Math.abs(part - other[index])))
    const owner = Object.keys(cast).find((name) => far(cast[name].face) <= COLOUR_TOLERANCE)
    return owner ? `${owner}'s face` : `rgb(${face})`
  }

  /** Whose voice it lets one hear: `Bob's voice`, `silence`, or a pitch. */
  async hears() {
    const voice = await this.page.evaluate(() => globalThis.app.hears())
    if (typeof voice === 'string') return voice
    const isOwner = (name) => Math.abs(cast[name].voice - voice) <= PITCH_TOLERANCE_HZ
    const owner = Object.keys(cast).find(isOwner)
    return owner ? `${owner}'s voice` : `${Math.round(voice)} Hz`
  }
}

/** What the page itself does: see `page.js`. */
for (const name of [
  'answerCalls',
  'call',
  'closeConnection',
  'connect',
  'describe',
  'hangUp',
  'listAllPeers',
  'nextError',
  'received',
  'reconnect',
  'send',
  'start',
  'terms',
]) {
  Page.prototype[name] = function (...parameters) {
    return this.page.evaluate(([act, its]) => globalThis.app[act](...its), [name, parameters])
  }
}
