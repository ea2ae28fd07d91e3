// The server's side of a person's websocket: whoever runs the server can read and change what passes there.

/** Reads along, and may change what passes. */
export class ServerSide {
  /** Every frame that passed, either way. */
  frames = []
  #change

  /**
   * Sits at the server's side of a person. `change` is called with each frame and whether it goes to the person, and
   * returns what passes instead: a text, nothing, or a promise of either.
   */
  static async of(person, change = (frame) => frame) {
    const side = new ServerSide(change)
    await person.context.routeWebSocket(/\/peerjs\?/, (page) => side.#connect(page))
    return side
  }

  constructor(change) {
    this.#change = change
  }

  #connect(page) {
    const server = page.connectToServer()
    page.onMessage(this.#pass(server, false))
    server.onMessage(this.#pass(page, true))
  }

  /** Passes frames on in their order. */
  #pass(to, toPerson) {
    let last = Promise.resolve()
    return (frame) => {
      this.frames.push(frame)
      last = last.then(async () => {
        const changed = await this.#change(frame, toPerson)
        if (changed !== undefined) to.send(changed)
      })
    }
  }
}

/** Changes what a sealed text says, in all frames of a type that have one. */
export function tamperWith(...types) {
  return (frame) => {
    if (!types.some((type) => frame.includes(`"${type}"`))) return frame
    // The last characters but for the very last, whose lower bits may be padding: the tag.
    return frame.replace(/("sealed1\.[\w-]+)([\w-])([\w-]")/g, (_, head, letter, end) => head + (letter === 'A' ? 'B' : 'A') + end)
  }
}
