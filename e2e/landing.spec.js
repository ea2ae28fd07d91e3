// Before the call: links, names, and what the form says.

import { expect, test } from './fixtures.js'
import { withoutWebRtc } from './probe.js'
import { Socket } from './socket.js'

test('a link fills in its room', async ({ ada }) => {
  await ada.open('/r/Blue%20parrots')

  await expect(ada.roomField).toHaveValue('Blue parrots')
  await expect(ada.nameField).toHaveValue('')
})

test('the address of a call is the link to its room, and going back leaves the call', async ({
  ada,
  room,
}) => {
  await ada.open('/')
  await ada.roomField.fill(room)
  await ada.enter()

  await expect(ada.page).toHaveURL(`/r/${encodeURIComponent(room)}`)
  await ada.page.goBack()
  await expect(ada.screen('landing')).toBeVisible()
  expect(await ada.holdsOpen()).toMatchObject({ connections: 0, tracks: 0 })
})

test('a name is remembered, whoever the link is from', async ({ ada, room }) => {
  await ada.join(room)

  await ada.follow('Another room')

  await expect(ada.nameField).toHaveValue('Ada')
})

test('rooms whose names differ in case are different rooms', async ({ ada, bob, cleo, room }) => {
  await ada.join(room)
  await bob.join(room.toUpperCase())
  await cleo.join(room)

  await expect(ada.tile('Cleo')).toBeVisible()
  await expect(ada.tiles).toHaveCount(1)
  await expect(bob.tiles).toHaveCount(0)
})

test('a name is shown as it was typed, whatever is in it', async ({ ada, bob, room, url }) => {
  const names = [
    '<script>alert(1)</script><img src=x onerror=alert(2)>',
    '🦜'.repeat(64),
    'שלום עולם',
    'turned \u202E around',
    '"a/b" & \'c\' &amp; {{d}} %00',
  ]
  await ada.join(room)

  await bob.join(room, names[0])
  const guests = names.slice(1).map(async (name, seat) => {
    const guest = await Socket.open(url, { room, id: `guest-${seat}` })
    guest.send({ type: 'JOIN', payload: { profile: { name, instance: seat } } })
    return guest
  })

  for (const name of names) await expect(ada.tile(name)).toHaveText(new RegExp(`${escape(name)}$`))
  await expect(ada.tiles).toHaveCount(names.length)
  for (const guest of await Promise.all(guests)) guest.close()
})

test('a room may have any name in any script', async ({ ada, bob }) => {
  const room = `<b> "50%" #1? + ${crypto.randomUUID().slice(0, 8)} Ärger im Žižkov 東京 🦜`
  await ada.open('/')
  await ada.roomField.fill(room)
  await ada.enter()

  await bob.open(new URL(ada.page.url()).pathname)
  await expect(bob.roomField).toHaveValue(room)
  await bob.enter()

  await expect(ada.tile('Bob')).toBeVisible()
  await expect(ada.screen('call')).toContainText(room)
})

test('a room is the same one however its accents are typed', async ({ ada, bob, cleo, room }) => {
  await ada.join(`Café ${room}`)
  await bob.join(`Cafe\u0301 ${room}`)
  await cleo.open('/')
  await cleo.roomField.fill(`Cafe\u0301 ${room}`)
  await cleo.enter()

  await expect(ada.tiles).toHaveCount(2)
  await expect(cleo.page).toHaveURL(`/r/${encodeURIComponent(`Café ${room}`)}`)
})

test('an initial is a whole letter, however many characters it takes', async ({ ada, room, url }) => {
  const initials = { '👩🏽‍🚀 Mae': '👩🏽‍🚀M', 'e\u0301mile': 'e\u0301', '🇨🇭🇩🇪 x y': '🇨🇭y' }
  await ada.join(room)
  for (const [seat, name] of Object.keys(initials).entries()) {
    const guest = await Socket.open(url, { room, id: `guest-${seat}` })
    guest.send({ type: 'JOIN', payload: { profile: { name, instance: seat } } })
  }

  for (const [name, letters] of Object.entries(initials)) {
    await expect(ada.tile(name).locator('.avatar')).toHaveText(letters)
  }
})

test('the form says beside each field what is wrong with it', async ({ ada }) => {
  await ada.open('/')

  await ada.joinButton.click()

  await expect(ada.roomField).toHaveAttribute('aria-invalid', 'true')
  await expect(ada.roomField).toHaveAccessibleDescription(/room/i)
  await expect(ada.nameField).toHaveAttribute('aria-invalid', 'true')
  await expect(ada.nameField).toHaveAccessibleDescription(/name/i)
  await expect(ada.roomField).toBeFocused()

  await ada.roomField.fill('a/b')
  await ada.nameField.fill('x'.repeat(65))
  await ada.joinButton.click()

  await expect(ada.roomField).toHaveAccessibleDescription(/slash|\//i)
  await expect(ada.nameField).toHaveAccessibleDescription(/64/)
  await expect(ada.screen('landing')).toBeVisible()
})

test('a browser without WebRTC is told so in plain words', async ({ ada }) => {
  await ada.context.addInitScript(withoutWebRtc)
  await ada.open('/r/Blue')

  await expect(ada.screen('unsupported')).toBeVisible()
  await expect(ada.screen('unsupported')).toContainText(/browser/i)
  await expect(ada.joinButton).toHaveCount(0)
})

test('whoever is alone is told so, and can copy a link that leads others here', async ({
  bob,
  invite,
  room,
}) => {
  const ada = await invite('Ada', { allows: ['camera', 'microphone', 'clipboard-write'] })
  await ada.join(room)
  await expect(ada.screen('call')).toContainText(/only one here/i)

  await ada.button('Copy link').click()
  await expect(ada.button('Copied')).toBeVisible()
  const link = await paste(ada)

  await bob.open(link)
  await expect(bob.roomField).toHaveValue(room)
  await bob.enter()
  await expect(ada.tile('Bob')).toBeVisible()
  await expect(ada.screen('call')).not.toContainText(/only one here/i)
})

/** A regular expression that matches nothing but this text. */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** What is on a person's clipboard, pasted into a form in another tab: pages may not read it themselves. */
async function paste({ context }) {
  const tab = await context.newPage()
  await tab.goto('/')
  const field = tab.getByLabel('Room', { exact: true })
  await field.press('ControlOrMeta+V')
  const text = await field.inputValue()
  await tab.close()
  return text
}
