// Plain HTTP, from an address and with headers that a browser would not let a page choose.

import { once } from 'node:events'
import { request } from 'node:http'

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
}

/** Asks for something, and returns the answer's status, headers and text. `from` is an address of this machine. */
export async function ask(url, { from = '127.0.0.1', headers = {} } = {}) {
  const asked = request(url, { localAddress: from, headers, agent: false })
  asked.end()
  const [response, socket] = await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])
  socket?.destroy()
  const chunks = socket ? [] : await response.setEncoding('utf8').toArray()
  return { status: response.statusCode, headers: response.headers, text: chunks.join('') }
}

/** Asks for a signaling websocket, and hangs up if it is granted. */
export function upgrade(url, { from, headers = {} } = {}) {
  const target = new URL('/peerjs?key=room&id=ada&token=secret', url)
  return ask(target, { from, headers: { ...UPGRADE, ...headers } })
}
