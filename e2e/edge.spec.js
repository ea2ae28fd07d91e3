// The room's end of the wire, spoken to without a browser.

import { expect, test } from './fixtures.js'
import { Socket } from './socket.js'

const HEARTBEAT = { type: 'HEARTBEAT' }

/** Opens sockets that end with the test. */
const wired = test.extend({
  /** `connect('ada')`, `connect('ada', { token })`. */
  connect: async ({ url, room }, use) => {
    const sockets = []
    await use(async (id, options = {}) => {
      const socket = await Socket.open(options.url ?? url, { room, id, ...options })
      sockets.push(socket)
      return socket
    })
    for (const socket of sockets) socket.close()
  },
})

const join = (name, calls = []) => ({ type: 'JOIN', payload: { profile: { name }, calls } })

wired('a socket hears who is in the room when it joins, and who joins later', async ({ connect }) => {
  const ada = await connect('ada')
  ada.send(join('Ada'))
  expect((await ada.next('ROOM')).payload).toMatchObject({ peers: [], capacity: 12, resumed: false })

  const bob = await connect('bob')
  bob.send(join('Bob'))

  const there = [{ id: 'ada', profile: { name: 'Ada' } }]
  expect((await bob.next('ROOM')).payload.peers).toEqual(there)
  expect(await ada.next('JOINED')).toEqual({
    type: 'JOINED',
    src: 'bob',
    payload: { profile: { name: 'Bob' }, calls: [] },
  })
})

wired('a frame reaches its peer to the byte, but with its true sender', async ({ connect }) => {
  const [ada, bob] = await Promise.all([connect('ada'), connect('bob')])
  const payload = '{"n":1.0,"n":[null],"\\u00fc":"🦜\\ud800"}'

  ada.send(`{"type":"OFFER","src":"mallory","dst":"bob","payload":${payload}}`)

  await bob.next('OFFER')
  expect(bob.texts.at(-1)).toBe(`{"type":"OFFER","src":"ada","dst":"bob","payload":${payload}}`)
})

wired('frames for a peer that is on its way wait for it, in their order', async ({ connect }) => {
  const ada = await connect('ada')
  for (const payload of [1, 2, 3]) ada.send({ type: 'OFFER', dst: 'bob', payload })
  await passThrough(ada)

  const bob = await connect('bob')

  for (const payload of [1, 2, 3]) expect(await bob.next('OFFER')).toMatchObject({ src: 'ada', payload })
})

wired('frames that nobody takes come back as one EXPIRE', async ({ connect }) => {
  const ada = await connect('ada')

  for (const payload of [1, 2, 3]) ada.send({ type: 'OFFER', dst: 'nobody', payload })

  expect(await ada.next('EXPIRE')).toEqual({ type: 'EXPIRE', src: 'nobody', dst: 'ada' })
  await passThrough(ada)
  expect(ada.frames).toEqual([])
})

wired('whoever watches hears of everyone without being on the roster', async ({ connect }) => {
  const [ada, watcher] = await Promise.all([connect('ada'), connect('watcher')])
  watcher.send({ type: 'WATCH' })
  expect((await watcher.next('ROOM')).payload.peers).toEqual([])

  ada.send(join('Ada'))
  expect((await ada.next('ROOM')).payload.peers).toEqual([])
  expect(await watcher.next('JOINED')).toMatchObject({ src: 'ada' })

  ada.send({ type: 'UPDATE', payload: { profile: { name: 'Countess' } } })
  expect(await watcher.next('UPDATE')).toEqual({
    type: 'UPDATE',
    src: 'ada',
    payload: { profile: { name: 'Countess' } },
  })
})

wired('whoever says in the handshake that they watch gets the roster right behind OPEN', async ({ connect, url, room }) => {
  const ada = await connect('ada')
  ada.send(join('Ada'))
  await ada.next('ROOM')

  const watcher = new Socket(url, { key: room, id: 'watcher', token: 'secret', watch: '1' })

  await watcher.next('OPEN')
  expect((await watcher.next('ROOM')).payload.peers).toMatchObject([{ id: 'ada' }])
  watcher.close()
})

wired('whoever leaves is announced, and their socket is closed', async ({ connect }) => {
  const [ada, bob] = await Promise.all([connect('ada'), connect('bob')])
  for (const socket of [ada, bob]) {
    socket.send(join('Someone'))
    await socket.next('ROOM')
  }

  bob.send({ type: 'LEAVE' })

  expect(await ada.next('LEAVE')).toEqual({ type: 'LEAVE', src: 'bob' })
  expect(await bob.closed).toMatchObject({ code: 1000 })
})

wired('an id is taken while its owner holds it', async ({ connect, room, url }) => {
  await connect('ada')

  const rival = new Socket(url, { key: room, id: 'ada', token: 'another' })

  expect(await rival.next('ID-TAKEN')).toEqual({ type: 'ID-TAKEN', payload: { msg: 'ID is taken' } })
  expect(await rival.closed).toMatchObject({ code: 1000 })
})

wired('an id is free in another room', async ({ connect }) => {
  await connect('ada')
  await connect('ada', { room: 'another room', token: 'another' })
})

wired('the owner of an id takes its seat over, and nobody else is told', async ({ connect }) => {
  const [before, bob] = await Promise.all([connect('ada'), connect('bob')])
  for (const socket of [before, bob]) {
    socket.send(join('Someone'))
    await socket.next('ROOM')
  }
  bob.frames.length = 0

  const after = await connect('ada')
  after.send(join('Someone'))

  expect(await before.closed).toEqual({ code: 4000, reason: 'superseded' })
  expect((await after.next('ROOM')).payload.resumed).toBe(true)
  await passThrough(bob)
  expect(bob.frames).toEqual([])
})

wired('a socket that breaks keeps its seat for the one that comes back', async ({ connect }) => {
  const [ada, bob] = await Promise.all([connect('ada'), connect('bob')])
  for (const socket of [ada, bob]) {
    socket.send(join('Someone'))
    await socket.next('ROOM')
  }
  bob.close()
  await bob.closed

  const again = await connect('bob')
  again.send(join('Someone'))

  expect((await again.next('ROOM')).payload).toMatchObject({ resumed: true, peers: [{ id: 'ada' }] })
})

wired('a heartbeat is answered, with something that is not a frame', async ({ connect }) => {
  const ada = await connect('ada')

  ada.send(HEARTBEAT)

  expect(await ada.next('not JSON')).toMatchObject({ text: 'beat' })
})

wired('a binary frame closes the socket with 1003', async ({ connect }) => {
  const ada = await connect('ada')
  ada.send(new Uint8Array([1, 2, 3]))
  expect(await ada.closed).toMatchObject({ code: 1003 })
})

wired('a frame of 64 KiB passes, and one byte more closes the socket with 1009', async ({
  connect,
}) => {
  const [ada, bob] = await Promise.all([connect('ada'), connect('bob')])
  const frame = (bytes) => {
    const [before, after] = ['{"type":"OFFER","dst":"bob","payload":"', '"}']
    return before + 'x'.repeat(bytes - before.length - after.length) + after
  }

  ada.send(frame(64 * 1024))
  expect((await bob.next('OFFER')).payload).toMatch(/^x+$/)

  ada.send(frame(64 * 1024 + 1))
  expect(await ada.closed).toMatchObject({ code: 1009 })

  bob.send('🦜'.repeat(4 * 1024 * 1024))
  expect(await bob.closed).toMatchObject({ code: 1009 })
})

wired('a close is answered with the code that it came with', async ({ connect }) => {
  for (const code of [1000, 3000, 4321]) {
    const ada = await connect('ada')
    ada.close(code)
    expect(await ada.closed).toMatchObject({ code })
  }
})

wired('four hundred candidates at once are relayed, and a flood closes the socket', async ({
  connect,
}) => {
  const [ada, bob] = await Promise.all([connect('ada'), connect('bob')])

  for (let candidate = 1; candidate <= 400; candidate += 1) {
    ada.send({ type: 'CANDIDATE', dst: 'bob', payload: candidate })
  }
  for (let candidate = 1; candidate <= 400; candidate += 1) {
    expect((await bob.next('CANDIDATE')).payload).toBe(candidate)
  }

  for (let candidate = 1; candidate <= 1_000; candidate += 1) {
    ada.send({ type: 'CANDIDATE', dst: 'bob', payload: candidate })
  }
  expect((await ada.next('ERROR')).payload.code).toBe('TOO-FAST')
  expect(await ada.closed).toMatchObject({ code: 1008 })
})

wired('what is not a frame is passed over', async ({ connect }) => {
  const ada = await connect('ada')

  for (const text of ['', 'null', '[]', '{"type":7}', '{"type":"NONSENSE"}', '{"type":"OFFER"}', '\0']) {
    ada.send(text)
  }
  ada.send(join('Ada'))

  await ada.next('ROOM')
})

const refused = {
  'a socket without a token': { key: 'room', id: 'ada' },
  'a socket without an id': { key: 'room', token: 'secret' },
  'a socket without a room': { id: 'ada', token: 'secret' },
  'a socket whose id is too long': { key: 'room', id: 'x'.repeat(129), token: 'secret' },
  'a socket whose id holds a control character': { key: 'room', id: 'a\nb', token: 'secret' },
}
for (const [who, parameters] of Object.entries(refused)) {
  test(`${who} is refused in upstream's words`, async ({ url }) => {
    const socket = new Socket(url, parameters)
    expect((await socket.next('ERROR')).payload.msg).toBe(
      'No id, token, or key supplied to websocket server',
    )
    expect(await socket.closed).toMatchObject({ code: 1000 })
  })
}

test('a room whose name is no name is refused as an invalid key', async ({ url }) => {
  const socket = new Socket(url, { key: 'a/b', id: 'ada', token: 'secret' })
  expect((await socket.next('ERROR')).payload.msg).toBe('Invalid key provided')
})

wired('a room takes sixty-four sockets, and half of them from one address', async ({ connect, room, url }) => {
  const from = ['127.0.0.2', '127.0.0.3', '127.0.0.4']
  const crowd = (address) => Array.from({ length: 32 }, (_, seat) => connect(`${address}-${seat}`, { from: address }))
  const knock = (address) => new Socket(url, { key: room, id: 'late', token: 'secret' }, { from: address })
  const crowded = { payload: { msg: 'Server has reached its concurrent user limit' } }

  await Promise.all(crowd(from[0]))
  expect(await knock(from[0]).next('ERROR')).toMatchObject(crowded)
  await Promise.all(crowd(from[1]))
  expect(await knock(from[2]).next('ERROR')).toMatchObject(crowded)
})

wired('a page of another site calls people in a room, but neither watches nor joins it', async ({ connect, url }) => {
  const ada = await connect('ada', { origin: new URL(url).origin })
  ada.send(join('Ada'))
  await ada.next('ROOM')
  const page = await connect('page', { origin: 'https://elsewhere.example' })

  for (const frame of [{ type: 'WATCH' }, join('Mallory')]) {
    page.send(frame)
    expect((await page.next('ERROR')).payload.code).toBe('FOREIGN-PAGE')
  }
  page.send({ type: 'OFFER', dst: 'ada', payload: 1 })

  expect(await ada.next('OFFER')).toMatchObject({ src: 'page' })
  await passThrough(ada)
  expect(ada.frames).toEqual([])
})

wired('whoever is sent more than anyone has to say is spared it, and who sent it is told', async ({ connect }) => {
  const [ada, bob] = await Promise.all([connect('ada'), connect('bob')])
  const offer = { type: 'OFFER', dst: 'bob', payload: 'x'.repeat(60 * 1024) }

  for (let times = 0; times < 40; times += 1) ada.send(offer)

  expect(await ada.next('EXPIRE')).toEqual({ type: 'EXPIRE', src: 'bob', dst: 'ada' })
  bob.send(HEARTBEAT)
  await bob.next('not JSON')
})

wired('a deployment decides how many a room takes, and whether it tells who is there', async ({
  connect,
  room,
  serve,
}) => {
  const { url } = await serve({ vars: { ROOM_CAPACITY: '2', ALLOW_DISCOVERY: 'true' } })
  const [ada, bob, cleo] = await Promise.all(['ada', 'bob', 'cleo'].map((id) => connect(id, { url })))
  for (const socket of [ada, bob]) {
    socket.send(join('Someone'))
    expect((await socket.next('ROOM')).payload.capacity).toBe(2)
  }

  cleo.send(join('Cleo'))

  expect((await cleo.next('ERROR')).payload).toEqual({ msg: 'The room is full', code: 'ROOM-FULL' })
  const peers = await fetch(`${url}/${encodeURIComponent(room)}/peers`)
  expect(await peers.json()).toEqual(expect.arrayContaining(['ada', 'bob']))
})

wired('a Worker that restarts finds the room as it was, and gives up the seats of those who stay away', async ({
  connect,
  room,
  serve,
}) => {
  const server = await serve()
  const there = { url: server.url }
  const [ada, bob] = await Promise.all([connect('ada', there), connect('bob', there)])
  for (const socket of [ada, bob]) {
    socket.send(join('Someone'))
    await socket.next('ROOM')
  }

  await server.kill()
  await Promise.all([ada.closed, bob.closed])
  await server.restart()

  const again = await connect('ada', there)
  again.send(join('Someone'))
  expect((await again.next('ROOM')).payload).toMatchObject({ resumed: true, peers: [{ id: 'bob' }] })
  const impostor = new Socket(server.url, { key: room, id: 'bob', token: 'another' })
  await impostor.next('ID-TAKEN')

  // The seat of one who does not come back is held for thirty seconds.
  expect(await again.next('GONE', { within: 40_000 })).toEqual({ type: 'GONE', src: 'bob' })
})

/** Waits until the room has dealt with everything that a socket sent, and the socket has its answers. */
async function passThrough(socket) {
  const mark = crypto.randomUUID()
  socket.send({ type: 'CANDIDATE', dst: socket.id, payload: mark })
  const isMark = (frame) => frame.type === 'CANDIDATE' && frame.payload === mark
  await expect.poll(() => socket.frames.some(isMark)).toBe(true)
  socket.frames = socket.frames.filter((frame) => !isMark(frame))
}
