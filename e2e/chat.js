// The chat on a person's screen.

export class Chat {
  #person

  constructor(person) {
    this.#person = person
  }

  get panel() {
    return this.#person.page.locator('aside[data-panel="chat"]')
  }

  /** The button that opens and closes it, whatever it counts. */
  get button() {
    return this.#person.page.getByRole('button', { name: /^Chat(,|$)/ })
  }

  get field() {
    return this.panel.getByRole('textbox', { name: 'Message', exact: true })
  }

  get log() {
    return this.panel.getByRole('log')
  }

  get lines() {
    return this.panel.locator('.line')
  }

  async open() {
    if ((await this.button.getAttribute('aria-expanded')) === 'false') await this.button.click()
    await this.panel.waitFor()
  }

  /** Writes a message and sends it: to whomever is chosen, or to `to`. */
  async write(text, to) {
    await this.open()
    if (to) await this.panel.getByLabel('To', { exact: true }).selectOption({ label: to })
    await this.field.fill(text)
    await this.field.press('Enter')
  }

  /** What there is to read, from top to bottom: `Ada: hello`. */
  async texts() {
    await this.open()
    return this.lines.evaluateAll((lines) =>
      lines.map((line) => {
        const author = line.querySelector('strong').textContent
        return `${author}: ${line.querySelector('.bubble').textContent}`
      }),
    )
  }

  /** What has become of the own messages: `hello: delivered`. */
  async fates() {
    return this.lines.evaluateAll((lines) =>
      lines
        .filter((line) => line.dataset.delivery)
        .map((line) => `${line.querySelector('.bubble').textContent}: ${line.dataset.delivery}`),
    )
  }
}
