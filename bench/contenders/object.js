// A room as a hand-written JavaScript Durable Object: the least that relays PeerJS frames, and so what the platform
// itself costs. It has no limits, no roster, no rate limit and keeps nothing for who is away; its sockets hibernate,
// heartbeats are answered by the runtime, and ids are looked up in memory, as anyone in a hurry would have it.

const HEARTBEAT = '{"type":"HEARTBEAT"}'

export default {
  fetch(request, env) {
    const room = new URL(request.url).searchParams.get('key')
    return env.ROOM.get(env.ROOM.idFromName(room)).fetch(request)
  },
}

export class RoomObject {
  #state
  #sockets = new Map()
  #ids = new WeakMap()

  constructor(state) {
    this.#state = state
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(HEARTBEAT, 'beat'))
    console.log('room-woke')
    for (const socket of state.getWebSockets()) this.#seat(socket.deserializeAttachment(), socket)
  }

  fetch(request) {
    const id = new URL(request.url).searchParams.get('id')
    const [client, server] = Object.values(new WebSocketPair())
    this.#state.acceptWebSocket(server)
    server.serializeAttachment(id)
    this.#seat(id, server)
    server.send('{"type":"OPEN"}')
    return new Response(null, { status: 101, webSocket: client })
  }

  webSocketMessage(socket, text) {
    const { type, dst, payload } = JSON.parse(text)
    this.#sockets.get(dst)?.send(JSON.stringify({ type, src: this.#ids.get(socket), dst, payload }))
  }

  webSocketClose(socket) {
    this.#sockets.delete(this.#ids.get(socket))
  }

  #seat(id, socket) {
    this.#sockets.set(id, socket)
    this.#ids.set(socket, id)
  }
}
