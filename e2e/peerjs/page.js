// What the pages of someone else's site do with PeerJS. Runs in the browser, beside the `peerjs` package, and is
// driven through `globalThis.app`.

const app = { peer: null, happened: [], connections: [], calls: [], showing: null }
globalThis.app = app

/** Notes what happens to an emitter, as `[what, detail]`. */
function note(emitter, who, events) {
  for (const [event, detail] of Object.entries(events)) {
    emitter.on(event, (value) => app.happened.push([`${who}: ${event}`, detail(value)]))
  }
}

const nothing = () => null
const failure = ({ type, message }) => ({ type, message })

/** Starts a peer; without an id the server is asked for one. Resolves with how that went. */
app.start = (id, options) => {
  const settings = { ...options, config: { iceServers: [] }, debug: 0 }
  app.peer = id === null ? new globalThis.Peer(settings) : new globalThis.Peer(id, settings)
  note(app.peer, 'peer', { open: (it) => it, close: nothing, disconnected: nothing, error: failure })
  app.peer.on('connection', (connection) => take(connection))
  app.peer.on('call', (call) => ring(call))
  return new Promise((resolve) => {
    app.peer.on('open', () => resolve('open'))
    app.peer.on('error', (error) => resolve(failure(error)))
  })
}

/** Resolves with the next error of the peer, from now on. */
app.nextError = () => new Promise((resolve) => app.peer.once('error', (error) => resolve(failure(error))))

/** Comes back after a disconnect. Resolves when the server has greeted it again. */
app.reconnect = () =>
  new Promise((resolve) => {
    app.peer.once('open', resolve)
    app.peer.reconnect()
  })

app.listAllPeers = () =>
  new Promise((resolve) => {
    app.peer.once('error', (error) => resolve(failure(error)))
    app.peer.listAllPeers(resolve)
  })

// Data

/** Connects to another peer. Resolves with the number of the connection when it is open. */
app.connect = (to, options) => {
  const connection = app.peer.connect(to, options)
  take(connection)
  return new Promise((resolve) => connection.on('open', () => resolve(app.connections.indexOf(connection))))
}

function take(connection) {
  app.connections.push(connection)
  connection.received = []
  const described = async (value) => connection.received.push(await describe(value))
  // What is described is in the order of arrival.
  let last = Promise.resolve()
  connection.on('data', (value) => (last = last.then(() => described(value))))
  note(connection, 'connection', { open: nothing, close: nothing, error: failure })
}

/** Sends a sample over a connection. */
app.send = (at, sample) => void app.connections[at].send(samples[sample]())

/** What came over a connection, described. */
app.received = (at) => app.connections[at]?.received ?? []

/** What both ends of a connection should agree on. */
app.terms = (at) => {
  const { dataChannel, label, metadata, reliable, serialization } = app.connections[at]
  return { label, metadata, reliable, serialization, ordered: dataChannel.ordered }
}

app.closeConnection = (at) => app.connections[at].close()

const bytes = (length) => Uint8Array.from({ length }, (_, at) => (at * 31) % 256)

/** What is sent, made afresh each time. */
const samples = {
  text: () => 'Ünïcödé שלום\n\0',
  emoji: () => '🦜👩‍🚀',
  megabyte: () => Array.from({ length: 1_000_000 }, (_, at) => String.fromCharCode(97 + (at % 26))).join(''),
  'many letters': () => 'éש'.repeat(30_000),
  nested: () => ({ list: [1, -2, 2.5, 1e-300, 4_294_967_296, true, null, { deep: [[], {}, ''] }], ключ: 'значение' }),
  'a number': () => 42,
  date: () => new Date(Date.UTC(2026, 1, 3, 4, 5, 6)),
  buffer: () => bytes(100).buffer,
  'many bytes': () => bytes(200_000),
  bytes: () => bytes(100),
  floats: () => new Float32Array([0, 0.5, -1.5, Infinity]),
  blob: () => new Blob([bytes(50), 'and text'], { type: 'text/plain' }),
  'a blob in a list': () => [1, new Blob([bytes(10)]), 2],
}

/** A value in a form that can leave the page: bytes of any kind and long texts by length and digest. */
async function describe(value) {
  if (typeof value === 'string' && value.length > 1_000) {
    return { text: value.length, ...(await digest(new TextEncoder().encode(value))) }
  }
  if (value instanceof Blob) return describe(await value.arrayBuffer())
  if (value instanceof ArrayBuffer) return describe(new Uint8Array(value))
  if (ArrayBuffer.isView(value)) {
    const view = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    return { bytes: view.length, ...(await digest(view)) }
  }
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return Promise.all(value.map(describe))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(async ([key, it]) => [key, await describe(it)])
  return Object.fromEntries(await Promise.all(entries))
}

async function digest(data) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', data))
  return { sha256: [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}

app.describe = (sample) => describe(samples[sample]())

// Media

/** Whether calls are to be answered, with what. */
app.answering = null

app.camera = () => navigator.mediaDevices.getUserMedia({ audio: true, video: true })

app.answerCalls = async () => {
  app.answering = await app.camera()
}

app.call = async (to, options) => ring(app.peer.call(to, await app.camera(), options))

app.hangUp = () => app.calls.at(-1).close()

function ring(call) {
  app.calls.push(call)
  app.happened.push(['call', { peer: call.peer, metadata: call.metadata }])
  note(call, 'call', { close: nothing, error: failure })
  call.on('stream', (stream) => {
    app.showing ??= document.body.appendChild(document.createElement('video'))
    Object.assign(app.showing, { srcObject: stream, muted: true })
    void app.showing.play()
  })
  // A call that was made is not to be answered.
  if (app.answering && !call.localStream) call.answer(app.answering)
}

/** What the other side shows: `nothing`, or the middle of a moving picture as red, green, blue. */
app.sees = async () => {
  const video = app.showing
  if (!video?.videoWidth) return 'nothing'
  const before = video.currentTime
  const moved = new Promise((resolve) => video.requestVideoFrameCallback(() => resolve(true)))
  const late = new Promise((resolve) => setTimeout(resolve, 1_000, false))
  if (!(await Promise.race([moved, late])) || video.currentTime <= before) return 'nothing'
  const canvas = new OffscreenCanvas(16, 12)
  const context = canvas.getContext('2d')
  context.drawImage(video, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  // The median: a bar that moves across it does not count.
  return [0, 1, 2].map((channel) => {
    const values = data.filter((_, index) => index % 4 === channel).sort()
    return values[values.length / 2]
  })
}

/** What the other side lets one hear: its pitch in hertz, or `silence`. */
app.hears = async () => {
  const SILENCE_DB = -60
  const track = app.showing?.srcObject.getAudioTracks()[0]
  if (!track) return 'silence'
  const audio = new AudioContext()
  const analyser = new AnalyserNode(audio, { fftSize: 4096, smoothingTimeConstant: 0 })
  audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const spectrum = new Float32Array(analyser.frequencyBinCount)
  const loudest = { level: SILENCE_DB, pitch: 'silence' }
  // Longer than any voice in the cast pauses.
  const until = performance.now() + 500
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 40))
    analyser.getFloatFrequencyData(spectrum)
    const bin = spectrum.reduce((best, level, at) => (level > spectrum[best] ? at : best), 0)
    if (spectrum[bin] <= loudest.level) continue
    loudest.level = spectrum[bin]
    loudest.pitch = (bin * audio.sampleRate) / analyser.fftSize
  }
  await audio.close()
  return loudest.pitch
}
