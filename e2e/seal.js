// What a person sees of how their room is sealed.

export class Seal {
  #person

  constructor(person) {
    this.#person = person
  }

  get page() {
    return this.#person.page
  }

  /** The word in the head of a call, which opens the dialog. */
  get chip() {
    return this.page.locator('.seal-chip')
  }

  get dialog() {
    return this.page.locator('#sealing')
  }

  /** What was changed on its way. */
  get warning() {
    return this.page.locator('[data-banner="tampered"]')
  }

  /** Who is there and not shown: at the door, or in a call. */
  get strangers() {
    return this.page.locator('[data-strangers], [data-banner="strangers"]')
  }

  get passphraseField() {
    return this.page.getByLabel('Passphrase', { exact: true })
  }

  /** Makes a private room and goes in. Returns its link. */
  async startPrivateRoom() {
    const person = this.#person
    await person.open('/')
    await person.nameField.fill(person.name)
    await person.button('New private room').click()
    await person.screen('lobby').waitFor()
    await person.enter()
    return this.page.url()
  }

  /** Follows a link into its room. */
  async follow(link) {
    await this.#person.open(link)
    await this.#person.enter()
  }

  /** Has this browser remember the private room, or forget it. */
  get rememberSwitch() {
    return this.page.getByRole('switch', { name: 'Remember this room on this device' })
  }

  /** The rooms on the landing page that this browser remembers. */
  get remembered() {
    return this.page.getByRole('region', { name: 'Your private rooms' }).getByRole('listitem')
  }

  /** Goes to the lobby of a room that is sealed with a passphrase. */
  async approachWith(room, passphrase) {
    const person = this.#person
    await person.open('/')
    await person.roomField.fill(room)
    await person.nameField.fill(person.name)
    await person.button('Seal it with a passphrase').click()
    await this.passphraseField.fill(passphrase)
    await person.joinButton.click()
    await person.screen('lobby').waitFor()
  }

  /** The words of the room, or why there are none. */
  async words() {
    await this.#look()
    const list = this.dialog.locator('[data-words="room"] li')
    if ((await list.count()) > 0) return (await list.allTextContents()).join(' ')
    return this.dialog.locator('.seal-words [role="status"]').textContent()
  }

  /** The words for each person: `{ You: …, Bob: … }`. */
  async wordsOfEach() {
    await this.#look()
    const rows = await this.dialog.locator('dl > div').all()
    const row = async (row) => [await row.locator('dt').textContent(), await row.locator('dd').textContent()]
    return Object.fromEntries(await Promise.all(rows.map(row)))
  }

  /** Opens the dialog for a moment, unless somebody has: it goes on telling how things stand when it is closed again. */
  async #look() {
    if ((await this.dialog.locator('.sealing').count()) > 0) return
    await this.chip.click()
    await this.page.keyboard.press('Escape')
    await this.dialog.waitFor({ state: 'hidden' })
  }
}

/** Five words. */
export const FIVE = /^[a-z]+( [a-z]+){4}$/
