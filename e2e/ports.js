// TCP ports of this machine.

import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** One that nobody listens on. */
export async function freePort(host) {
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

/** Whether anybody listens on one. */
export async function answers(host, port) {
  const socket = connect(port, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
