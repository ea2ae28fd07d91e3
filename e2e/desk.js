// A desk with devices on it that a test plugs in and pulls out. It runs inside the page, in place of the
// browser's own devices, and its tracks are real ones: each camera films one colour, each microphone hums one
// pitch.

import { cast } from './cast.js'

/**
 * What stands on the desks of the tests. The devices of the laptop film and hum as Bob, the others as Cleo, so
 * that it can be seen and heard which are used. `group` tells what is in one case.
 */
export const devices = {
  lid: { role: 'videoinput', id: 'lid', label: 'Lid camera', group: 'laptop', colour: cast.Bob.face },
  webcam: { role: 'videoinput', id: 'webcam', label: 'Webcam', group: 'webcam', colour: cast.Cleo.face },
  front: { role: 'videoinput', id: 'front', label: 'Front', facing: 'user', colour: cast.Bob.face },
  back: { role: 'videoinput', id: 'back', label: 'Back', facing: 'environment', colour: cast.Cleo.face },
  builtIn: { role: 'audioinput', id: 'built-in', label: 'Built-in microphone', group: 'laptop', pitch: cast.Bob.voice },
  mouthpiece: { role: 'audioinput', id: 'mouthpiece', label: 'Headset', group: 'headset', pitch: cast.Cleo.voice },
  hush: { role: 'audioinput', id: 'hush', label: 'Silent microphone', group: 'laptop', pitch: 0 },
  box: { role: 'audiooutput', id: 'box', label: 'Built-in speaker', group: 'laptop' },
  earpiece: { role: 'audiooutput', id: 'earpiece', label: 'Headset', group: 'headset' },
}

/** Clears the desk and puts these devices on it. Sent to the browser as text. */
export function installDesk(first) {
  const plugged = new Map(first.map((device) => [device.id, device]))
  const captured = new Map()
  const audio = new AudioContext()
  addEventListener('pointerdown', () => audio.resume(), { capture: true })

  const of = (role) => [...plugged.values()].filter((device) => device.role === role)

  function choose(role, constraints) {
    const { deviceId, facingMode } = typeof constraints === 'object' ? constraints : {}
    const exact = deviceId?.exact
    if (exact && !plugged.has(exact)) throw new OverconstrainedError('deviceId', 'it is not there')
    const wanted = exact ?? deviceId?.ideal ?? deviceId
    const facing = facingMode?.ideal ?? facingMode
    const all = of(role)
    if (all.length === 0) throw new DOMException('There is none', 'NotFoundError')
    const byId = all.find(({ id }) => id === wanted)
    return byId ?? all.find((it) => it.facing && it.facing === facing) ?? all[0]
  }

  function film([red, green, blue]) {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 })
    const context = canvas.getContext('2d')
    let frame = 0
    setInterval(() => {
      context.fillStyle = `rgb(${red} ${green} ${blue})`
      context.fillRect(0, 0, 160, 120)
      context.fillStyle = 'white'
      context.fillRect((frame++ * 8) % 160, 0, 12, 120)
    }, 80)
    return canvas.captureStream(12).getTracks()[0]
  }

  function hum(pitch) {
    const destination = audio.createMediaStreamDestination()
    const tone = new OscillatorNode(audio, { frequency: pitch })
    const gain = new GainNode(audio, { gain: pitch ? 0.4 : 0 })
    tone.connect(gain).connect(destination)
    tone.start()
    audio.resume()
    return destination.stream.getTracks()[0]
  }

  function capture(device) {
    const track = device.colour ? film(device.colour) : hum(device.pitch)
    const settings = { deviceId: device.id, groupId: device.group, facingMode: device.facing }
    track.getSettings = () => settings
    Object.defineProperty(track, 'label', { value: device.label })
    const tracks = captured.get(device.id) ?? new Set()
    captured.set(device.id, tracks.add(track))
    return track
  }

  MediaDevices.prototype.getUserMedia = async ({ audio: microphone, video: camera }) => {
    const chosen = []
    if (microphone) chosen.push(choose('audioinput', microphone))
    if (camera) chosen.push(choose('videoinput', camera))
    return new MediaStream(chosen.map(capture))
  }
  MediaDevices.prototype.enumerateDevices = async () =>
    [...plugged.values()].map(({ role, id, label, group }) => ({
      kind: role,
      deviceId: id,
      label,
      groupId: group ?? '',
    }))

  // Only the browser's own speakers can be played on, so it is noted where it would be.
  const sinks = new WeakMap()
  Object.defineProperty(HTMLMediaElement.prototype, 'sinkId', {
    configurable: true,
    get() {
      return sinks.get(this) ?? ''
    },
  })
  const played = []
  HTMLMediaElement.prototype.setSinkId = async function (id) {
    if (id && !plugged.has(id)) throw new DOMException('It is not there', 'NotFoundError')
    sinks.set(this, id)
    if (this.localName === 'audio') played.push(id)
  }

  const told = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'))

  /** Takes a device away without a word. */
  function steal(id) {
    plugged.delete(id)
  }

  globalThis.desk = {
    plug(...devices) {
      for (const device of devices) plugged.set(device.id, device)
      told()
    },
    unplug(...ids) {
      for (const id of ids) {
        steal(id)
        for (const track of captured.get(id) ?? []) {
          track.stop()
          track.dispatchEvent(new Event('ended'))
        }
      }
      told()
    },
    steal,
    /** Lets another program have a device, or gives it back. */
    take(id, taken) {
      for (const track of captured.get(id) ?? []) {
        Object.defineProperty(track, 'muted', { configurable: true, value: taken })
        track.dispatchEvent(new Event(taken ? 'mute' : 'unmute'))
      }
    },
    played,
    /** On which speakers the others are played. */
    sinks: () => [...document.querySelectorAll('article video')].map((video) => video.sinkId),
  }
}

/** Counts how often the page describes a session anew. */
export function countDescriptions() {
  globalThis.descriptions = 0
  const { setLocalDescription } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.setLocalDescription = function (...parameters) {
    globalThis.descriptions += 1
    return setLocalDescription.apply(this, parameters)
  }
}

/** Keeps all wake locks that the page is given. */
export function keepWakeLocks() {
  globalThis.wakeLocks = []
  const { request } = WakeLock.prototype
  WakeLock.prototype.request = async function (...parameters) {
    const lock = await request.apply(this, parameters)
    globalThis.wakeLocks.push(lock)
    return lock
  }
}
