// What a room costs in which nobody does anything but say that they are there: `node idle.js ROUNDS`. Ten minutes
// of eight PeerJS clients' heartbeats, sent as fast as they are answered.

import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

import WebSocket from 'ws'

import { announce, sample, step } from './news.js'
import { OldFlow, Parley } from './servers.js'

const PEOPLE = 8
const BEATS = (10 * 60) / 5
const HEARTBEAT = '{"type":"HEARTBEAT"}'

const CONTENDERS = [
  { name: 'Parley', server: await Parley.start(), answers: true },
  { name: 'npm peer', server: await OldFlow.start(), answers: false },
]
const rounds = Number(process.argv[2])
announce((rounds + 1) * CONTENDERS.length)

for (const contender of CONTENDERS) contender.sockets = await enter(contender.server)
// The round before the first is a warm-up, for the servers' compilers.
for (let round = -1; round < rounds; round += 1) {
  for (const turn of CONTENDERS.keys()) {
    const { name, server, sockets, answers } = CONTENDERS[(turn + round + 1) % CONTENDERS.length]
    step(name)
    const before = await reading(server)
    for (let beat = 0; beat < BEATS; beat += 1) await Promise.all(sockets.map((socket) => heartbeat(socket, answers)))
    // npm's `peer` takes heartbeats without a word: a ping that it answers comes after them.
    await Promise.all(sockets.map(ping))
    const after = await reading(server)
    if (round < 0) continue
    const figures = { 'CPU per heartbeat': ((after.cpu - before.cpu) * 1_000) / (PEOPLE * BEATS) }
    // In npm's `peer` there is nothing that sleeps: each heartbeat runs its code.
    figures.wakes = server.workerd ? after.wakes - before.wakes : PEOPLE * BEATS
    for (const [metric, value] of Object.entries(figures)) {
      sample({ case: `${PEOPLE} people, ${BEATS} each`, contender: name, metric, round, value })
    }
  }
}
process.exit()

async function enter(server) {
  const url = server.workerd?.url ?? `http://127.0.0.1:${server.peer.port}`
  const open = async (_, person) => {
    const key = server.workerd ? 'idle' : 'peerjs'
    const socket = new WebSocket(`${url.replace('http', 'ws')}/peerjs?key=${key}&id=person-${person}&token=t`)
    await once(socket, 'message')
    return socket
  }
  return Promise.all(Array.from({ length: PEOPLE }, open))
}

async function heartbeat(socket, answers) {
  const answer = answers ? once(socket, 'message') : delay(0)
  socket.send(HEARTBEAT)
  await answer
}

async function ping(socket) {
  const pong = once(socket, 'pong')
  socket.ping()
  await pong
}

/** The CPU time so far, and how often rooms were made or asked anything. */
async function reading(server) {
  const { constructed, fetches, messages, alarms } = (await server.workerd?.counts()) ?? {}
  return { wakes: constructed + fetches + messages + alarms, cpu: await server.cpu() }
}
