// Parley speaks the language of whoever is there, all of it, and on every screen.

import { expectNoBarriers, expectRoomForWords } from './barriers.js'
import { expect, test } from './fixtures.js'
import { neverDecide, withoutWebRtc } from './probe.js'
import { Socket } from './socket.js'

const LANGUAGES = { English: 'en-GB', German: 'de-AT', Spanish: 'es-MX' }

test('the page speaks the first language of the browser that it knows', async ({ invite }) => {
  const ada = await invite('Ada', { locale: 'de-AT' })
  await ada.open('/')
  await expect(ada.page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(ada.joinButton).toHaveText('Beitreten')

  const bob = await invite('Bob', { locale: 'fr-FR' })
  await bob.open('/')
  await expect(bob.page.locator('html')).toHaveAttribute('lang', 'en')
})

test('another language can be chosen, at once and for good', async ({ ada }) => {
  await ada.open('/')
  await ada.roomField.fill('Blue')

  await ada.chooseLanguage('es')
  await expect(ada.page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(ada.joinButton).toBeVisible()
  await expect(ada.roomField).toHaveValue('Blue')

  await ada.page.reload()
  await expect(ada.joinButton).toBeVisible()
  await expect(ada.page.locator('html')).toHaveAttribute('lang', 'es')
})

test('people who speak different languages are in one call', async ({ ada, invite, room }) => {
  const bob = await invite('Bob', { locale: 'de-DE' })
  await bob.join(room)
  await ada.join(room)

  await expect(bob.news.filter({ hasText: 'Ada' })).toContainText('Ada ist gekommen')
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await ada.hangUp()
  await expect(bob.news.filter({ hasText: 'Ada' })).toContainText('Ada ist gegangen')
})

for (const [language, locale] of Object.entries(LANGUAGES)) {
  test.describe(`in ${language}`, () => {
    test('the way in has no barriers, and a phone has room for its words', async ({ invite, room }) => {
      const ada = await invite('Ada', { locale })
      await ada.open('/')
      await expect(ada.joinButton).toBeVisible()
      await expectFit(ada)

      await ada.joinButton.click()
      await expect(ada.roomField).toHaveAttribute('aria-invalid', 'true')
      await expectFit(ada)

      await ada.context.addInitScript(neverDecide)
      await ada.follow(room)
      await ada.approach()
      await expectFit(ada)
    })

    test('the lobby has no barriers, and a phone has room for its words', async ({ invite, room, url }) => {
      const guests = await crowd(url, room)
      const ada = await invite('Ada', { locale, allows: [] })
      await ada.follow(room)
      await ada.approach()
      await expect(ada.joinNowButton).toBeDisabled()
      await expectFit(ada)
      for (const guest of guests) guest.close()
    })

    test('the call has no barriers, and a phone has room for its words', async ({ invite, room }) => {
      const ada = await invite('Ada', { locale })
      const bob = await invite('Bob', { locale, allows: [] })
      await ada.join(room)
      await expectFit(ada)

      await bob.join(room)
      await expect(ada.tile('Bob')).toHaveAttribute('data-link', 'connected')
      await expectFit(ada)
      await expectFit(bob)
    })

    test('the settings have no barriers, and a phone has room for their words', async ({ invite, room }) => {
      const ada = await invite('Ada', { locale })
      await ada.join(room)
      await ada.button(ada.words.settings).click()
      await expect(ada.page.getByRole('dialog', { name: ada.words.settings })).toBeVisible()
      await expectFit(ada)
    })

    test('the end has no barriers, and a phone has room for its words', async ({ invite, room }) => {
      const ada = await invite('Ada', { locale })
      await ada.join(room)
      await ada.hangUp()
      await expectFit(ada)
    })

    test('an unfit browser shows a page without barriers, with room for its words', async ({ invite }) => {
      const ada = await invite('Ada', { locale })
      await ada.context.addInitScript(withoutWebRtc)
      await ada.open('/')
      await expect(ada.screen('unsupported')).toBeVisible()
      await expectFit(ada)
    })
  })
}

async function expectFit(person) {
  await expectRoomForWords(person)
  await expectNoBarriers(person)
}

/** As many as a room takes. */
async function crowd(url, room) {
  const seats = Array.from({ length: 12 }, async (_, seat) => {
    const guest = await Socket.open(url, { room, id: `guest-${seat}` })
    guest.send({ type: 'JOIN', payload: { profile: { name: `Guest ${seat}` } } })
    await guest.next('ROOM')
    return guest
  })
  return Promise.all(seats)
}
