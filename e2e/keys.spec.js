// Shortcuts: they do what the sheet says, and never while one writes.

import { expect, test } from './fixtures.js'

test('a letter does what the sheet says, in the whole call', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.join(room)
  await expect(bob.tile('Ada')).toHaveAttribute('data-link', 'connected')
  const { keyboard } = ada.page

  await keyboard.press('m')
  await expect(bob.tile('Ada')).toHaveAttribute('data-microphone', 'off')
  await keyboard.press('m')
  await expect(bob.tile('Ada')).toHaveAttribute('data-microphone', 'on')
  await keyboard.press('v')
  await expect(bob.tile('Ada')).toHaveAttribute('data-camera', 'off')
  await keyboard.press('h')
  await expect(bob.handOf('Ada')).toBeVisible()
  await keyboard.press('o')
  await expect(ada.preview).toBeHidden()
  await keyboard.press('r')
  await expect(ada.button('Thumbs up')).toBeFocused()
  await keyboard.press('Escape')
  await keyboard.press('f')
  await expect.poll(() => ada.page.evaluate(() => document.fullscreenElement !== null)).toBe(true)

  await keyboard.press('l')
  await expect(ada.screen('call')).toBeVisible()
  await keyboard.press('Shift+L')
  await expect(ada.screen('call')).toBeHidden()
  await expect(bob.tiles).toHaveCount(0)
})

test('no shortcut fires while one writes, or with the keys of browser and system', async ({ ada, room }) => {
  await ada.join(room)
  const { keyboard } = ada.page

  await ada.screen('call').getByRole('textbox').first().focus()
  await keyboard.press('m')
  await keyboard.press('h')
  await ada.screen('call').focus()
  await keyboard.press('Alt+m')
  await keyboard.press('Control+h')
  await keyboard.press('Meta+m')

  // Whatever was going to happen has happened once this one has.
  await keyboard.press('o')
  await keyboard.press('v')
  await expect(ada.button('Turn camera on')).toBeVisible()
  await expect(ada.button('Mute microphone')).toBeVisible()
  await expect(ada.button('Raise hand')).toBeVisible()
})

test('the sheet opens by its own key, holds the others back, and gives the focus back', async ({ ada, room }) => {
  await ada.join(room)
  await ada.button('Mute microphone').focus()

  await ada.page.keyboard.press('?')
  const sheet = ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeVisible()
  await ada.page.keyboard.press('v')
  await ada.page.keyboard.press('Escape')

  await expect(sheet).toBeHidden()
  await expect(ada.button('Mute microphone')).toBeFocused()
  await expect(ada.button('Turn camera off')).toBeVisible()
})

test('shortcuts can be switched off for good, but for the one that leads to the switch', async ({ ada, room }) => {
  await ada.join(room)
  await ada.page.keyboard.press('?')
  await ada.page.getByLabel('Use these keys').uncheck()
  await ada.button('Close').click()

  await ada.page.reload()
  await ada.enter()
  await ada.page.keyboard.press('v')
  await ada.page.keyboard.press('?')

  await expect(ada.page.getByLabel('Use these keys')).not.toBeChecked()
  await expect(ada.page.locator('[data-device="on"]')).toHaveCount(2)
})
