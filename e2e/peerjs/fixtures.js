// What the tests of PeerJS pages ask for by name: someone else's site, and pages of it.

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

import { expect, test as base } from '../fixtures.js'
import { Page } from './pages.js'
import { Workerd } from './workerd.js'

export { expect }

/** The current client, and the one that the system before Parley used. */
const PACKAGES = { '1.5.5': 'peerjs', '1.3.2': 'peerjs-1.3.2' }
export const VERSIONS = Object.keys(PACKAGES)

export const test = base.extend({
  /** The address of someone else's site. Each version of PeerJS has a folder there. */
  elsewhere: [
    async ({}, use) => {
      const files = await publish()
      const site = createServer(({ url }, response) => {
        const file = files[url]
        const type = url.endsWith('.js') ? 'text/javascript' : 'text/html'
        response.writeHead(file ? 200 : 404, { 'content-type': `${type}; charset=utf-8` })
        response.end(file)
      })
      site.listen(0, '127.0.0.1')
      await once(site, 'listening')
      await use(`http://127.0.0.1:${site.address().port}`)
      site.close()
    },
    { scope: 'worker' },
  ],

  /** A server on the bare runtime, which tells what woke its rooms. */
  workerd: async ({}, use) => {
    const workerd = await Workerd.start()
    await use(workerd)
    await workerd.stop()
  },

  /**
   * Opens a page of that site, which has not asked for anything yet: `visit({ version })`. With `as` it has the
   * camera and microphone of that member of the cast, and without it none.
   */
  visit: async ({ browsers, elsewhere }, use) => {
    const contexts = []
    await use(async ({ version = VERSIONS[0], as } = {}) => {
      const browser = await (as ? browsers.playedBy(as) : browsers.withoutDevices())
      const context = await browser.newContext()
      contexts.push(context)
      if (as) await context.grantPermissions(['camera', 'microphone'], { origin: elsewhere })
      const page = await context.newPage()
      await page.goto(`${elsewhere}/${version}/`)
      return new Page(page)
    })
    await Promise.all(contexts.map((context) => context.close()))
  },

  /**
   * Opens such a page and starts its peer in the room of the test at the shared server. What differs is said in
   * the options: `id`, `url`, and any of PeerJS's own.
   */
  dial: async ({ visit, url, room }, use) => {
    await use(async ({ version, as, id = null, url: there = url, key = room, ...options } = {}) => {
      const page = await visit({ version, as })
      expect(await page.start(id, { ...whereIs(there), key, ...options })).toBe('open')
      return page
    })
  },
})

/** A server's address as PeerJS takes it. */
export function whereIs(url) {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}

async function publish() {
  const files = { '/page.js': await readFile(new URL('page.js', import.meta.url)) }
  const require = createRequire(import.meta.url)
  for (const [version, name] of Object.entries(PACKAGES)) {
    files[`/${version}/peerjs.js`] = await readFile(require.resolve(`${name}/dist/peerjs.min.js`))
    files[`/${version}/`] = '<!doctype html><script src="peerjs.js"></script><script src="/page.js"></script>'
  }
  return files
}
