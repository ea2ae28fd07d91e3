// The server's end of the wire, spoken to without a browser.

import { expect, test } from './fixtures.js'
import { Socket } from './socket.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
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

wired('a frame reaches its peer with its payload as it was, and with its true sender', async ({
  connect,
}) => {
  const [ada, bob] = await Promise.all([connect('ada'), connect('bob')])

  ada.send('{"type":"OFFER","src":"mallory","dst":"bob","payload":{"a":1.0,"a":[null,"\\u00e9"]}}')

  expect(await bob.next('OFFER')).toEqual({
    type: 'OFFER',
    src: 'ada',
    dst: 'bob',
    payload: { a: [null, 'é'] },
  })
})

wired('a frame for a peer that is on its way waits for it', async ({ connect }) => {
  const ada = await connect('ada')
  ada.send({ type: 'OFFER', dst: 'bob', payload: 'early' })
  ada.send(HEARTBEAT)
  await ada.next('not JSON')

  const bob = await connect('bob')

  expect(await bob.next('OFFER')).toMatchObject({ src: 'ada', payload: 'early' })
})

wired('a frame that nobody takes comes back as EXPIRE', async ({ connect }) => {
  const ada = await connect('ada')

  ada.send({ type: 'OFFER', dst: 'nobody', payload: null })

  expect(await ada.next('EXPIRE')).toEqual({ type: 'EXPIRE', src: 'nobody', dst: 'ada' })
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
  after.send({ type: 'OFFER', dst: 'bob' })
  await bob.next('OFFER')
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

test('signaling is for websockets', async ({ url }) => {
  const answer = await fetch(`${url}/peerjs?key=room&id=ada&token=secret`)
  expect(answer.status).toBe(426)
})

test('each id that the server hands out is a fresh UUID, for pages of any origin', async ({ url }) => {
  const ask = () => fetch(`${url}/peerjs/id?ts=1`, { headers: { origin: 'https://elsewhere.example' } })
  const [first, second] = await Promise.all([ask(), ask()])

  expect(first.headers.get('access-control-allow-origin')).toBe('https://elsewhere.example')
  const ids = [await first.text(), await second.text()]
  for (const id of ids) expect(id).toMatch(UUID)
  expect(ids[0]).not.toBe(ids[1])
})

test('ICE servers come as a peer connection takes them', async ({ url }) => {
  const { iceServers, ttl } = await (await fetch(`${url}/api/ice`)).json()

  expect(ttl).toBeGreaterThan(60)
  expect(iceServers.flatMap(({ urls }) => urls)).toEqual([expect.stringMatching(/^stuns?:/)])
})

test('the server tells its health', async ({ url }) => {
  const health = await (await fetch(`${url}/api/health`)).json()
  expect(health).toEqual({ name: 'parley', version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
})

test('who is in a room is nobody else\'s business, unless the deployment says otherwise', async ({
  url,
}) => {
  expect((await fetch(`${url}/room/peers`)).status).toBe(401)
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

wired('a Worker that restarts finds the room as it was', async ({ connect, serve }) => {
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
})
