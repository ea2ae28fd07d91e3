// Cloudflare's TURN service, played by a small server on this machine, in all its moods.

import { once } from 'node:events'
import { createServer } from 'node:http'

/** What the service answers when all is well, as its documentation shows it. */
const MINTED = {
  iceServers: [
    { urls: ['stun:stun.cloudflare.com:3478', 'stun:stun.cloudflare.com:53'] },
    {
      urls: [
        'turn:turn.cloudflare.com:3478?transport=udp',
        'turn:turn.cloudflare.com:53?transport=udp',
        'turn:turn.cloudflare.com:3478?transport=tcp',
        'turn:turn.cloudflare.com:80?transport=tcp',
        'turns:turn.cloudflare.com:5349?transport=tcp',
        'turns:turn.cloudflare.com:443?transport=tcp',
      ],
      username: 'a name',
      credential: 'a password',
    },
  ],
}

/** How the service may answer. */
export const moods = {
  wellDisposed: (response) => response.writeHead(201).end(JSON.stringify(MINTED)),
  broken: (response) => response.writeHead(500).end('Internal Server Error'),
  unforgiving: (response) => response.writeHead(401).end(),
  silent: () => {},
  stuck: (response) => response.writeHead(201).write('{"iceServers":['),
  confused: (response) => response.writeHead(201).end('<html>'),
  empty: (response) => response.writeHead(201).end('{"iceServers":[]}'),
}

export class TurnService {
  /** The requests that came: `{ method, path, authorization, body }`. */
  requests = []
  mood = moods.wellDisposed
  #server

  static async start() {
    const service = new TurnService()
    await service.start(0)
    return service
  }

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks = await Array.fromAsync(request)
      this.requests.push({
        method: request.method,
        path: request.url,
        authorization: request.headers.authorization,
        body: JSON.parse(Buffer.concat(chunks)),
      })
      this.mood(response)
    })
  }

  /** Starts it, or starts it again, at this port. */
  async start(port) {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/v1`
  }

  /** Ends it, in the middle of whatever it was about to say. */
  async stop() {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }
}
