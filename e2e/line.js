/** The way from one person's page to the server, which can be cut and mended. */
export class Line {
  #open = new Set()
  #isCut = false

  static async of(person) {
    const line = new Line()
    await person.page.routeWebSocket(/\/peerjs\?/, (page) => line.#connect(page))
    return line
  }

  #connect(page) {
    if (this.#isCut) {
      void page.close({ code: 1011 })
      return
    }
    const server = page.connectToServer()
    this.#open.add({ page, server })
  }

  /** Cuts it: what is open breaks, and nothing opens any more. */
  async cut() {
    this.#isCut = true
    const ends = [...this.#open].flatMap(({ page, server }) => [page, server])
    this.#open.clear()
    await Promise.all(ends.map((end) => end.close({ code: 1011 })))
  }

  mend() {
    this.#isCut = false
  }
}
