// Who is in the room, how loud they are, and how others get in.

import { expect, test } from './fixtures.js'

test('everyone is listed, with how they stand', async ({ ada, bob, room }) => {
  await inCall(room, ada, bob)
  const list = await openPeople(ada)
  await expect(list.getByRole('listitem')).toHaveText([/Ada.*\(you\)/, /Bob/])

  await bob.button('Mute microphone').click()
  await bob.button('Turn camera off').click()
  await expect(row(list, 'Bob')).toContainText('Microphone off')
  await expect(row(list, 'Bob')).toContainText('Camera off')
  await ada.button('Mute microphone').click()
  await expect(row(list, 'Ada')).toContainText('Microphone off')

  await bob.button('Unmute microphone').click()
  await expect(row(list, 'Bob')).not.toContainText('Microphone off')
  await bob.hangUp()
  await expect(list.getByRole('listitem')).toHaveCount(1)
})

test('the volume of a person is that of their tile, and stays what it was', async ({
  ada,
  bob,
  cleo,
  room,
}) => {
  await inCall(room, ada, bob, cleo)
  const list = await openPeople(ada)
  const volume = (name) => ada.tile(name).locator('video').evaluate((video) => video.volume)
  expect(await volume('Bob')).toBe(1)

  await ada.page.getByLabel('Volume of Bob').fill('30')
  await expect.poll(() => volume('Bob')).toBeCloseTo(0.3)
  expect(await volume('Cleo')).toBe(1)

  await ada.page.getByLabel('Volume of Bob').press('Home')
  await expect.poll(() => volume('Bob')).toBe(0)
  await ada.page.keyboard.press('ArrowRight')
  await expect.poll(() => volume('Bob')).toBeCloseTo(0.05)

  await bob.hangUp()
  await expect(list.getByRole('listitem')).toHaveCount(2)
  expect(await volume('Cleo')).toBe(1)
})

test('only one panel is open at a time, and the focus finds its way', async ({ ada, room }) => {
  await inCall(room, ada)
  const panel = (name) => ada.page.locator(`aside[data-panel="${name}"]`)
  await ada.button('People').press('Enter')
  await expect(panel('people')).toBeVisible()
  await ada.button('Chat').press('Enter')
  await expect(panel('chat')).toBeVisible()
  await expect(panel('people')).toBeHidden()
  await expect(panel('chat').getByRole('textbox', { name: 'Message', exact: true })).toBeFocused()
  await ada.page.keyboard.press('Escape')
  await expect(ada.button('Chat')).toBeFocused()
})

test('the invitation shows the link and its code, and gives the focus back', async ({ ada, bob, room }) => {
  await inCall(room, ada, bob)
  const open = ada.page.locator('.room-chip').getByRole('button', { name: 'Invite', exact: true })
  await open.press('Enter')

  const dialog = ada.page.getByRole('dialog', { name: 'Invite' })
  await expect(dialog).toBeVisible()
  const link = `${new URL(ada.page.url()).origin}/r/${encodeURIComponent(room)}`
  await expect(dialog.getByRole('textbox', { name: 'Link to this room' })).toHaveValue(link)
  await expect(dialog.getByRole('img', { name: 'QR code with the link to this room' })).toBeVisible()

  await ada.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(open).toBeFocused()
})

test('whoever is alone is offered the code too', async ({ ada, room }) => {
  await inCall(room, ada)
  await ada.page.locator('.alone').getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = ada.page.getByRole('dialog', { name: 'Invite' })
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
})

test('a link can be handed to other programs where the browser has a way', async ({ ada, bob, room }) => {
  await ada.context.addInitScript(() => {
    navigator.share = async (data) => (globalThis.shared = data)
  })
  await bob.context.addInitScript(() => delete Navigator.prototype.share)
  await inCall(room, ada, bob)
  for (const person of [ada, bob]) await openPeople(person)
  const share = (person) => person.page.locator('aside').getByRole('button', { name: 'Share…' })

  await share(ada).click()
  await expect.poll(() => ada.page.evaluate(() => globalThis.shared?.url)).toBe(ada.page.url())
  await expect(share(bob)).toBeHidden()
})

test('sounds tell who comes, who goes and who writes, unless they are switched off', async ({
  ada,
  bob,
  room,
}) => {
  await ada.context.addInitScript(listen)
  const heard = () => ada.page.evaluate(() => globalThis.heard.splice(0))
  await inCall(room, ada)
  await bob.join(room)
  await expect.poll(heard).toEqual([523, 784])
  const chat = bob.page.locator('aside[data-panel="chat"]')
  await bob.button('Chat').click()
  await chat.getByRole('textbox', { name: 'Message', exact: true }).fill('hello')
  await bob.page.keyboard.press('Enter')
  await expect.poll(heard).toEqual([1047])
  await bob.hangUp()
  await expect.poll(heard).toEqual([784, 523])

  await openPeople(ada)
  const sounds = ada.page.getByRole('switch', { name: /^Sounds/ })
  await expect(sounds).toHaveAttribute('aria-checked', 'true')
  await sounds.click()
  await expect(sounds).toHaveAttribute('aria-checked', 'false')
  await bob.join(room)
  await expect(ada.news.filter({ hasText: 'Bob joined' }).last()).toBeVisible()
  expect(await heard()).toEqual([])

  await ada.reload()
  await openPeople(ada)
  await expect(sounds).toHaveAttribute('aria-checked', 'false')
})

test('who comes at once is told at once, each by name', async ({ ada, bob, cleo, room }) => {
  await inCall(room, ada)
  await Promise.all([bob.join(room), cleo.join(room)])
  await expect(ada.news.filter({ hasText: 'Bob joined' })).toContainText('Cleo joined')
})

/** Notes the pitch of every note that the page plays. */
function listen() {
  globalThis.heard = []
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function (...parameters) {
    globalThis.heard.push(Math.round(this.frequency.value))
    return start.apply(this, parameters)
  }
}

async function openPeople(person) {
  await person.button('People').click()
  const panel = person.page.locator('aside[data-panel="people"]')
  await expect(panel).toBeVisible()
  return panel
}

function row(list, name) {
  return list.getByRole('listitem').filter({ hasText: name })
}

/** Takes people into a room, one after another, until all of them are linked. */
async function inCall(room, ...people) {
  for (const person of people) await person.join(room)
  for (const person of people) {
    await expect(person.tiles).toHaveCount(people.length - 1)
    for (const tile of await person.tiles.all()) {
      await expect(tile).toHaveAttribute('data-link', 'connected')
    }
  }
}
