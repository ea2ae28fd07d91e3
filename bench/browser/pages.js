// Pages of both kinds, in a browser of their own, and what can be counted about them.

import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { DISABLED_FEATURES, launch } from '../../e2e/browsers.js'
import { Person } from '../../e2e/person.js'
import { BASELINE, TYPES, root } from './servers.js'

const PATIENCE_MS = 60_000

/** Starts a browser for pages that come from no server: what comes from nowhere may not talk to this machine otherwise. */
export function launchForFiles(...flags) {
  const trust = `--disable-features=${[...DISABLED_FEATURES, 'LocalNetworkAccessChecks']}`
  return launch([...flags, '--use-fake-ui-for-media-stream', trust])
}

/** What passed over the websockets of some pages. */
export class Traffic {
  frames = 0
  bytes = 0

  /** Counts what a page sends and gets from now on. */
  listen(page) {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.#count(payload))
      socket.on('framereceived', ({ payload }) => this.#count(payload))
    })
  }

  #count(payload) {
    this.frames += 1
    this.bytes += Buffer.byteLength(payload)
  }
}

/** Runs before any script of a page: lets one ask how many peers it is linked with. */
export function countLinks() {
  const connections = []
  const { RTCPeerConnection } = globalThis
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...parameters) {
      super(...parameters)
      connections.push(this)
    }
  }
  globalThis.links = () => connections.filter((it) => it.connectionState === 'connected').length
}

/**
 * A person in a room of Parley: the whole product, as someone uses it who comes for the first time. Who is `quiet`
 * comes in with microphone and camera off, and sends nothing once they are linked.
 */
export async function joinParley(browser, server, { room, name, traffic, listen, quiet }) {
  const person = await arrive(browser, server, { name, traffic, listen })
  for (const script of quiet ? [switchOff, hush] : []) await person.context.addInitScript(script)
  await person.join(room)
  return person.page
}

/** A person at the landing page of Parley, who can use it although files that begin `without` never come. */
export async function openParley(browser, server, { name, listen, without }) {
  const person = await arrive(browser, server, { name, listen })
  await person.page.route((url) => url.pathname.startsWith(without), () => {})
  await person.page.goto('/', { waitUntil: 'commit' })
  await person.roomField.fill('Blue')
  await person.nameField.fill(name)
  return person.page
}

async function arrive(browser, server, { name, traffic, listen }) {
  const url = server.workerd.url
  const person = await Person.arrive({
    browser,
    name,
    url,
    allows: ['camera', 'microphone'],
    serviceWorkers: 'block',
  })
  traffic?.listen(person.page)
  listen?.(person.page)
  await person.context.addInitScript(countLinks)
  await serve(person.page, (pathname) => {
    if (pathname.startsWith('/r/')) return 'site/dist/room.html'
    if (pathname === '/') return 'site/dist/index.html'
    return pathname.startsWith('/api/') ? null : `site/dist${pathname}`
  })
  return person
}

/** Runs before any script of a page: has Parley remember that devices are to be off. */
function switchOff() {
  if (!globalThis.isSecureContext) return
  localStorage.setItem('parley.devices', JSON.stringify({ microphone_on: false, camera_on: false }))
}

/** Someone in a room of the old flow. Who is `quiet` sends nothing any more once they are linked. */
export async function joinOldFlow(browser, server, { room, name, traffic, quiet }) {
  const context = await browser.newContext()
  const page = await context.newPage()
  traffic.listen(page)
  await page.addInitScript(countLinks)
  if (quiet) await page.addInitScript(hush)
  const url = new URL('http://127.0.0.1:8000/')
  url.search = new URLSearchParams({
    room,
    name,
    now: '',
    peer: server.peer.port,
    presence: server.presence.port,
  })
  await serve(page, (pathname, port) => (port === url.port ? BASELINE[pathname] : null))
  await context.grantPermissions(['camera', 'microphone'], { origin: url.origin })
  await page.goto(url.href)
  return page
}

/** Runs before any script of a page: has connections send nothing once they are up. */
function hush() {
  const { RTCPeerConnection } = globalThis
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...parameters) {
      super(...parameters)
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState !== 'connected') return
        for (const sender of this.getSenders()) {
          const settings = sender.getParameters()
          for (const encoding of settings.encodings) encoding.active = false
          void sender.setParameters(settings)
        }
      })
    }
  }
}

/** Waits until each of these pages is linked with all the others. */
export async function allLinked(pages) {
  const others = pages.length - 1
  const isLinked = (page) =>
    page.waitForFunction((others) => globalThis.links() >= others, others, { timeout: PATIENCE_MS, polling: 50 })
  await Promise.all(pages.map(isLinked))
}

/** Serves files without any server, so that none is charged for them. */
async function serve(page, fileFor) {
  await page.route('**/*', async (route) => {
    const { pathname, port } = new URL(route.request().url())
    const file = fileFor(pathname, port)
    if (!file) return route.fallback()
    const body = await readFile(path.join(root, file)).catch(() => null)
    if (!body) return route.fulfill({ status: 404 })
    return route.fulfill({ body, contentType: TYPES[path.extname(file)] ?? 'application/octet-stream' })
  })
}
