// What the browser is told about each answer. That no page breaks its own policy is a claim of every other
// test: whoever is invited complains at the end about each breach.

import { expect, test } from './fixtures.js'

test('the page runs nothing but its own files', async ({ url }) => {
  const policy = policyOf(await fetch(url))

  expect(policy['default-src']).toEqual(["'none'"])
  expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"])
  expect(policy['style-src']).toEqual(["'self'"])
  expect(policy['frame-ancestors']).toEqual(["'none'"])
  expect(policy['base-uri']).toEqual(["'none'"])
  for (const sources of Object.values(policy)) {
    expect(sources).not.toContain("'unsafe-inline'")
    expect(sources).not.toContain("'unsafe-eval'")
  }
})

test('a room link is the same page under the same policy, and fetches the call module ahead', async ({ url }) => {
  const [home, room] = await Promise.all([fetch(url), fetch(`${url}/r/Blue%20parrots`)])

  expect(room.status).toBe(200)
  expect(policyOf(room)).toEqual(policyOf(home))
  const page = await room.text()
  const ahead = page.match(/^ *<link .*fetchpriority="low">\n/gm)
  expect(ahead).toEqual([expect.stringContaining('/assets/call-'), expect.stringContaining('/assets/call_bg-')])
  expect(ahead.reduce((text, line) => text.replace(line, ''), page)).toBe(await home.text())
})

/** Every route, and every way to be refused by it: the method, the path, and the status of the answer. */
const ANSWERS = [
  ['GET', '/', 200],
  ['GET', '/r/Blue', 200],
  ['GET', '/nothing', 404],
  ['GET', '/assets/nothing-12345678.js', 404],
  ['GET', '/sw.js', 200],
  ['GET', '/api/health', 200],
  ['HEAD', '/api/health', 200],
  ['POST', '/api/health', 405],
  ['GET', '/api/ice', 200],
  ['GET', '/api/nothing', 404],
  ['GET', '/peerjs', 426],
  ['POST', '/peerjs', 405],
  ['GET', '/room/id', 200],
  ['OPTIONS', '/room/id', 204],
  ['GET', '/room/peers', 401],
  ['GET', '/%00/id', 404],
]

test('no answer is guessed at, framed, told to other sites, or tells how it came about', async ({ url }) => {
  const asset = (await assets(url))[0]
  for (const [method, path, status] of [...ANSWERS, ['GET', asset, 200]]) {
    const answer = await fetch(url + path, { method })
    const { headers } = answer
    const asked = `${method} ${path}`
    expect(answer.status, asked).toBe(status)
    expect(headers.get('x-content-type-options'), asked).toBe('nosniff')
    expect(headers.get('x-frame-options'), asked).toBe('DENY')
    expect(headers.get('referrer-policy'), asked).toBe('no-referrer')
    expect(headers.get('cross-origin-resource-policy'), asked).toBe('same-origin')
    expect(headers.get('content-security-policy'), asked).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('set-cookie'), asked).toBeNull()
    if (status >= 400) expect(await answer.text(), asked).not.toMatch(/ at |\.rs|panicked|stack/)
  }
})

test('the page may use camera and microphone, and nobody it might embed may', async ({ url }) => {
  const { headers } = await fetch(url)
  const permissions = headers.get('permissions-policy')
  expect(permissions).toContain('camera=(self)')
  expect(permissions).toContain('microphone=(self)')
  expect(permissions).toContain('geolocation=()')
})

test('files named by their content are kept for ever, and the page is asked for anew', async ({ url }) => {
  const found = await assets(url)
  expect(found.some((path) => path.endsWith('.js'))).toBe(true)
  for (const path of found) {
    const { headers, status } = await fetch(url + path)
    expect(status, path).toBe(200)
    expect(headers.get('cache-control'), path).toMatch(/max-age=31536000.*immutable/)
  }
  expect((await fetch(url)).headers.get('cache-control')).toMatch(/no-cache|max-age=0/)
})

/** The content security policy of an answer: sources by directive. */
function policyOf({ headers }) {
  const directives = headers.get('content-security-policy').split(';')
  const words = directives.map((directive) => directive.trim().split(/\s+/))
  return Object.fromEntries(words.filter(([name]) => name).map(([name, ...sources]) => [name, sources]))
}

/** The fingerprinted files that the page names. */
async function assets(url) {
  const page = await (await fetch(url)).text()
  return page.match(/\/assets\/[^"]+/g)
}
