// Someone at the server who sits in the middle of a call of two: each of them is connected to her, in the other's name.

import { ServerSide } from './server-side.js'

export class Mallory {
  #page

  /** Gets between a person and whoever they call or are called by. `browser` is hers. */
  static async between(person, browser, url) {
    const mallory = new Mallory()
    mallory.#page = await (await browser.newContext()).newPage()
    // Any page of a secure origin will do.
    await mallory.#page.goto(`${url}/icon.svg`)
    await mallory.#page.evaluate(installEnds)
    await ServerSide.of(person, (frame, toPerson) => mallory.#exchange(frame, toPerson))
    return mallory
  }

  /** Puts her own description in place of each. Her candidates are in there; those of the others she keeps. */
  async #exchange(frame, toPerson) {
    if (!/"(OFFER|ANSWER|CANDIDATE)"/.test(frame)) return frame
    const [[kind, body]] = Object.entries(JSON.parse(frame).payload.body)
    const [from, to] = toPerson ? ['far', 'near'] : ['near', 'far']
    if (kind === 'candidates') {
      await this.#page.evaluate(([end, found]) => globalThis.ends.reach(end, found), [from, body.candidates])
      return undefined
    }
    const posed = await this.#page.evaluate(([...its]) => globalThis.ends.pose(...its), [kind, from, to, body.sdp])
    // Not written anew: JavaScript would round its numbers.
    return frame.replace(JSON.stringify(body.sdp), () => JSON.stringify(posed))
  }

  async close() {
    await this.#page.context().close()
  }
}

/** Runs in her page: one connection towards each of the two, and all that is said passed on from one to the other. */
function installEnds() {
  const KINDS = ['audio', 'video', 'video', 'audio']
  const ends = { near: null, far: null }
  const posed = new Map()

  const open = (name) => {
    const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
    const control = connection.createDataChannel('control', { negotiated: true, id: 0 })
    connection.createDataChannel('files', { negotiated: true, id: 1 })
    const end = { connection, control, kept: [], early: [] }
    control.onopen = () => end.kept.splice(0).forEach((text) => control.send(text))
    control.onmessage = ({ data }) => {
      const other = ends[name === 'near' ? 'far' : 'near']
      if (other.control.readyState === 'open') other.control.send(data)
      else other.kept.push(data)
    }
    return end
  }

  const described = async ({ connection }) => {
    while (connection.iceGatheringState !== 'complete') {
      await new Promise((done) => connection.addEventListener('icegatheringstatechange', done, { once: true }))
    }
    return connection.localDescription.sdp
  }

  const hear = async (end, type, sdp) => {
    await end.connection.setRemoteDescription({ type, sdp })
    for (const candidate of end.early.splice(0)) await end.connection.addIceCandidate(candidate)
  }

  globalThis.ends = {
    /** What she says in place of a description. Links say everything again until it is answered. */
    async pose(kind, from, to, sdp) {
      if (!posed.has(sdp)) posed.set(sdp, await this.describe(kind, from, to, sdp))
      return posed.get(sdp)
    },
    async describe(kind, from, to, sdp) {
      if (kind === 'offer') {
        ends[from] ??= open(from)
        if (!ends[to]) {
          ends[to] = open(to)
          for (const media of KINDS) ends[to].connection.addTransceiver(media)
        }
        await hear(ends[from], 'offer', sdp)
        await ends[to].connection.setLocalDescription(await ends[to].connection.createOffer())
        return described(ends[to])
      }
      await hear(ends[from], 'answer', sdp)
      await ends[to].connection.setLocalDescription(await ends[to].connection.createAnswer())
      return described(ends[to])
    },
    async reach(from, candidates) {
      for (const { candidate, sdpMid, sdpMLineIndex } of candidates) {
        const end = (ends[from] ??= open(from))
        const found = { candidate, sdpMid, sdpMLineIndex }
        if (end.connection.remoteDescription) await end.connection.addIceCandidate(found)
        else end.early.push(found)
      }
    },
  }
}
