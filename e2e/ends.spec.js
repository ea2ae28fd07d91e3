// How a call ends, and the ways back into it.

import { expect, test } from './fixtures.js'

const NOTHING = { connections: 0, sockets: 0, tracks: 0 }

test('whoever leaves is told so, holds nothing open, and may come back at once', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.join(room)

  await ada.hangUp()

  await expect(ada.screen('ended')).toContainText('You left the call')
  await expect(ada.screen('ended')).toContainText(room)
  await expect(ada.page.getByRole('heading')).toBeFocused()
  expect(await ada.holdsOpen()).toEqual(NOTHING)

  await ada.rejoin()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
})

test('from the end of a call one gets home, and by the back button to the room\'s door', async ({ ada, room }) => {
  await ada.join(room)
  await ada.hangUp()

  await ada.button('Home').click()
  await expect(ada.screen('landing')).toBeVisible()
  await expect(ada.page).toHaveURL('/')
  await expect(ada.roomField).toHaveValue('')
  await expect(ada.nameField).toHaveValue('Ada')

  await ada.page.goBack()
  await expect(ada.page).toHaveURL(`/r/${encodeURIComponent(room)}`)
  await expect(ada.screen('lobby')).toContainText(room)
})

test('back leads out of a call, and forward to its door', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.open('/')
  await ada.roomField.fill(room)
  await ada.enter()
  await expect(ada.tile('Bob')).toBeVisible()

  await ada.page.goBack()
  await expect(ada.screen('landing')).toBeVisible()
  await expect(bob.tiles).toHaveCount(0)
  expect(await ada.holdsOpen()).toEqual(NOTHING)

  await ada.page.goForward()
  await expect(ada.screen('lobby')).toContainText(room)
  await expect(ada.nameField).toHaveValue('Ada')
  await ada.joinNowButton.click()
  await expect(ada.tile('Bob')).toBeVisible()
})

test('whoever reloads after a call is at the door again', async ({ ada, room }) => {
  await ada.join(room)
  await ada.hangUp()
  await ada.page.reload()
  await expect(ada.screen('lobby')).toContainText(room)
  await expect(ada.nameField).toHaveValue('Ada')
  await ada.enter()
})

test('a page that is opened long after it was closed in a call is at the door', async ({ ada, room }) => {
  await ada.join(room)
  await ada.open('/')
  await ada.page.evaluate(() => {
    for (const [key, seat] of Object.entries(sessionStorage)) {
      if (key.startsWith('parley.seat.')) {
        const [id, token, closed] = seat.split('\n')
        const [, ...on] = closed.split(' ')
        sessionStorage.setItem(key, [id, token, [Date.now() - 60_000, ...on].join(' ')].join('\n'))
      }
    }
  })
  await ada.page.goBack()
  await expect(ada.screen('lobby')).toContainText(room)
})

test('a duplicate of the tab takes the seat over, and the seat can be taken back', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.join(room)
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  const first = ada.page

  await ada.duplicateTab()
  await ada.enter()
  await expect(first.locator('main')).toContainText('Another tab took your seat')
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })

  const second = ada.page
  await ada.turnTo(first)
  expect(await ada.holdsOpen()).toEqual(NOTHING)
  await ada.button('Use it here').click()
  await ada.screen('call').waitFor()
  await expect(second.locator('main')).toContainText('Another tab took your seat')
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
})

test('two tabs of one browser that are no duplicates are two people', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.join(room)
  const first = ada.page

  await ada.openTab()
  await ada.join(room, 'Ada again')

  await expect(bob.tiles).toHaveCount(2)
  await expect(first.locator('main')).toHaveAttribute('data-screen', 'call')
})

test('a call moves to another tab, muted as it was, and the others see a blink', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.join(room)
  await ada.button('Mute microphone').click()
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  const first = ada.page
  const seat = await bob.tiles.getAttribute('data-peer')
  await bob.watch()

  await ada.openTab()
  await ada.follow(room)
  await expect(ada.screen('lobby')).toContainText('You are in this room in another tab')
  await ada.button('Move here').click()

  await ada.screen('call').waitFor()
  await expect(first.locator('main')).toContainText('Another tab took your seat')
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await expect(ada.button('Unmute microphone')).toBeVisible()
  await expect(bob.tiles).toHaveAttribute('data-peer', seat)
  expect((await bob.report()).gone).not.toContain('Ada')
  await expect(bob.news.filter({ hasText: /joined|left/ })).toHaveCount(0)
})

test('a call that has ended in the other tab cannot be moved', async ({ ada, room }) => {
  await ada.join(room)
  const first = ada.page
  await ada.openTab()
  await ada.follow(room)
  const offer = ada.button('Move here')
  await expect(offer).toBeVisible()

  const second = ada.page
  await ada.turnTo(first)
  await ada.hangUp()
  await ada.turnTo(second)
  await expect(offer).toHaveCount(0)
  await expect(ada.joinNowButton).toBeEnabled()
})

test('whoever comes back after a crash is there once, on the same seat', async ({ ada, bob, room }) => {
  await bob.join(room)
  await ada.join(room)
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  const seat = await bob.tiles.getAttribute('data-peer')
  // Whatever the tab loads when it crashes fails with it.
  ada.expectComplaint(/crashed|net::ERR_FAILED/)

  // The tab that the browser restores has what the crashed one had kept.
  const tab = ada.page
  const kept = await tab.evaluate(() => ({ ...sessionStorage }))
  await ada.openTab()
  await ada.open('/')
  await ada.page.evaluate((kept) => void Object.assign(sessionStorage, kept), kept)
  await crash(tab)
  await ada.join(room)

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })
  await expect(bob.tiles).toHaveCount(1)
  await expect(bob.tiles).toHaveAttribute('data-peer', seat)
})

async function crash(tab) {
  const crashed = tab.waitForEvent('crash')
  const session = await tab.context().newCDPSession(tab)
  // Never answered: there is nobody left to.
  session.send('Page.crash').catch(() => {})
  await crashed
}
