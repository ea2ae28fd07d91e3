// What the Worker answers over plain HTTP.

import { expect, test } from './fixtures.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const ELSEWHERE = 'https://elsewhere.example'

test('signaling is for websockets', async ({ url }) => {
  const answer = await fetch(`${url}/peerjs?key=room&id=ada&token=secret`)
  expect(answer.status).toBe(426)
})

test('each id that the server hands out is a fresh UUID, for pages of any origin', async ({ url }) => {
  const ask = () => fetch(`${url}/peerjs/id?ts=1`, { headers: { origin: ELSEWHERE } })
  const [first, second] = await Promise.all([ask(), ask()])

  expect(first.headers.get('access-control-allow-origin')).toBe(ELSEWHERE)
  const ids = [await first.text(), await second.text()]
  for (const id of ids) expect(id).toMatch(UUID)
  expect(ids[0]).not.toBe(ids[1])
})

test('ICE servers come as a peer connection takes them', async ({ url }) => {
  const { iceServers, relay, ttl } = await (await fetch(`${url}/api/ice`)).json()

  expect(relay).toBe('none')
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

test('a page of any origin may ask for an id with headers of its own', async ({ url }) => {
  const { headers, status } = await fetch(`${url}/peerjs/id`, {
    method: 'OPTIONS',
    headers: {
      origin: ELSEWHERE,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-one',
    },
  })

  expect(status).toBe(204)
  expect(headers.get('access-control-allow-origin')).toBe(ELSEWHERE)
  expect(headers.get('access-control-allow-headers')).toBe('x-one')
})

test('pages of other origins do not learn the ICE servers', async ({ url }) => {
  const { headers } = await fetch(`${url}/api/ice`, { headers: { origin: ELSEWHERE } })
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('cache-control')).toBe('no-store')
})

for (const [method, path, status, allow] of [
  ['POST', '/api/health', 405, 'GET, HEAD'],
  ['DELETE', '/api/ice', 405, 'GET, HEAD'],
  ['POST', '/peerjs', 405, 'GET'],
  ['PUT', '/peerjs/id', 405, 'GET, HEAD, OPTIONS'],
  ['GET', '/api/nothing', 404, null],
  ['GET', '/%20/id', 404, null],
  ['GET', '/assets/nothing-12345678.js', 404, null],
]) {
  test(`${method} ${path} is answered with ${status}`, async ({ url }) => {
    const answer = await fetch(url + path, { method })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('allow')).toBe(allow)
  })
}
