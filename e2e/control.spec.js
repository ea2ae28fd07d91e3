// Rooms under control: what the host decides, and those who do not keep to it.

import { expect, test } from './fixtures.js'
import { Socket } from './socket.js'

const LOCK = 'Lock the room: nobody else comes in'
const KNOCK = 'Ask before anyone comes in'

test('nobody comes into a locked room, and it stays locked when the Worker starts again', async ({
  invite,
  room,
  serve,
}) => {
  // Three browsers, a server of its own, and that one twice.
  test.setTimeout(120_000)
  const server = await serve()
  const [ada, bob, cleo] = await Promise.all(['Ada', 'Bob', 'Cleo'].map((name) => invite(name, { url: server.url })))
  await ada.join(room)
  await bob.join(room)
  await linked(ada, bob)

  await people(ada).open()
  await people(bob).open()
  await expect(people(bob).panel).toContainText('Host')
  await expect(people(bob).panel.getByRole('switch', { name: LOCK })).toHaveCount(0)
  await people(ada).panel.getByRole('switch', { name: LOCK }).press('Space')
  for (const person of [ada, bob]) {
    await expect(person.page.locator('.room-rule[data-rule="locked"]')).toHaveText('The room is locked')
    await expect(person.news.filter({ hasText: 'The room is locked' })).toBeVisible()
  }
  const turnedAway = async () => {
    await cleo.follow(room)
    await cleo.approach()
    await expect(cleo.page.locator('[data-notice="locked"]')).toBeVisible()
    await cleo.joinNowButton.click()
    await expect(cleo.news.filter({ hasText: 'This room is locked' }).last()).toBeVisible()
    await expect(cleo.screen('lobby')).toBeVisible()
  }
  await turnedAway()

  for (const person of [ada, bob, cleo]) person.expectComplaint(/WebSocket connection to/)
  await server.kill()
  for (const person of [ada, bob]) await signaling(person, 'lost')
  await server.restart()
  for (const person of [ada, bob]) await signaling(person, 'up')
  await turnedAway()

  await people(ada).panel.getByRole('switch', { name: LOCK }).click()
  await expect(cleo.page.locator('[data-notice="locked"]')).toBeHidden()
  await cleo.joinNowButton.click()
  await cleo.screen('call').waitFor()
  await linked(ada, cleo)
})

test('whoever knocks waits until someone lets them in, and the host may refuse', async ({ ada, bob, cleo, room }) => {
  await ada.join(room)
  await people(ada).open()
  await people(ada).panel.getByRole('switch', { name: KNOCK }).click()

  await knock(bob, room)
  const banner = ada.page.locator('[data-banner="knock"]')
  await expect(banner).toContainText('Bob would like to come in')
  await expect(ada.news.filter({ hasText: 'Bob would like to come in' })).toBeVisible()
  await expect(people(ada).panel.getByRole('button', { name: 'Refuse Bob' })).toBeVisible()
  await expect(ada.tiles).toHaveCount(0)
  await banner.getByRole('button', { name: 'Let Bob in' }).press('Enter')
  await bob.screen('call').waitFor()
  await linked(ada, bob)
  await expect(banner).toBeHidden()

  await knock(cleo, room)
  const seenByBob = bob.page.locator('[data-banner="knock"]')
  await expect(seenByBob.getByRole('button', { name: 'Let Cleo in' })).toBeVisible()
  await expect(seenByBob.getByRole('button', { name: 'Refuse Cleo' })).toBeHidden()
  await people(ada).panel.getByRole('button', { name: 'Refuse Cleo' }).click()
  await expect(cleo.screen('ended')).toHaveAttribute('data-ending', 'denied')
  await expect(seenByBob).toBeHidden()

  // The host goes, and the next one is.
  await ada.hangUp()
  await people(bob).open()
  await expect(people(bob).panel.getByRole('switch', { name: KNOCK })).toHaveAttribute('aria-checked', 'true')
})

test('whoever is removed is gone from every screen, also where their page pretends not to know', async ({
  ada,
  bob,
  cleo,
  room,
}) => {
  const stubborn = await deaf(cleo)
  for (const person of [ada, bob, cleo]) await person.join(room)
  await linked(ada, bob, cleo)
  await people(ada).open()

  await remove(ada, 'Bob')
  await expect(bob.screen('ended')).toHaveAttribute('data-ending', 'removed')
  await expect(bob.button('Rejoin')).toBeHidden()
  await expect(ada.tiles).toHaveCount(1)
  await expect(cleo.tiles).toHaveCount(1)
  await bob.button('Home').click()
  await bob.open(`/r/${encodeURIComponent(room)}`)
  await expect(bob.screen('ended')).toHaveAttribute('data-ending', 'denied')

  await remove(ada, 'Cleo')
  await expect.poll(() => stubborn.unheard).toContain('REMOVED')
  await expect(ada.tiles).toHaveCount(0)
  await expect(cleo.screen('call')).toBeVisible()
  await expect(cleo.tile('Ada')).not.toHaveAttribute('data-link', 'connected')
  await expect.poll(async () => (await ada.holdsOpen()).connections).toBe(0)
})

test('a client that keeps to no rule gains nothing by it', async ({ room, url }) => {
  const open = (id, token) => Socket.open(url, { room, id, token })
  const [host, guest, outside] = await Promise.all(['host', 'guest', 'outside'].map((id) => open(id)))
  for (const socket of [host, guest]) {
    socket.send(join)
    await socket.next('ROOM')
  }

  // Not the host, and not even inside.
  for (const socket of [guest, outside]) {
    socket.send({ type: 'RULES', payload: { locked: true, knocking: true } })
    socket.send({ type: 'REMOVE', dst: 'host' })
    await passThrough(socket)
  }
  expect(host.frames.filter(({ type }) => type !== 'JOINED')).toEqual([])

  host.send({ type: 'RULES', payload: { locked: false, knocking: true } })
  await guest.next('RULES')
  outside.send(join)
  await outside.next('RULES')
  expect(await guest.next('KNOCK')).toMatchObject({ src: 'outside' })
  for (const frame of [
    { type: 'ADMIT', dst: 'outside' },
    { type: 'OFFER', dst: 'guest', payload: 1 },
    { type: 'OFFER', src: 'host', dst: 'guest', payload: 2 },
    { type: 'UPDATE', payload: { profile: { name: 'Host' } } },
    join,
  ]) {
    outside.send(frame)
  }
  await passThrough(outside)
  await passThrough(guest)
  expect(guest.frames).toEqual([])

  host.send({ type: 'RULES', payload: { locked: true, knocking: false } })
  expect((await outside.next('ERROR')).payload.code).toBe('LOCKED')
  outside.send(join)
  expect((await outside.next('ERROR')).payload.code).toBe('LOCKED')

  host.send({ type: 'REMOVE', dst: 'guest' })
  expect((await guest.next('ERROR')).payload.code).toBe('REMOVED')
  expect(await guest.closed).toEqual({ code: 4002, reason: 'removed' })
  for (const [id, token] of [['guest', 'token-of-guest'], ['guest', 'another'], ['another', 'token-of-guest']]) {
    const again = new Socket(url, { key: room, id, token })
    expect((await again.next('ERROR')).payload.code).toBe('REMOVED')
    await again.closed
  }
  for (const socket of [host, outside]) socket.close()
})

const join = { type: 'JOIN', payload: { profile: { name: 'Someone' }, calls: [] } }

/** Waits until the room has dealt with everything that a socket sent. */
async function passThrough(socket) {
  const mark = crypto.randomUUID()
  socket.send({ type: 'CANDIDATE', dst: socket.id, payload: mark })
  await expect.poll(() => socket.frames.some(({ payload }) => payload === mark)).toBe(true)
  socket.frames = socket.frames.filter(({ payload }) => payload !== mark)
}

/** The list of people of someone in a call. */
function people(person) {
  const panel = person.page.locator('aside[data-panel="people"]')
  const open = async () => {
    if (!(await panel.isVisible())) await person.page.locator('.room-chip .people').click()
    await expect(panel).toBeVisible()
  }
  return { panel, open }
}

async function remove(host, name) {
  await people(host).panel.getByRole('button', { name: `Remove ${name} from the room` }).press('Enter')
  const dialog = host.page.getByRole('dialog', { name: 'Remove from the room?' })
  await expect(dialog).toContainText(`${name} is taken out of the call`)
  await dialog.getByRole('button', { name: 'Remove', exact: true }).press('Enter')
  await expect(dialog).toBeHidden()
}

async function knock(person, room) {
  await person.follow(room)
  await person.nameField.fill(person.name)
  if (await person.joinButton.isVisible()) await person.joinButton.click()
  await person.button('Ask to join').click()
  await expect(person.page.locator('[data-notice="knocking"]')).toContainText('Those inside have been asked')
}

/** Has someone's page not hear that it was removed. */
async function deaf(person) {
  const heard = { unheard: '' }
  await person.page.routeWebSocket(/\/peerjs\?/, (page) => {
    const server = page.connectToServer()
    server.onMessage((text) => {
      if (`${text}`.includes('"REMOVED"')) heard.unheard += text
      else page.send(text)
    })
    server.onClose(() => {})
  })
  return heard
}

async function linked(...all) {
  for (const person of all) {
    for (const other of all) {
      if (other !== person) await expect(person.tile(other.name)).toHaveAttribute('data-link', 'connected')
    }
  }
}

async function signaling(person, state) {
  await expect(person.screen('call')).toHaveAttribute('data-signaling', state, { timeout: 30_000 })
}
