// Whoever floods the server is stopped where it costs little, and calls go on. How long things took is printed: on a
// busy machine it says more about the machine.

import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

import { expect, test } from './fixtures.js'
import { FLOODS, Flood } from './flood.js'
import { Workerd } from './peerjs/workerd.js'
import { Socket } from './socket.js'

/** What `wrangler.toml` allows: the flood meets the limits that a deployment has. */
const limits = { API_LIMIT: 300, SIGNALING_LIMIT: 600 }
/** On a disk, the runtime's only thread waits for it while it makes the databases of two hundred rooms. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : undefined
/** Whoever measures is to be no flood: a socket may send 50 frames a second. */
const BETWEEN_TURNS_MS = 25

/** When a flood has come to what it can do, and what is to be seen of it then. */
const [SOCKETS, FRAMES, ROOMS] = Object.keys(FLOODS)
const isDone = {
  [SOCKETS]: ({ open, waiting }) => open > 0 && waiting === 0,
  [FRAMES]: ({ frames, codes }) => frames > 20_000 && codes[1008] > 0,
  [ROOMS]: ({ open, waiting }) => open > 0 && waiting === 0,
}

test('a call of two goes on under floods of sockets, frames and rooms', async ({ invite, room, serve }) => {
  test.setTimeout(180_000)
  const { url } = await serve({ limits })
  const [ada, bob] = await Promise.all(['Ada', 'Bob'].map((name) => invite(name, { url })))
  await ada.join(room)
  await bob.join(room)
  await expect(bob.tile('Ada')).toHaveAttribute('data-link', 'connected')
  const listener = await Socket.open(url, { room, id: 'listener' })
  await ada.watch()
  let muted = false
  const toggle = async () => {
    await ada.button(muted ? 'Unmute microphone' : 'Mute microphone').click()
    muted = !muted
    await expect(bob.tile('Ada')).toHaveAttribute('data-microphone', muted ? 'off' : 'on')
  }
  const things = { heartbeat: () => beat(listener), mute: toggle }

  tell('in peace', await timed(things, 4))
  for (const what of Object.keys(FLOODS)) {
    const flood = new Flood(what, { url, room })
    const times = await timed(things, 2, () => isDone[what](flood.seen))
    await flood.end()
    tell(what, times, flood.seen)
    judge[what](flood.seen)
  }

  await expect(ada.screen('call')).toHaveAttribute('data-signaling', 'up')
  await expect(bob.screen('call')).toHaveAttribute('data-signaling', 'up')
  const { gone, links } = await ada.report()
  expect(gone).toEqual([])
  for (const states of Object.values(links)) expect(states).toEqual(['connected'])
  listener.close()
})

const judge = {
  [SOCKETS]: ({ open, most, refused, limited }) => {
    expect(most).toBe(32)
    expect(open + refused + limited).toBe(1_000)
  },
  [FRAMES]: ({ codes }) => expect(Object.keys(codes)).toEqual(['1008']),
  [ROOMS]: ({ open }) => expect(open).toBe(200),
}

test('heartbeats and frames get through on the bare runtime while it is flooded', async ({ room }) => {
  const workerd = await Workerd.start({ log: 'ignore', disk: MEMORY })
  const [ada, bob] = await Promise.all(['ada', 'bob'].map((id) => Socket.open(workerd.url, { room, id })))
  let said = 0
  const relay = async () => {
    said += 1
    ada.send({ type: 'CANDIDATE', dst: 'bob', payload: { said } })
    expect((await bob.next('CANDIDATE')).payload).toEqual({ said })
  }
  const things = { heartbeat: () => beat(ada), frame: relay }

  tell('in peace', await timed(things, 100))
  for (const what of Object.keys(FLOODS)) {
    const flood = new Flood(what, { url: workerd.url, room })
    const times = await timed(things, 100, () => isDone[what](flood.seen))
    await flood.end()
    tell(what, times, flood.seen)
  }
  expect((await workerd.counts()).failures).toBe(0)
  await workerd.stop()
})

async function beat(socket) {
  socket.send({ type: 'HEARTBEAT' })
  await socket.next('not JSON')
}

/** Does things in turn, so often at least and until it is enough. Returns how long each took, in milliseconds. */
async function timed(things, least, isEnough = () => true) {
  const times = Object.fromEntries(Object.keys(things).map((thing) => [thing, []]))
  for (let turn = 0; turn < least || !isEnough(); turn += 1) {
    for (const [thing, act] of Object.entries(things)) {
      const start = performance.now()
      await act()
      times[thing].push(performance.now() - start)
    }
    await delay(BETWEEN_TURNS_MS)
  }
  return times
}

function tell(when, times, seen) {
  const worst = Object.entries(times).map(([thing, all]) => {
    const sorted = all.toSorted((a, b) => a - b)
    return `${thing} ${sorted.at(-1).toFixed(1)} ms at worst, ${sorted[sorted.length >> 1].toFixed(1)} in the middle of ${all.length}`
  })
  const description = [...worst, seen ? JSON.stringify(seen) : ''].join('; ')
  test.info().annotations.push({ type: when, description })
  console.log(`${when}: ${description}`)
}
