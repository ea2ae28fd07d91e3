// Runs inside workerd, around the Worker that is shipped: counts what wakes its rooms.

import { RoomObject as Room } from './index.js'

export { default } from './index.js'

const counts = { constructed: 0, fetches: 0, messages: 0, closes: 0, errors: 0, alarms: 0, failures: 0 }

/** Tells the counts, without any room being involved. */
export const Counts = { fetch: () => Response.json(counts) }

/** The room's object, each of whose events is counted on its way in. */
export class RoomObject {
  #room

  constructor(state, env) {
    this.#room = count('constructed', () => new Room(state, env))
  }

  fetch(request) {
    return count('fetches', () => this.#room.fetch(request))
  }

  webSocketMessage(socket, message) {
    return count('messages', () => this.#room.webSocketMessage(socket, message))
  }

  webSocketClose(socket, code, reason, wasClean) {
    return count('closes', () => this.#room.webSocketClose(socket, code, reason, wasClean))
  }

  webSocketError(socket, error) {
    return count('errors', () => this.#room.webSocketError(socket, error))
  }

  alarm() {
    return count('alarms', () => this.#room.alarm())
  }
}

/** Counts an event, and whether the room fails at it. */
function count(event, pass) {
  counts[event] += 1
  try {
    const result = pass()
    if (result instanceof Promise) result.catch(() => (counts.failures += 1))
    return result
  } catch (error) {
    counts.failures += 1
    throw error
  }
}
