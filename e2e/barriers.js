// What keeps people from using a screen, as far as a machine can tell.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import { expect } from '@playwright/test'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The narrowest phone, with all that lies around the page taken off. */
const PHONE = { width: 360, height: 640 }

/** Checks the screen by the rules of WCAG that a machine can check, in both colour schemes. */
export async function expectNoBarriers({ page }) {
  // Sent as text: the page's policy keeps scripts out that come as elements.
  await page.evaluate(axe)
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await page.evaluate(() => globalThis.axe.run())
    const barriers = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    expect(barriers, `in ${colorScheme} colours`).toEqual([])
  }
}

/** Checks that a phone shows every word of the screen whole, names of people and rooms aside. */
export async function expectRoomForWords({ page }) {
  const before = page.viewportSize()
  await page.setViewportSize(PHONE)
  await expect.poll(() => page.evaluate(wordsWithoutRoom)).toEqual([])
  await page.setViewportSize(before)
}

/** Runs in the page: the texts that stick out of it, or of the thing that they are written on. */
function wordsWithoutRoom() {
  const SLACK = 1
  const within = (inner, outer) => inner.left >= outer.left - SLACK && inner.right <= outer.right + SLACK
  const page = { left: 0, right: document.documentElement.clientWidth }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const cut = []
  while (texts.nextNode()) {
    const text = texts.currentNode
    const element = text.parentElement
    if (!text.data.trim() || element.closest('bdi, .visually-hidden, option, noscript')) continue
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const box = range.getBoundingClientRect()
    const plate = element.closest('button, label, dialog, section, header, p')?.getBoundingClientRect()
    if (!within(box, page) || (plate && !within(box, plate))) cut.push(text.data)
  }
  return cut
}
