// Where clients are told to find a relay, and what they are told when there is none.

import { Server } from './server.js'
import { TurnService, moods } from './turn-service.js'
import { expect, test } from './fixtures.js'

const KEY_ID = '0123456789abcdef0123456789abcdef'
const TOKEN = 'the-token-of-the-key'
const STUN = 'stun:stun.example.org:3478'

/** What a deployment asks of `/api/ice`, and how long it took in milliseconds. */
async function ask(server) {
  const started = performance.now()
  const response = await fetch(`${server.url}/api/ice`)
  const answer = await response.json()
  return { response, answer, tookMs: performance.now() - started }
}

test.describe('with a key of Cloudflare’s TURN service', () => {
  let service
  let server

  test.beforeAll(async () => {
    service = await TurnService.start()
    server = await Server.start({
      vars: { STUN_URLS: STUN, TURN_KEY_ID: KEY_ID, TURN_API: service.url },
      secrets: { TURN_KEY_API_TOKEN: TOKEN },
    })
  })

  test.afterAll(async () => {
    await server?.stop()
    await service?.stop()
  })

  test('each client gets credentials of its own, and no URL that browsers block', async () => {
    service.requests.length = 0
    const { answer, response } = await ask(server)

    expect(answer).toEqual({
      iceServers: [
        { urls: [STUN] },
        {
          urls: ['turn:turn.cloudflare.com:3478?transport=udp', 'turns:turn.cloudflare.com:443?transport=tcp'],
          username: 'a name',
          credential: 'a password',
        },
      ],
      ttl: expect.any(Number),
      relay: 'ready',
    })
    expect(response.headers.get('cache-control')).toBe('no-store')
    await ask(server)
    const request = {
      method: 'POST',
      path: `/v1/turn/keys/${KEY_ID}/credentials/generate-ice-servers`,
      authorization: `Bearer ${TOKEN}`,
      body: { ttl: answer.ttl },
    }
    expect(service.requests).toEqual([request, request])
  })

  for (const [mood, event] of [
    ['broken', { cause: 'refused', status: 500 }],
    ['unforgiving', { cause: 'refused', status: 401 }],
    ['silent', { cause: 'timeout' }],
    ['stuck', { cause: 'timeout' }],
    ['confused', { cause: 'malformed' }],
    ['empty', { cause: 'malformed' }],
  ]) {
    test(`a service that is ${mood} leaves the STUN servers, and a line in the log`, async () => {
      service.mood = moods[mood]
      const before = server.events.length

      const { answer, tookMs } = await ask(server)

      expect(answer).toEqual({ iceServers: [{ urls: [STUN] }], ttl: 60, relay: 'unavailable' })
      // Pages wait for four seconds before they do without.
      expect(tookMs).toBeLessThan(4_000)
      await expect.poll(() => server.events.slice(before)).toEqual([{ event: 'relay-failed', ...event }])
    })
  }

  test('a service that is gone does as well, until it is back', async () => {
    service.mood = moods.wellDisposed
    const port = new URL(service.url).port
    await service.stop()
    const before = server.events.length

    expect((await ask(server)).answer.relay).toBe('unavailable')
    await expect
      .poll(() => server.events.slice(before))
      .toEqual([{ event: 'relay-failed', cause: 'unreachable' }])

    await service.start(port)
    expect((await ask(server)).answer.relay).toBe('ready')
  })

  test('neither the token nor what it buys is ever logged', async () => {
    await ask(server)
    for (const secret of [TOKEN, 'a password']) expect(server.output).not.toContain(secret)
  })
})

for (const [what, vars, secrets, fault] of [
  ['half of a key', { TURN_KEY_ID: KEY_ID }, {}, 'TURN_KEY_ID is set, but the secret TURN_KEY_API_TOKEN is not'],
  [
    'a URL that is none',
    { TURN_URLS: 'turn:a,relay.example.org' },
    { TURN_SECRET: 'north' },
    'TURN_URLS holds something that is not a TURN URL, or port 53, which browsers block',
  ],
]) {
  test(`a deployment with ${what} says so once, and goes on with STUN alone`, async ({ serve }) => {
    const server = await serve({ vars: { STUN_URLS: STUN, ...vars }, secrets })

    for (let times = 0; times < 3; times += 1) {
      const { answer } = await ask(server)
      expect(answer).toEqual({ iceServers: [{ urls: [STUN] }], ttl: 60, relay: 'unavailable' })
    }

    await expect.poll(() => server.events).toEqual([{ event: 'relay-misconfigured', fault }])
  })
}
