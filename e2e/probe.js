// What runs inside the page. Every function here is sent to the browser as text, so it may refer to nothing
// outside itself.

/**
 * Counts what a page holds open, and measures what a person at the screen would see and hear. Runs before any
 * script of the page, and offers itself to the tests as `globalThis.probe`.
 */
export function installProbe() {
  // A blank page, which has nothing to count.
  if (!globalThis.isSecureContext) return

  const opened = { connections: new Set(), sockets: new Set(), tracks: new Set() }

  const { RTCPeerConnection, WebSocket } = globalThis
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...parameters) {
      super(...parameters)
      opened.connections.add(this)
    }
  }
  globalThis.WebSocket = class extends WebSocket {
    constructor(...parameters) {
      super(...parameters)
      opened.sockets.add(this)
    }
  }
  for (const method of ['getUserMedia', 'getDisplayMedia']) {
    const original = MediaDevices.prototype[method]
    MediaDevices.prototype[method] = async function (...parameters) {
      const stream = await original.apply(this, parameters)
      for (const track of stream.getTracks()) opened.tracks.add(track)
      return stream
    }
  }
  const { clone } = MediaStreamTrack.prototype
  MediaStreamTrack.prototype.clone = function () {
    const copy = clone.call(this)
    if (opened.tracks.has(this)) opened.tracks.add(copy)
    return copy
  }

  /** How many peer connections, websockets and camera or microphone tracks are open. */
  function open() {
    const count = (things, isOpen) => [...things].filter(isOpen).length
    return {
      connections: count(opened.connections, (it) => it.connectionState !== 'closed'),
      sockets: count(opened.sockets, (it) => it.readyState <= WebSocket.OPEN),
      tracks: count(opened.tracks, (it) => it.readyState === 'live'),
    }
  }

  /** What each connection sends, as kinds of tracks. */
  function sends() {
    const senders = [...opened.connections]
      .filter((it) => it.connectionState !== 'closed')
      .map((it) => it.getSenders())
    return senders.map((them) => them.filter(({ track }) => track).map(({ track }) => track.kind))
  }

  /** The names by which the other ends of the connections are known to ICE. They change with each restart. */
  function remoteEnds() {
    const described = [...opened.connections].map((it) => it.currentRemoteDescription?.sdp ?? '')
    return described.map((sdp) => sdp.match(/^a=ice-ufrag:(.*)$/m)?.[1].trim())
  }

  /** All descriptions of the own ends of the connections. */
  function descriptions() {
    return [...opened.connections].map((it) => it.localDescription?.sdp ?? '')
  }

  /** What the browser says of the pictures that each connection sends and receives, and of the way they take. */
  async function pictures() {
    const reports = await Promise.all([...opened.connections].map((it) => it.getStats()))
    return reports.map((report) => {
      const all = [...report.values()]
      const transport = all.find(({ type }) => type === 'transport')
      const of = (type) => all.find((it) => it.type === type && (it.kind ?? 'video') === 'video')
      return { sent: of('outbound-rtp'), received: of('inbound-rtp'), way: report.get(transport?.selectedCandidatePairId) }
    })
  }

  /** Ends every peer connection behind the page's back, as a browser does that runs out of something. */
  function breakLinks() {
    for (const connection of opened.connections) connection.close()
  }

  const PERSON = 'article[data-kind="person"]'

  /** The tiles that show people, or their screens, by the people's names. */
  const tiles = (kind = 'person') =>
    [...document.querySelectorAll(`article[data-kind="${kind}"]`)].map((tile) => ({
      name: nameOf(document.querySelector(`${PERSON}[data-peer="${tile.dataset.peer}"]`)),
      video: tile.querySelector('video'),
    }))

  function nameOf(tile) {
    const label = tile.getAttribute('aria-labelledby')
    const texts = label?.split(/\s+/).map((id) => document.getElementById(id)?.textContent.trim())
    return texts?.join(' ') ?? tile.getAttribute('aria-label')
  }

  /** The colour that each tile shows, as `[name, [red, green, blue] | 'no picture' | 'a still picture']`. */
  async function faces(kind) {
    return Promise.all(tiles(kind).map(async ({ name, video }) => [name, await face(video)]))
  }

  async function face(video) {
    if (!video?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 'no picture'
    if (!video.videoWidth || !video.videoHeight) return 'no picture'
    const before = video.currentTime
    if (!(await frames(video, 2)) || video.currentTime <= before) return 'a still picture'
    return colour(video)
  }

  /** Whether `count` more frames are shown within a second. */
  function frames(video, count) {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), 1_000)
      const next = (left) =>
        video.requestVideoFrameCallback(() => {
          if (left > 1) return next(left - 1)
          clearTimeout(late)
          resolve(true)
        })
      next(count)
    })
  }

  /** The median colour of a video: a bar that moves across it does not count. */
  function colour(video) {
    const canvas = new OffscreenCanvas(16, 12)
    const context = canvas.getContext('2d')
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    return [0, 1, 2].map((channel) => {
      const values = data.filter((_, index) => index % 4 === channel).sort()
      return values[values.length / 2]
    })
  }

  const analysers = new WeakMap()
  let audio = null

  /** The pitch that each tile sounds in, as `[name, hertz | 'silence' | 'muted' | 'no sound']`. */
  async function voices(kind) {
    audio ??= new AudioContext()
    return Promise.all(tiles(kind).map(async ({ name, video }) => [name, await voice(video)]))
  }

  async function voice(video) {
    const track = video?.srcObject?.getAudioTracks().find((it) => it.readyState === 'live')
    if (!track) return 'no sound'
    if (video.muted || video.paused || video.volume === 0) return 'muted'
    return loudestPitch(analyserOf(track))
  }

  function analyserOf(track) {
    if (!analysers.has(track)) {
      const analyser = new AnalyserNode(audio, { fftSize: 4096, smoothingTimeConstant: 0 })
      audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
      analysers.set(track, analyser)
    }
    return analysers.get(track)
  }

  /** Listens for longer than any voice in the cast pauses. */
  async function loudestPitch(analyser) {
    const SILENCE_DB = -60
    const spectrum = new Float32Array(analyser.frequencyBinCount)
    const loudest = { level: SILENCE_DB, pitch: 'silence' }
    const until = performance.now() + 500
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 40))
      analyser.getFloatFrequencyData(spectrum)
      const bin = spectrum.reduce((best, level, at) => (level > spectrum[best] ? at : best), 0)
      if (spectrum[bin] <= loudest.level) continue
      loudest.level = spectrum[bin]
      loudest.pitch = (bin * audio.sampleRate) / analyser.fftSize
    }
    return loudest.pitch
  }

  let watched = null

  /** How many milliseconds a picture stands still before that counts as a stop. */
  const STOP_MS = 300

  /**
   * From now on, notes every tile that goes, every state of a link, the stops of each picture and the longest of
   * them, and how many connections are made. Times are in milliseconds since the Unix epoch.
   */
  function watch() {
    const notes = { gone: [], links: {}, stops: {}, longestStopMs: {}, newConnections: 0 }
    const connections = opened.connections.size
    const link = (tile) => {
      const states = (notes.links[nameOf(tile)] ??= [])
      if (states.at(-1) !== tile.dataset.link) states.push(tile.dataset.link)
    }
    const observer = new MutationObserver((changes) => {
      for (const { type, target, removedNodes } of changes) {
        if (type === 'attributes' && target.matches(PERSON)) link(target)
        for (const node of removedNodes) {
          if (node.matches?.(`${PERSON}, video`)) notes.gone.push(nameOf(node) ?? node.localName)
          else if (node.querySelector?.('video')) notes.gone.push(node.localName)
        }
      }
    })
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-link'],
    })
    document.querySelectorAll(PERSON).forEach(link)

    const pictures = tiles().map(({ name, video }) => {
      const picture = { shownAt: performance.now(), longestStop: 0, stops: (notes.stops[name] = []), name }
      const shown = () => {
        note(picture)
        if (watched) video.requestVideoFrameCallback(shown)
      }
      video.requestVideoFrameCallback(shown)
      return picture
    })
    watched = { notes, observer, pictures, connections }
  }

  /** A picture has moved. */
  function note(picture) {
    const now = performance.now()
    const stop = now - picture.shownAt
    if (stop > STOP_MS) {
      const [from, until] = [picture.shownAt, now].map((time) => Math.round(performance.timeOrigin + time))
      picture.stops.push({ from, until })
    }
    picture.longestStop = Math.max(picture.longestStop, stop)
    picture.shownAt = now
  }

  /** Stops watching and tells what was noted. */
  function report() {
    const { notes, observer, pictures, connections } = watched
    watched = null
    observer.disconnect()
    notes.newConnections = opened.connections.size - connections
    for (const { name, shownAt, longestStop } of pictures) {
      notes.longestStopMs[name] = Math.round(Math.max(longestStop, performance.now() - shownAt))
    }
    return notes
  }

  globalThis.probe = { open, remoteEnds, descriptions, breakLinks, sends, pictures, faces, voices, watch, report }
}

/** Makes this a browser without WebRTC. */
export function withoutWebRtc() {
  delete globalThis.RTCPeerConnection
}

/** Refuses to play anything with sound until the person clicks the button of this name. */
export function refuseSoundUntilClicked(button) {
  let allowed = false
  const isButton = (element) => (element.ariaLabel ?? element.textContent).trim() === button
  addEventListener(
    'click',
    ({ target }) => {
      const clicked = target.closest?.('button')
      allowed ||= Boolean(clicked && isButton(clicked))
    },
    { capture: true },
  )
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = function () {
    if (allowed || this.muted) return play.call(this)
    this.pause()
    return Promise.reject(new DOMException('The person has not touched the page yet', 'NotAllowedError'))
  }
}

/** Leaves every question for camera and microphone open, as a person who has not decided yet. */
export function neverDecide() {
  MediaDevices.prototype.getUserMedia = () => new Promise(() => {})
}

/** Answers each question of what to share with no, and counts them. */
export function refuseToShare() {
  globalThis.refusals = 0
  MediaDevices.prototype.getDisplayMedia = async () => {
    globalThis.refusals += 1
    throw new DOMException('The person thought better of it', 'NotAllowedError')
  }
}

/** Leaves questions for camera and microphone open until `decide()`, and then says yes. */
export function decideWhenAsked() {
  const { getUserMedia } = MediaDevices.prototype
  const decided = new Promise((resolve) => (globalThis.decide = resolve))
  MediaDevices.prototype.getUserMedia = async function (...parameters) {
    await decided
    return getUserMedia.apply(this, parameters)
  }
}
