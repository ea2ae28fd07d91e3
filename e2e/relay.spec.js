// The credentials that the Worker makes up, tried by a real browser on a real relay.

import { Server } from './server.js'
import { Turn } from './turn.js'
import { expect, test } from './fixtures.js'

let relay
let stranger
let server

test.beforeAll(async () => {
  relay = await Turn.start({ secret: 'north' })
  // A relay whose secret is not the Worker's.
  stranger = await Turn.start({ secret: 'south' })
  const urls = [relay.url('udp'), relay.url('tcp'), stranger.url('udp')]
  server = await Server.start({ vars: { TURN_URLS: urls.join() }, secrets: { TURN_SECRET: 'north' } })
})

test.afterAll(async () => {
  await Promise.all([server?.stop(), relay?.stop(), stranger?.stop()])
})

/** What a browser gathers that may use nothing but one relay, with the credentials of `/api/ice`. */
async function gathers(browser, url) {
  const page = await browser.newPage()
  try {
    await page.goto(server.url)
    return await page.evaluate(async (url) => {
      const { iceServers } = await (await fetch('/api/ice')).json()
      const servers = iceServers
        .map((server) => ({ ...server, urls: server.urls.filter((it) => it === url) }))
        .filter((server) => server.urls.length > 0)
      const connection = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: 'relay' })
      const gathered = { candidates: [], errors: [] }
      connection.onicecandidate = ({ candidate }) => {
        if (!candidate?.candidate) return
        gathered.candidates.push({ type: candidate.type, url: candidate.url })
      }
      connection.onicecandidateerror = ({ errorCode }) => gathered.errors.push(errorCode)
      connection.createDataChannel('any')
      const complete = new Promise((resolve) => {
        connection.onicegatheringstatechange = () => {
          if (connection.iceGatheringState === 'complete') resolve()
        }
      })
      await connection.setLocalDescription()
      await complete
      connection.close()
      return gathered
    }, url)
  } finally {
    await page.close()
  }
}

for (const transport of ['udp', 'tcp']) {
  test(`the relay lets a client in over ${transport.toUpperCase()}`, async ({ browsers }) => {
    const browser = await browsers.withoutDevices()
    const { candidates, errors } = await gathers(browser, relay.url(transport))
    expect(candidates).toContainEqual({ type: 'relay', url: relay.url(transport) })
    expect(errors).toEqual([])
  })
}

test('a relay with another secret sends a client away, who hears of it', async ({ browsers }) => {
  const browser = await browsers.withoutDevices()
  const { candidates, errors } = await gathers(browser, stranger.url('udp'))
  expect(candidates).toEqual([])
  expect(errors).toContain(401)
})

test('each client has a name of its own, which says when it runs out', async () => {
  const ask = async () => (await fetch(`${server.url}/api/ice`)).json()
  const [one, other] = await Promise.all([ask(), ask()])

  expect(one.relay).toBe('ready')
  const [{ username }] = one.iceServers
  expect(username).not.toBe(other.iceServers[0].username)
  const [expiry] = username.split(':').map(Number)
  expect(Math.abs(expiry - (Date.now() / 1000 + one.ttl))).toBeLessThan(30)
})
