// What a visitor has to wait for.

import { brotliCompressSync } from 'node:zlib'

import { expect, test } from './fixtures.js'

test('the landing page can be used after 80 kB', async ({ ada }) => {
  const answers = []
  ada.page.on('response', (answer) => answers.push(answer))
  // The module of the call comes when there is nothing else to do. Here it never does.
  await ada.page.route(/\/assets\/call/, () => {})

  await ada.page.goto('/', { waitUntil: 'commit' })
  await ada.roomField.fill('Blue')
  await ada.joinButton.click()
  await expect(ada.nameField).toBeFocused()

  const weights = {}
  for (const answer of answers) {
    weights[new URL(answer.url()).pathname] = brotliCompressSync(await answer.body()).length
  }
  expect(Object.keys(weights).filter((file) => /\/landing.*\.wasm$/.test(file))).toHaveLength(1)
  const sum = Object.values(weights).reduce((sum, weight) => sum + weight)
  expect(sum, JSON.stringify(weights)).toBeLessThan(80_000)
})
