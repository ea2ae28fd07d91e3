// Sealed rooms, and the words that people compare: with a server that reads along, and with one that does worse.

import { Chat } from './chat.js'
import { expect, test } from './fixtures.js'
import { Mallory } from './mallory.js'
import { FIVE, Seal } from './seal.js'
import { ServerSide, tamperWith } from './server-side.js'

const PASSPHRASE = 'four moths in a lamp'

test('whoever reads along at the server learns nothing of a sealed call of three', async ({ invite }) => {
  // Long enough not to turn up in what is sealed by chance.
  const ada = await invite('Ada Lovelace', { as: 'Ada' })
  const bob = await invite('Robert Kahn', { as: 'Bob' })
  const cleo = await invite('Cleopatra', { as: 'Cleo' })
  const people = [ada, bob, cleo]
  const sides = await Promise.all(people.map((person) => ServerSide.of(person)))
  const requests = []
  for (const person of people) {
    person.context.on('request', (request) => {
      // Browsers send no fragment; the driver of this one tells it nevertheless.
      requests.push(request.url().split('#')[0], request.postData() ?? '', JSON.stringify(request.headers()))
    })
  }

  const link = await new Seal(ada).startPrivateRoom()
  await new Seal(bob).follow(link)
  await new Seal(cleo).follow(link)
  await expect.poll(() => ada.links()).toEqual({ 'Robert Kahn': 'connected', Cleopatra: 'connected' })
  await expect.poll(() => cleo.sees()).toEqual({ 'Ada Lovelace': "Ada's face", 'Robert Kahn': "Bob's face" })
  await new Chat(bob).write('the moth is in relay seventy')
  await new Chat(cleo).open()
  await expect.poll(() => new Chat(cleo).texts()).toEqual(['Robert Kahn: the moth is in relay seventy'])

  await test.step('what passed holds nothing of it', async () => {
    const secret = new URL(link).hash.slice('#k='.length)
    const said = await Promise.all(people.map((person) => person.page.evaluate(whatIsSaid)))
    const passed = sides.flatMap(({ frames }) => frames).concat(requests).join('\n')
    expect(passed).toContain('sealed1.')
    // A fingerprint, a password and an address or more from each of three, towards each of two.
    expect(said.flat().length).toBeGreaterThanOrEqual(3 * (1 + 2 + 1))
    const names = people.map((person) => person.name)
    for (const text of [secret, ...names, 'the moth', 'fingerprint', 'candidate:', ...said.flat()]) {
      expect(passed.includes(text), text).toBe(false)
    }
  })

  await test.step('the words are the same for everyone, and change when someone leaves', async () => {
    const seals = people.map((person) => new Seal(person))
    const words = () => Promise.all(seals.map((seal) => seal.words()))
    await expect.poll(async () => new Set(await words()).size).toBe(1)
    const [before] = await words()
    expect(before).toMatch(FIVE)
    const [adas, bobs] = [await seals[0].wordsOfEach(), await seals[1].wordsOfEach()]
    expect(adas['Robert Kahn']).toBe(bobs.You)
    expect(bobs['Ada Lovelace']).toBe(adas.You)
    expect(adas.Cleopatra).toBe(bobs.Cleopatra)

    await cleo.hangUp()
    await expect.poll(async () => FIVE.test(await seals[0].words())).toBe(true)
    await expect.poll(async () => (await seals[0].words()) === (await seals[1].words())).toBe(true)
    expect(await seals[0].words()).not.toBe(before)
  })

  await test.step('the secret is in the link and nowhere else', async () => {
    const secret = new URL(link).hash.slice('#k='.length)
    await expect(new Seal(ada).chip).toHaveText('Sealed')
    await ada.button('Invite').first().click()
    await expect(ada.page.locator('#invitation input')).toHaveValue(link)
    const kept = await ada.page.evaluate(() => document.title + JSON.stringify({ ...localStorage, ...sessionStorage }))
    expect(kept).not.toContain(secret)
  })
})

test('in an open room the server could read all that', async ({ ada, bob, room }) => {
  const side = await ServerSide.of(ada)
  await ada.join(room)
  await bob.join(room)
  await expect.poll(() => ada.links()).toEqual({ Bob: 'connected' })
  const passed = side.frames.join('\n')
  for (const text of ['Ada', 'Bob', 'fingerprint', 'candidate:']) expect(passed).toContain(text)
  await expect(new Seal(ada).chip).toHaveText('Not sealed')
})

test('someone in the middle of an open call is given away by the words', async ({ browsers, invite, room, url }) => {
  // Nothing but words is passed on, so nothing else is to be expected.
  const ada = await invite('Ada', { devices: false })
  const bob = await invite('Bob', { devices: false })
  const mallory = await Mallory.between(ada, await browsers.withoutDevices(), url)
  await ada.join(room)
  await bob.join(room)
  await expect.poll(() => ada.links()).toEqual({ Bob: 'connected' })
  await expect.poll(() => bob.links()).toEqual({ Ada: 'connected' })

  for (const seal of [new Seal(ada), new Seal(bob)]) {
    await expect.poll(() => seal.words()).toContain('There are no common words')
  }
  const [adas, bobs] = [await new Seal(ada).wordsOfEach(), await new Seal(bob).wordsOfEach()]
  expect(adas.Bob).not.toBe(bobs.You)
  expect(bobs.Ada).not.toBe(adas.You)
  await mallory.close()
})

test('whoever changes what passes a sealed room keeps people apart, and they are warned', async ({ ada, bob }) => {
  await ServerSide.of(bob, tamperWith('OFFER', 'ANSWER', 'CANDIDATE'))
  const link = await new Seal(ada).startPrivateRoom()
  await new Seal(bob).follow(link)

  await expect(new Seal(bob).warning).toBeVisible()
  await expect(new Seal(ada).warning).toBeVisible()
  expect(Object.values(await ada.links())).not.toContain('connected')
  expect(Object.values(await bob.links())).not.toContain('connected')
})

test('whoever has another passphrase, or none, meets nobody, and everyone is told why', async ({ ada, bob, cleo, room }) => {
  await new Seal(ada).approachWith(room, PASSPHRASE)
  await ada.enter()
  await new Seal(bob).approachWith(room, PASSPHRASE.replace('four', 'five'))
  await expect(new Seal(bob).strangers).toContainText('1 person is here with another link or passphrase')
  await bob.enter()
  await expect(new Seal(ada).strangers).toContainText('1 person is here with another link or passphrase')

  await cleo.join(room)
  await expect(new Seal(cleo).strangers).toContainText('2 people are here in private')
  await expect(new Seal(ada).strangers).toContainText('1 person came without the secret')
  for (const person of [ada, bob, cleo]) {
    expect(await person.links()).toEqual({})
    expect(await person.holdsOpen()).toMatchObject({ connections: 0 })
  }
})

test('a passphrase brings people together, and the page moves while the key is made', async ({ ada, bob, room }) => {
  await new Seal(bob).approachWith(room, PASSPHRASE)
  await bob.enter()

  await ada.open('/')
  await ada.page.evaluate(countFrames, 'Making the key…')
  const files = []
  ada.page.on('response', (answer) => files.push(answer.url()))
  // Typed in another way, it is the same.
  await new Seal(ada).approachWith(room, `  ${PASSPHRASE.replaceAll(' ', '  ')} `)
  await ada.enter()
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await expect(new Seal(ada).chip).toHaveText('Sealed')

  await test.step('whoever loads the page again is asked for it again', async () => {
    expect(new URL(ada.page.url()).hash).toBe('#p')
    await ada.page.reload()
    await expect(new Seal(ada).passphraseField).toBeFocused()
    await new Seal(ada).passphraseField.fill(PASSPHRASE)
    await ada.page.evaluate(countFrames, 'Making the key…')
    await ada.joinButton.click()
    await ada.screen('call').waitFor()
    await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
    const kept = await ada.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    expect(kept).not.toContain('moths')
    // Far fewer are shown by a page that stands still.
    expect(await ada.page.evaluate(() => globalThis.framesWhileBusy)).toBeGreaterThan(5)
  })
})

test('a private room is remembered when asked for, and is one click away until it is forgotten', async ({ ada, bob, room }) => {
  const seal = new Seal(ada)
  const kept = () => ada.page.evaluate(() => JSON.stringify({ ...localStorage }))

  const link = await test.step('one that its link seals', async () => {
    const link = await seal.startPrivateRoom()
    const secret = new URL(link).hash.slice('#k='.length)
    const before = await kept()
    await seal.chip.click()
    await expect(seal.rememberSwitch).not.toBeChecked()
    await seal.rememberSwitch.press('Space')
    await expect(seal.rememberSwitch).toBeChecked()
    // The link has a checksum at its end, too.
    expect(before).not.toContain(secret.slice(0, 21))
    expect(await kept()).toContain(secret.slice(0, 21))
    await ada.page.keyboard.press('Escape')
    await ada.hangUp()
    return link
  })

  await test.step('one with a passphrase, of which only what is made of it is kept', async () => {
    await seal.approachWith(room, PASSPHRASE)
    await seal.rememberSwitch.click()
    await expect(seal.rememberSwitch).toBeChecked()
    expect(await kept()).not.toContain('moths')
    await new Seal(bob).approachWith(room, PASSPHRASE)
    await bob.enter()
  })

  await test.step('both are on the start page and open at once', async () => {
    await ada.open('/')
    const name = decodeURIComponent(new URL(link).pathname.split('/').at(-1))
    await expect(seal.remembered).toHaveText([room, name])
    await seal.remembered.last().getByRole('button', { name, exact: true }).click()
    await ada.screen('lobby').waitFor()
    expect(ada.page.url()).toBe(link)

    await ada.open('/')
    await seal.remembered.first().getByRole('button', { name: room, exact: true }).click()
    await ada.enter()
    await expect.poll(() => ada.links()).toEqual({ Bob: 'connected' })
    await ada.reload()
    await expect.poll(() => ada.links()).toEqual({ Bob: 'connected' })
  })

  await test.step('until they are forgotten', async () => {
    await ada.open('/')
    await ada.button(`Forget ${room}`).press('Enter')
    await expect(seal.remembered).toHaveCount(1)
    await ada.open(`/r/${encodeURIComponent(room)}#p`)
    await expect(seal.passphraseField).toBeFocused()
    await ada.open(link)
    await expect(seal.rememberSwitch).toBeChecked()
    await seal.rememberSwitch.click()
    await expect(seal.rememberSwitch).not.toBeChecked()
    expect(await kept()).not.toContain('parley.rooms')
  })
})

test('whoever turns back from a passphrase may go into the open room of that name', async ({ ada, room }) => {
  const seal = new Seal(ada)
  await seal.approachWith(room, PASSPHRASE)
  const sealed = ada.page.url()
  await ada.button('Back').click()
  await expect(ada.roomField).toHaveValue(room)
  await expect(seal.passphraseField).toBeVisible()
  await ada.button('Without a passphrase').click()
  await expect(seal.passphraseField).toHaveCount(0)
  await ada.enter()
  await expect(seal.chip).toHaveText('Not sealed')
  await ada.hangUp()

  await ada.open('/')
  await ada.roomField.fill(room)
  await ada.enter()
  await expect(seal.chip).toHaveText('Not sealed')

  await ada.open(sealed)
  await expect(seal.passphraseField).toBeFocused()
  await expect(ada.button('Without a passphrase')).toHaveCount(0)
})

test('half a link leads nowhere', async ({ ada, bob }) => {
  const link = await new Seal(ada).startPrivateRoom()
  await bob.join('Lobby')
  await bob.hangUp()
  await bob.open(link.slice(0, -3))
  await expect(bob.page.getByRole('alert')).toContainText('This link is incomplete')
  await bob.joinButton.click()
  await expect(bob.page.getByRole('alert')).toContainText('This link is incomplete')
  await bob.open('about:blank')
  await bob.open(link)
  await bob.enter()
  await expect.poll(() => ada.links()).toEqual({ Bob: 'connected' })
})

/** Runs in the page: what its connections told the others. */
function whatIsSaid() {
  const said = globalThis.probe.descriptions().flatMap((sdp) => [
    ...sdp.matchAll(/^a=fingerprint:\S+ (\S+)/gm),
    ...sdp.matchAll(/^a=ice-pwd:(\S+)/gm),
    ...sdp.matchAll(/^a=candidate:\S+ \S+ \S+ \S+ (\S+ \d+)/gm),
  ])
  return [...new Set(said.map(([, value]) => value))]
}

/** Runs in the page: counts the frames that it shows while a button says this. */
function countFrames(words) {
  globalThis.framesWhileBusy = 0
  const count = () => {
    const busy = [...document.querySelectorAll('button')].some((button) => button.textContent === words)
    if (busy) globalThis.framesWhileBusy += 1
    requestAnimationFrame(count)
  }
  count()
}
