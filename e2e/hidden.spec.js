// The relay: hiding behind it, doing without it, and what is said when it is not to be had.

import { Server } from './server.js'
import { Turn } from './turn.js'
import { expect, test } from './fixtures.js'

let relay
let served
let refusing

test.beforeAll(async () => {
  relay = await Turn.start({ secret: 'north' })
  const vars = { TURN_URLS: [relay.url('udp'), relay.url('tcp')].join() }
  const secrets = [{ TURN_SECRET: 'north' }, { TURN_SECRET: 'south' }]
  ;[served, refusing] = await Promise.all(secrets.map((secrets) => Server.start({ vars, secrets })))
})

test.afterAll(async () => {
  await Promise.all([served?.stop(), refusing?.stop(), relay?.stop()])
})

const hide = (person) => person.page.getByRole('switch', { name: 'Always use a relay' })
const route = (person) => person.tiles.locator('.route-mark')
const verdict = (person) => person.page.locator('[data-reach]')

async function arriveAt(server, invite, name) {
  const person = await invite(name, { url: server.url })
  await person.context.grantPermissions(['camera', 'microphone'], { origin: server.url })
  return person
}

/** Runs in a page: notes the candidates that the others tell. */
function noteCandidates() {
  globalThis.told = []
  const { addIceCandidate } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.addIceCandidate = function (init) {
    if (init?.candidate) globalThis.told.push(init.candidate)
    return addIceCandidate.call(this, init)
  }
}

/** Runs in a page: keeps it from finding any way to the others. */
function findNoWay() {
  RTCPeerConnection.prototype.addIceCandidate = async () => {}
  const { setRemoteDescription } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
    return setRemoteDescription.call(this, { type, sdp: sdp.replace(/a=candidate:.*\r\n/g, '') })
  }
}

/** Runs in a page: notes as whom it comes to the relay, each time it is told anew. */
function noteCredentials() {
  globalThis.names = []
  const { setConfiguration } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.setConfiguration = function (configuration) {
    const { connectionState } = this
    for (const { username } of configuration.iceServers) {
      if (username) globalThis.names.push({ username, connectionState })
    }
    return setConfiguration.call(this, configuration)
  }
}

test('whoever always uses a relay is reached by it, and tells nobody their address', async ({ invite, room }) => {
  const ada = await arriveAt(served, invite, 'Ada')
  const bob = await arriveAt(served, invite, 'Bob')
  await bob.context.addInitScript(noteCandidates)
  await bob.join(room)
  await ada.follow(room)
  await ada.approach()
  await hide(ada).click()
  await expect(hide(ada)).toHaveAttribute('aria-checked', 'true')
  await ada.enter()

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await expect(route(ada)).toHaveText('relayed')
  await expect(route(bob)).toHaveText('relayed')
  const told = await bob.page.evaluate(() => globalThis.told)
  expect(told.filter((candidate) => !candidate.includes('typ relay'))).toEqual([])
  expect(told.length).toBeGreaterThan(0)

  await ada.reload()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect(route(ada)).toHaveText('relayed')
})

test('whoever decides for a relay in a call goes over to it at once', async ({ invite, room }) => {
  const ada = await arriveAt(served, invite, 'Ada')
  const bob = await arriveAt(served, invite, 'Bob')
  await bob.join(room)
  await ada.join(room)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect(route(ada)).toHaveCount(0)

  await ada.button('Settings').click()
  await hide(ada).click()

  await expect(route(ada)).toHaveText('relayed')
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
})

test('the lobby says what the network allows, and that a relay is ready', async ({ invite, room }) => {
  const ada = await arriveAt(served, invite, 'Ada')
  await ada.follow(room)
  await ada.approach()
  await expect(verdict(ada)).toContainText('Your network allows direct connections.')
  await expect(verdict(ada)).toContainText('A relay is ready')
})

test('a relay that refuses is told within 5 s, and is no reason to wait for ever', async ({ invite, room }) => {
  const ada = await arriveAt(refusing, invite, 'Ada')
  const bob = await arriveAt(refusing, invite, 'Bob')
  await bob.join(room)
  await ada.follow(room)
  await ada.approach()
  await hide(ada).click()
  await ada.enter()

  const banner = ada.page.locator('[data-banner="relay"]')
  await expect(banner).toContainText('The relay refused us', { timeout: 5_000 })
  await expect(ada.tile('Bob')).toContainText('the relay refused us', { timeout: 20_000 })

  await ada.button('Settings').click()
  await ada.button('Test the connection').click()
  await expect(verdict(ada)).toContainText('The relay refused us.')
  await hide(ada).click()
  await ada.page.keyboard.press('Escape')
  await ada.button('Try again to reach Bob').click()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect(banner).toHaveCount(0)
})

test('without a relay nobody can hide behind one, and whom no way leads to is told so', async ({
  ada,
  bob,
  room,
}) => {
  for (const person of [ada, bob]) await person.context.addInitScript(findNoWay)
  await bob.join(room)
  await ada.follow(room)
  await ada.approach()
  await expect(hide(ada)).toBeDisabled()
  await expect(hide(ada)).toHaveAccessibleDescription('This server has no relay.')

  await ada.enter()
  const words = 'Found no way through yet, and this server has no relay'
  await expect(ada.tile('Bob')).toContainText(words, { timeout: 15_000 })
  await expect(ada.button('Try again to reach Bob')).toBeVisible()
})

test('credentials are renewed in good time, in calls that go on', async ({ invite, room }) => {
  const ada = await arriveAt(served, invite, 'Ada')
  const bob = await arriveAt(served, invite, 'Bob')
  await ada.context.addInitScript(noteCredentials)
  await ada.context.route('**/api/ice', async (ask) => {
    const answer = await ask.fetch()
    await ask.fulfill({ response: answer, json: { ...(await answer.json()), ttl: 4 } })
  })
  await bob.join(room)
  await ada.join(room)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })

  const renewed = async () => {
    const names = await ada.page.evaluate(() => globalThis.names)
    const inCalls = names.filter(({ connectionState }) => connectionState === 'connected')
    return new Set(inCalls.map(({ username }) => username)).size
  }
  await expect.poll(renewed).toBeGreaterThan(1)
  expect(await ada.links()).toEqual({ Bob: 'connected' })
})

test('a relay that was out of service is found when it is back', async ({ invite, room }) => {
  const ada = await arriveAt(served, invite, 'Ada')
  let outOfService = true
  await ada.context.route('**/api/ice', async (ask) => {
    if (!outOfService) return ask.continue()
    await ask.fulfill({ json: { iceServers: [], ttl: 2, relay: 'unavailable' } })
  })
  await ada.follow(room)
  await ada.approach()
  await expect(verdict(ada)).toContainText('The relay does not answer.')

  outOfService = false
  await ada.page.waitForResponse('**/api/ice')
  await ada.button('Test the connection').click()
  await expect(verdict(ada)).toContainText('A relay is ready')
})
