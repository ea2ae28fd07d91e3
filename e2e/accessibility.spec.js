// Every screen, by the rules that a machine can check, and by keyboard.

import { expectNoBarriers } from './barriers.js'
import { Chat } from './chat.js'
import { expect, test } from './fixtures.js'
import { neverDecide, withoutWebRtc } from './probe.js'
import { Seal } from './seal.js'

test('the landing page has no barriers', async ({ ada }) => {
  await ada.open('/')
  await expectNoBarriers(ada)

  await ada.joinButton.click()
  await expect(ada.roomField).toHaveAttribute('aria-invalid', 'true')
  await expectNoBarriers(ada)

  await ada.button('Seal it with a passphrase').click()
  await expect(new Seal(ada).passphraseField).toBeFocused()
  await expectNoBarriers(ada)
})

test('the lobby has no barriers, whatever the devices do', async ({ ada, bob, invite, room }) => {
  const cleo = await invite('Cleo', { allows: [] })
  await bob.context.addInitScript(neverDecide)
  for (const person of [ada, bob, cleo]) {
    await person.follow(room)
    await person.approach()
    await expectNoBarriers(person)
  }
})

test('the call has no barriers, alone and in company', async ({ ada, invite, room }) => {
  const bob = await invite('Bob', { allows: [] })
  await ada.join(room)
  await expectNoBarriers(ada)

  await bob.join(room)
  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')
  await expectNoBarriers(ada)
  await expectNoBarriers(bob)
})

test('the panels and the invitation have no barriers', async ({ ada, bob, room }) => {
  await ada.join(room)
  await bob.join(room)
  await new Chat(bob).write('hello, see https://example.org')
  await new Chat(bob).write('for you alone', 'Ada')

  const chat = new Chat(ada)
  await chat.open()
  await chat.write('hello Bob', 'Bob')
  await expect(chat.lines).toHaveCount(3)
  await expectNoBarriers(ada)
  await chat.field.fill('x'.repeat(4_001))
  await expectNoBarriers(ada)

  await ada.button('People').click()
  await expectNoBarriers(ada)
  await ada.page.locator('.room-chip').getByRole('button', { name: 'Invite' }).click()
  await expect(ada.page.getByRole('dialog', { name: 'Invite' })).toBeVisible()
  await expectNoBarriers(ada)
  await ada.page.keyboard.press('Escape')

  await new Seal(ada).chip.click()
  await ada.page.getByText('Words for each person').click()
  await expect(ada.page.getByRole('dialog', { name: 'Who could listen in?' })).toBeVisible()
  await expectNoBarriers(ada)
})

test('what opens over a call has no barriers', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.join(room)
  await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')
  await bob.button('Raise hand').click()
  await bob.shares('violet')
  await expect(ada.screenOf('Bob')).toBeVisible()

  await ada.button('More').click()
  await expectNoBarriers(ada)
  await ada.button('Keyboard shortcuts').click()
  await expectNoBarriers(ada)
  await ada.page.keyboard.press('Escape')
  await ada.button('React').click()
  await expectNoBarriers(ada)
  await expectNoBarriers(bob)
})

test('the page of an unfit browser has no barriers', async ({ ada }) => {
  await ada.context.addInitScript(withoutWebRtc)
  await ada.open('/')
  await expect(ada.screen('unsupported')).toBeVisible()
  await expectNoBarriers(ada)
})

test('a whole call needs no mouse', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.follow(room)

  await ada.nameField.focus()
  await ada.page.keyboard.type('Ada')
  await ada.page.keyboard.press('Enter')
  await ada.screen('lobby').waitFor()
  await tabTo(ada, 'Join now')
  await ada.page.keyboard.press('Enter')
  await ada.screen('call').waitFor()
  await expect(ada.tile('Bob')).toBeVisible()

  await tabTo(ada, 'Mute microphone')
  await ada.page.keyboard.press('Enter')
  await expect(bob.tile('Ada')).toHaveAttribute('data-microphone', 'off')
  await expect(ada.button('Unmute microphone')).toBeFocused()

  await tabTo(ada, 'Turn camera off')
  await ada.page.keyboard.press('Space')
  await expect(bob.tile('Ada')).toHaveAttribute('data-camera', 'off')

  await tabTo(ada, 'Leave call')
  await ada.page.keyboard.press('Enter')
  await expect(ada.screen('ended')).toBeVisible()

  await tabTo(ada, 'Rejoin')
  await ada.page.keyboard.press('Enter')
  await expect(ada.screen('call')).toBeVisible()
})

test('a screen reader is told who comes and who goes', async ({ ada, bob, room }) => {
  await ada.join(room)

  await bob.join(room)
  await expect(ada.news.filter({ hasText: 'Bob' })).toContainText(/joined/i)

  await bob.hangUp()
  await expect(ada.news.filter({ hasText: 'Bob' })).toContainText(/left/i)
})

/** Presses Tab until the button of this name has the focus. */
async function tabTo(person, name) {
  const button = person.button(name)
  for (let stops = 0; stops < 20; stops += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) return
    await person.page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach "${name}"`)
}
