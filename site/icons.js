// Draws the icons that have to be PNGs from those that are SVGs. Run as `node site/icons.js` after a change to
// either drawing; needs a Chromium, as the browser tests do.

import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { launch } from '../e2e/browsers.js'

const folder = path.join(import.meta.dirname, 'public')
const ICONS = [
  { from: 'icon.svg', to: 'icon-192.png', size: 192 },
  { from: 'icon.svg', to: 'icon-512.png', size: 512 },
  { from: 'icon-maskable.svg', to: 'icon-maskable-512.png', size: 512 },
  // Corners are cut by the system that shows it.
  { from: 'icon-maskable.svg', to: 'apple-touch-icon.png', size: 180 },
]

const browser = await launch([])
for (const { from, to, size } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const drawing = await readFile(path.join(folder, from), 'utf8')
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`)
  await page.screenshot({ path: path.join(folder, to), omitBackground: true })
  await page.close()
}
await browser.close()
