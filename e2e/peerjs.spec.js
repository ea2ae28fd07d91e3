// Pages written for PeerJS, with the real `peerjs` package: they change the host, and nothing else.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { createRequire } from 'node:module'

import { expect, test as base } from './fixtures.js'

const peerjs = await readFile(createRequire(import.meta.url).resolve('peerjs/dist/peerjs.min.js'))

const test = base.extend({
  /** The address of someone else's site, which uses PeerJS. */
  elsewhere: async ({}, use) => {
    const site = createServer((request, response) => {
      const isScript = request.url === '/peerjs.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? peerjs : '<!doctype html><title>Elsewhere</title><script src="peerjs.js"></script>')
    })
    site.listen(0, '127.0.0.1')
    await once(site, 'listening')
    await use(`http://127.0.0.1:${site.address().port}`)
    site.close()
  },

  /**
   * Opens a page of that site: `dial('Bob', server, key)`. Its peer is `globalThis.peer`, and `globalThis.call`
   * the last call that it took or made.
   */
  dial: async ({ browsers, elsewhere }, use) => {
    const contexts = []
    await use(async (name, url, key) => {
      const context = await (await browsers.playedBy(name)).newContext()
      contexts.push(context)
      await context.grantPermissions(['camera', 'microphone'], { origin: elsewhere })
      const page = await context.newPage()
      await page.goto(elsewhere)
      await page.evaluate(startPeer, { host: new URL(url).hostname, port: new URL(url).port, key })
      return page
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

test('two pages written for PeerJS see each other', async ({ dial, url, room }) => {
  const [ada, bob] = [await dial('Ada', url, room), await dial('Bob', url, room)]
  await ada.evaluate(() => globalThis.answerCalls())

  await bob.evaluate((id) => globalThis.callTo(id), await ada.evaluate(() => globalThis.peer.id))

  for (const page of [ada, bob]) await expect.poll(() => page.evaluate(playsVideo)).toBe(true)
})

test('two pages written for PeerJS exchange data', async ({ dial, url, room }) => {
  const [ada, bob] = [await dial('Ada', url, room), await dial('Bob', url, room)]
  const echo = ada.evaluate(
    () =>
      new Promise((resolve) => {
        globalThis.peer.on('connection', (connection) => connection.on('data', resolve))
      }),
  )
  const id = await ada.evaluate(() => globalThis.peer.id)

  await bob.evaluate((to) => {
    const connection = globalThis.peer.connect(to)
    connection.on('open', () => connection.send({ words: 'hello', numbers: [1, 2.5] }))
  }, id)

  expect(await echo).toEqual({ words: 'hello', numbers: [1, 2.5] })
})

test('a page written for PeerJS can call someone in a Parley room, and hang up', async ({
  dial,
  invite,
  room,
  serve,
}) => {
  const server = await serve({ vars: { ALLOW_DISCOVERY: 'true' } })
  const ada = await invite('Ada', { url: server.url })
  await ada.join(room)
  const bob = await dial('Bob', server.url, room)
  const [id] = await bob.evaluate(() => {
    const others = (ids) => ids.filter((it) => it !== globalThis.peer.id)
    return new Promise((resolve) => globalThis.peer.listAllPeers((ids) => resolve(others(ids))))
  })

  await bob.evaluate((to) => globalThis.callTo(to, { name: 'Bob' }), id)

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => ada.hears()).toEqual({ Bob: "Bob's voice" })
  await expect.poll(() => bob.evaluate(playsVideo)).toBe(true)

  await bob.evaluate(() => globalThis.call.close())
  await expect(ada.tiles).toHaveCount(0)
})

/** Starts a peer in the page, with what the tests ask of it. Runs there. */
async function startPeer(options) {
  const own = () => navigator.mediaDevices.getUserMedia({ audio: true, video: true })
  const show = (call) => {
    globalThis.call = call
    call.on('stream', (stream) => {
      globalThis.video ??= document.body.appendChild(document.createElement('video'))
      Object.assign(globalThis.video, { srcObject: stream, muted: true })
      void globalThis.video.play()
    })
  }
  globalThis.answerCalls = () =>
    globalThis.peer.on('call', async (call) => {
      call.answer(await own())
      show(call)
    })
  globalThis.callTo = async (id, metadata) => show(globalThis.peer.call(id, await own(), { metadata }))
  globalThis.peer = new globalThis.Peer({ ...options, config: { iceServers: [] } })
  await new Promise((resolve, reject) => {
    globalThis.peer.on('open', resolve)
    globalThis.peer.on('error', reject)
  })
}

/** Whether the other side's picture plays. Runs in the page. */
function playsVideo() {
  return Boolean(globalThis.video && globalThis.video.videoWidth > 0 && globalThis.video.currentTime > 0)
}
