// What the operator reads, and what nobody ever does.

import { upgrade } from './http.js'
import { Server } from './server.js'
import { Socket } from './socket.js'
import { expect, test } from './fixtures.js'

let server

test.beforeAll(async () => {
  server = await Server.start({ vars: { CORS_ORIGINS: 'https://friend.example' } })
})

test.afterAll(() => server?.stop())

test('a room is heard of when it wakes and when the last one has gone', async ({ room }) => {
  const before = server.events.length
  const ada = await Socket.open(server.url, { room, id: 'ada' })
  const bob = await Socket.open(server.url, { room, id: 'bob' })
  ada.send({ type: 'LEAVE' })
  bob.send({ type: 'LEAVE' })
  await Promise.all([ada.closed, bob.closed])

  await expect
    .poll(() => server.events.slice(before))
    .toEqual([{ event: 'room-woke', sockets: 0 }, { event: 'room-emptied' }])
})

test('a websocket that is refused leaves the reason', async ({ room }) => {
  const ada = await Socket.open(server.url, { room, id: 'ada' })
  const before = server.events.length
  for (const parameters of [
    { key: room, id: 'bob' },
    { key: 'a/b', id: 'bob', token: 'token' },
    { key: room, id: 'ada', token: 'another' },
  ]) {
    await new Socket(server.url, parameters).closed
  }
  await upgrade(server.url, { headers: { origin: 'https://foe.example' } })
  ada.send({ type: 'LEAVE' })
  await ada.closed

  const reasons = () => server.events.slice(before).filter(({ event }) => event === 'upgrade-refused')
  await expect
    .poll(() => reasons().map(({ reason }) => reason))
    .toEqual(['missing-parameters', 'invalid-key', 'room', 'foreign-origin'])
})

test('no event names a room, a person, a token or an address', async ({ room }) => {
  const before = server.events.length
  const ada = await Socket.open(server.url, { room, id: 'id-of-ada', token: 'token-of-ada' })
  const join = { type: 'JOIN', payload: { profile: { name: 'Ada Lovelace' } } }
  ada.send(join)
  await ada.next('ROOM')
  await new Socket(server.url, { key: room, id: 'id-of-ada', token: 'token-of-eve' }).closed
  ada.send({ type: 'LEAVE' })
  await ada.closed

  await expect.poll(() => server.events.slice(before).at(-1)).toEqual({ event: 'room-emptied' })
  const said = JSON.stringify(server.events.slice(before))
  for (const secret of [room, 'ada', 'Ada', 'token', '127.0.0.1']) expect(said).not.toContain(secret)
})
