// One person at one browser window: what they do, and what they see and hear.

import { expect } from '@playwright/test'

import { SLIDES_TITLE, cast, slides } from './cast.js'
import { installProbe } from './probe.js'
import { words } from './words.js'

/** How far a decoded colour may be from the one that was filmed: what a codec costs at low rates. */
const COLOUR_TOLERANCE = 40
/** How far a spectral peak may be from the voice. The analyser's bins are 12 Hz wide. */
const PITCH_TOLERANCE_HZ = 40

export class Person {
  /** What the browser complained about: errors, and breaches of the content security policy. */
  complaints = []
  /** What things are called in the language that Parley speaks with them. */
  words = words.en
  #expected = []
  #slides = null

  /**
   * Sits a person down in front of a fresh profile of `browser`. `allows` lists the permissions that they
   * have given to the site at `url`, and all others are refused; with `null` they dismiss each question
   * when it comes.
   */
  static async arrive({ browser, name, url, allows, ...settings }) {
    const context = await browser.newContext({ baseURL: url, ...settings })
    if (allows) await context.grantPermissions(allows, { origin: url })
    await context.addInitScript(installProbe)
    const person = new Person(name, context)
    person.words = words[settings.locale?.split('-')[0]] ?? words.en
    await person.openTab()
    return person
  }

  constructor(name, context) {
    this.name = name
    this.context = context
  }

  /** Opens another tab, and looks at that from now on. */
  async openTab() {
    this.#look(await this.context.newPage())
  }

  /** Duplicates the tab, and looks at the copy from now on. */
  async duplicateTab() {
    const [copy] = await Promise.all([
      this.context.waitForEvent('page'),
      // A tab that a page opens starts with a copy of what its own tab has kept, as a duplicate does.
      this.page.evaluate(() => void open(location.href)),
    ])
    this.#look(copy)
  }

  /** Looks at another of their tabs from now on. */
  async turnTo(tab) {
    this.page = tab
    await tab.bringToFront()
  }

  #look(page) {
    this.page = page
    this.page.on('pageerror', (error) => this.#complain(`uncaught: ${error.message}`))
    this.page.on('crash', () => this.#complain('the page crashed'))
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.#complain(message.text())
    })
  }

  /** Takes complaints that match as part of the test. */
  expectComplaint(pattern) {
    this.#expected.push(pattern)
  }

  #complain(text) {
    if (!this.#expected.some((pattern) => pattern.test(text))) this.complaints.push(text)
  }

  // What they do

  async open(path) {
    await this.page.goto(path)
  }

  /** Follows the link of a room, and enters it. */
  async join(room, name = this.name) {
    await this.follow(room)
    await this.enter(name)
  }

  /** Follows the link of a room: to its lobby, or to the form for whoever has not been here before. */
  async follow(room) {
    await this.open(`/r/${encodeURIComponent(room)}`)
    await this.joinButton.or(this.joinNowButton).waitFor()
  }

  /** Goes on to the lobby of the room that the form names, unless that is where they are. */
  async approach(name = this.name) {
    await this.joinButton.or(this.joinNowButton).waitFor()
    await this.nameField.fill(name)
    if (await this.joinButton.isVisible()) await this.joinButton.click()
    await this.screen('lobby').waitFor()
  }

  /** Loads the page again in the middle of a call, which goes on. */
  async reload() {
    await this.page.reload()
    await this.screen('call').waitFor()
  }

  /** Enters the room that the form or the lobby names. */
  async enter(name = this.name) {
    await this.approach(name)
    await this.joinNowButton.click()
    await this.screen('call').waitFor()
  }

  async hangUp() {
    await this.button(this.words.leave).click()
    await this.screen('ended').waitFor()
  }

  /** Goes back into the call that has ended. */
  async rejoin() {
    await this.button(this.words.rejoin).click()
    await this.screen('call').waitFor()
  }

  /** Chooses the language of this tag from those that Parley offers. */
  async chooseLanguage(tag) {
    await this.page.getByLabel(this.words.language, { exact: true }).selectOption(tag)
    this.words = words[tag]
  }

  /** Does something from the menu. */
  async does(action) {
    await this.button('More').click()
    await this.page.locator(`.menu-line[data-action="${action}"]`).click()
  }

  /** Shares one of the slides. */
  async shares(name) {
    await this.presents(presentSlide, slides[name])
  }

  /** Opens a tab, fills it by running `present` in it, and shares it. Any tab before it is closed. */
  async presents(present, what) {
    await this.#slides?.close()
    this.#slides = await this.context.newPage()
    await this.#slides.evaluate(present, what)
    await this.#slides.evaluate((title) => (document.title = title), SLIDES_TITLE)
    // Browsers play nothing before the person touches the page.
    await this.#slides.mouse.click(200, 200)
    await this.page.bringToFront()
    await this.button('Share screen').click()
    await this.button('Stop sharing screen').waitFor()
  }

  /** Closes the tab that is shared, as one may also do by the browser's own bar. */
  async closesSlides() {
    await this.#slides.close()
    this.#slides = null
  }

  // What is on the screen

  screen(name) {
    return this.page.locator(`main[data-screen="${name}"]`)
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true })
  }

  get roomField() {
    return this.page.getByLabel(this.words.room, { exact: true })
  }

  get nameField() {
    return this.page.getByLabel(this.words.name, { exact: true })
  }

  /** On the landing page. */
  get joinButton() {
    return this.button(this.words.join)
  }

  /** In the lobby. */
  get joinNowButton() {
    return this.button(this.words.joinNow)
  }

  /** The tiles of the others. */
  get tiles() {
    return this.page.locator('article[data-kind="person"]')
  }

  /** The screens that others share. */
  get screens() {
    return this.page.locator('article[data-kind="screen"]')
  }

  get stage() {
    return this.page.locator('[data-stage]')
  }

  /** The raised hand of someone else. */
  handOf(name) {
    return this.tile(name).locator('.raised-hand')
  }

  /** The screen of someone else. */
  screenOf(name) {
    return this.tile(`Screen of ${name}`)
  }

  /** The tile of someone else. */
  tile(name) {
    return this.page.getByRole('article', { name, exact: true })
  }

  /** The own picture. */
  get preview() {
    return this.page.locator('[data-self]')
  }

  /** Waits until the own picture moves. */
  async hasPicture() {
    const moves = (video) => video.videoWidth > 0 && video.currentTime > 0
    await expect.poll(() => this.preview.locator('video').evaluate(moves)).toBe(true)
  }

  /** What a screen reader reads out when it has time. */
  get news() {
    return this.page.getByRole('status')
  }

  // What they see and hear

  /**
   * Whom each tile shows in moving pictures: `{ Bob: "Bob's face" }`. Anything else is put in words:
   * `no picture`, `a still picture`, or the colour.
   */
  async sees() {
    const faces = await this.page.evaluate(() => globalThis.probe.faces())
    return Object.fromEntries(faces.map(([name, face]) => [name, whoseFace(face)]))
  }

  /**
   * Whom each tile lets one hear: `{ Bob: "Bob's voice" }`. Anything else is put in words: `silence`,
   * `muted`, `no sound`, or the pitch.
   */
  async hears() {
    const voices = await this.page.evaluate(() => globalThis.probe.voices())
    return Object.fromEntries(voices.map(([name, voice]) => [name, whoseVoice(voice)]))
  }

  /** Which slide each person's screen shows in moving pictures: `{ Bob: 'violet' }`. */
  async seesScreens() {
    const screens = await this.page.evaluate(() => globalThis.probe.faces('screen'))
    return Object.fromEntries(screens.map(([name, colour]) => [name, whichSlide(colour)]))
  }

  /** Which slide each person's screen lets one hear. */
  async hearsScreens() {
    const screens = await this.page.evaluate(() => globalThis.probe.voices('screen'))
    return Object.fromEntries(screens.map(([name, pitch]) => [name, whichSlideSounds(pitch)]))
  }

  /** What is sent to each of the others, as kinds of tracks. */
  async sends() {
    return this.page.evaluate(() => globalThis.probe.sends())
  }

  /** How each link stands: `{ Bob: 'connected' }`. */
  async links() {
    const tiles = await this.tiles.all()
    const link = async (tile) => [
      await tile.evaluate((element) => element.ariaLabel),
      await tile.getAttribute('data-link'),
    ]
    return Object.fromEntries(await Promise.all(tiles.map(link)))
  }

  /** How many peer connections, websockets and device tracks the page holds open. */
  async holdsOpen() {
    return this.page.evaluate(() => globalThis.probe.open())
  }

  /** Begins to watch the call closely. */
  async watch() {
    await this.page.evaluate(() => globalThis.probe.watch())
  }

  /** What happened to tiles and pictures since [`watch`]. */
  async report() {
    return this.page.evaluate(() => globalThis.probe.report())
  }

  async depart() {
    await this.context.close()
  }
}

function whoseFace(face) {
  if (typeof face === 'string') return face
  const owner = Object.keys(cast).find((name) => isLike(face, cast[name].face))
  return owner ? `${owner}'s face` : `rgb(${face})`
}

function whoseVoice(voice) {
  if (typeof voice === 'string') return voice
  const owner = Object.keys(cast).find((name) => isPitch(voice, cast[name].voice))
  return owner ? `${owner}'s voice` : `${Math.round(voice)} Hz`
}

function whichSlide(colour) {
  if (typeof colour === 'string') return colour
  return Object.keys(slides).find((name) => isLike(colour, slides[name].colour)) ?? `rgb(${colour})`
}

function whichSlideSounds(pitch) {
  if (typeof pitch === 'string') return pitch
  return Object.keys(slides).find((name) => isPitch(pitch, slides[name].pitch)) ?? `${Math.round(pitch)} Hz`
}

function isLike(colour, other) {
  return colour.every((part, index) => Math.abs(part - other[index]) <= COLOUR_TOLERANCE)
}

function isPitch(pitch, other) {
  return Math.abs(pitch - other) <= PITCH_TOLERANCE_HZ
}

/** Runs in a tab: fills it with a colour and plays a tone once the person has touched it. */
function presentSlide({ colour, pitch }) {
  document.body.style.background = `rgb(${colour})`
  const mover = document.body.appendChild(document.createElement('div'))
  mover.style = 'position: absolute; inset: 0 auto auto 0; width: 1em; height: 1em; background: white'
  mover.animate({ translate: ['0', '20em'] }, { duration: 1_000, iterations: Infinity })
  addEventListener('click', () => {
    const audio = new AudioContext()
    const tone = new OscillatorNode(audio, { frequency: pitch })
    tone.connect(audio.destination)
    tone.start()
  })
}
