// How often one address may ask before it is told to wait.

import { ask, upgrade } from './http.js'
import { Server } from './server.js'
import { expect, test } from './fixtures.js'

const LIMIT = 8
/** The runtime counts by the minute. However these requests fall, one minute holds more than it may. */
const TOO_MANY = 2 * LIMIT + 1
/** An address that this machine has as well. */
const NEIGHBOUR = '127.0.0.2'

let server

test.beforeAll(async () => {
  server = await Server.start({ limits: { API_LIMIT: LIMIT, SIGNALING_LIMIT: LIMIT } })
})

test.afterAll(() => server?.stop())

/** Asks again and again, and returns the first refusal. */
async function untilRefused(wish) {
  for (let times = 0; times < TOO_MANY; times += 1) {
    const answer = await wish()
    if (answer.status >= 400) return answer
  }
  throw new Error(`all ${TOO_MANY} requests were granted`)
}

for (const [limit, what, wish, granted] of [
  ['api', 'ICE servers', (options) => ask(`${server.url}/api/ice`, options), 200],
  ['signaling', 'websockets', (options) => upgrade(server.url, options), 101],
]) {
  test(`whoever asks for ${what} too often is told to wait, and nobody else`, async () => {
    const before = server.events.length

    const refusal = await untilRefused(wish)

    expect(refusal).toMatchObject({
      status: 429,
      text: 'Too many requests from your network. Try again in a minute.',
      headers: {
        'retry-after': '60',
        'content-type': expect.stringMatching(/^text\/plain/),
        'cache-control': 'no-store',
      },
    })
    expect((await wish({ from: NEIGHBOUR })).status).toBe(granted)
    await expect
      .poll(() => server.events.slice(before))
      .toContainEqual({ event: 'rate-limited', limit })
  })
}

test('the site is there for those who asked too often', async () => {
  await untilRefused(() => ask(`${server.url}/api/ice`))
  expect((await ask(`${server.url}/r/room`)).status).toBe(200)
  expect((await ask(`${server.url}/peerjs/id`)).status).toBe(200)
})
