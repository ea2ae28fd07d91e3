// Runs inside workerd, around the Worker that is shipped: counts what wakes its rooms.

import { RoomObject as Room } from './index.js'

export { default } from './index.js'

const counts = {
  constructed: 0,
  fetches: 0,
  messages: 0,
  closes: 0,
  errors: 0,
  alarms: 0,
  failures: 0,
  rowsRead: 0,
  rowsWritten: 0,
}
/** What was asked of storage, until its rows are counted. */
const cursors = []
let metered = false

/** Tells the counts, without any room being involved. */
export const Counts = { fetch: () => Response.json(counts) }

/** The room's object, each of whose events is counted on its way in. */
export class RoomObject {
  #room

  constructor(state, env) {
    meter(state.storage)
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
    if (result instanceof Promise) result.catch(() => (counts.failures += 1)).then(countRows)
    return result
  } catch (error) {
    counts.failures += 1
    throw error
  } finally {
    countRows()
  }
}

/** Has all storage tell what it is asked, as it is billed: an alarm that is set, and all that is deleted, is a row. */
function meter(storage) {
  if (metered) return
  metered = true
  const sql = Object.getPrototypeOf(storage.sql)
  const { exec } = sql
  sql.exec = function (...query) {
    const cursor = exec.apply(this, query)
    cursors.push(cursor)
    return cursor
  }
  const prototype = Object.getPrototypeOf(storage)
  for (const name of ['setAlarm', 'deleteAlarm', 'deleteAll']) {
    const original = prototype[name]
    prototype[name] = function (...parameters) {
      counts.rowsWritten += 1
      return original.apply(this, parameters)
    }
  }
}

function countRows() {
  for (const { rowsRead, rowsWritten } of cursors.splice(0)) {
    counts.rowsRead += rowsRead
    counts.rowsWritten += rowsWritten
  }
}
