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
  await keyboard.press('t')
  await expect(ada.page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
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

  await ada.reload()
  await ada.page.keyboard.press('v')
  await ada.page.keyboard.press('?')

  await expect(ada.page.getByLabel('Use these keys')).not.toBeChecked()
  await expect(ada.page.locator('[data-device="on"]')).toHaveCount(2)
})

test('the keyboard alone reaches all there is to do, and shows where it is', async ({ ada, bob, cleo, room }) => {
  for (const person of [bob, cleo, ada]) await person.join(room)
  await expect(ada.tiles).toHaveCount(2)
  await ada.screen('call').focus()

  const reached = []
  for (;;) {
    await ada.page.keyboard.press('Tab')
    const stop = await ada.page.evaluate(focused)
    if (!stop || reached.some(({ name }) => name === stop.name)) break
    reached.push(stop)
  }

  const all = await ada.page.locator('main :is(button, input, select, a):visible').evaluateAll(names)
  expect(reached.map(({ name }) => name)).toEqual(all)
  expect(all).toEqual(expect.arrayContaining(['Pin Bob', 'Pin Cleo', 'Move your picture', 'More']))
  for (const { name, isMarked } of reached) expect(isMarked, name).toBe(true)
})

test('the keyboard goes through the menu and the reactions, and back to where it was', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.join(room)
  await expect(bob.tile('Ada')).toHaveAttribute('data-link', 'connected')
  const { keyboard } = ada.page

  await ada.button('More').focus()
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await expect(ada.page.locator('.menu-line').locator('visible=true').first()).toBeFocused()
  await keyboard.press('Escape')
  await expect(ada.button('More')).toBeFocused()

  await ada.button('React').focus()
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(bob.tile('Ada').getByText('❤️')).toBeVisible()
  await expect(ada.button('React')).toBeFocused()
})

test('the focus stays on the page when what has it goes', async ({ ada, bob, room }) => {
  await ada.join(room)
  await ada.page.locator('.alone').getByRole('button').first().focus()

  await bob.join(room)

  await expect(ada.tile('Bob')).toBeVisible()
  await expect(ada.screen('call')).toBeFocused()
})

/** Runs in the page: what has the focus, if anything has, and whether that is to be seen. */
function focused() {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  return {
    name: element.ariaLabel ?? element.textContent.trim(),
    isMarked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
  }
}

/** Runs in the page. */
function names(elements) {
  return elements.map((element) => element.ariaLabel ?? element.textContent.trim())
}
