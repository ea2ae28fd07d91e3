// Pages written for PeerJS that wait for a call: they cost nothing.

import { expect, test, VERSIONS } from './peerjs/fixtures.js'

const IDLE_MS = 60_000

test('a minute of heartbeats from four pages does not wake the room', async ({ dial, workerd }) => {
  test.setTimeout(IDLE_MS + 60_000)
  const pages = []
  for (const version of [...VERSIONS, ...VERSIONS]) pages.push(await dial({ version, url: workerd.url }))
  const [ada, bob] = pages
  const beats = ({ frames }) => frames.sent.filter((text) => text === '{"type":"HEARTBEAT"}').length
  const before = { counts: await workerd.counts(), beats: pages.map(beats) }

  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))

  // Nothing reached the room, though everyone was heard and answered all the time.
  const during = await workerd.counts()
  expect(during).toEqual(before.counts)
  for (const [at, page] of pages.entries()) {
    expect(beats(page) - before.beats[at]).toBeGreaterThanOrEqual(11)
    expect(page.frames.received.filter((text) => text === 'beat').length).toBeGreaterThanOrEqual(11)
  }

  // It was not even in memory: the first frame for it makes it anew, and it knows everyone.
  await bob.connect(await ada.id)
  const after = await workerd.counts()
  expect(after.constructed).toBe(during.constructed + 1)
  expect(after.messages).toBeGreaterThan(during.messages)
})
