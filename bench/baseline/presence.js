// The presence server of the old flow, written afresh: `node presence.js PORT [HOST]`. Whoever opens a websocket is announced
// to everyone in the room by name and id, what one says all the others hear, and whoever closes it is announced too.

import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const rooms = new Map()
const server = createServer((_, response) => response.writeHead(426).end())

new WebSocketServer({ server }).on('connection', (socket, request) => {
  const { searchParams } = new URL(request.url, 'http://presence')
  const [room, person] = [searchParams.get('room'), searchParams.get('person')]
  const present = rooms.get(room) ?? rooms.set(room, new Set()).get(room)
  const tell = (event) => present.forEach((other) => other !== socket && other.send(JSON.stringify(event)))

  present.add(socket)
  tell({ event: 'joined', person })
  socket.on('message', (text) => tell({ event: 'said', person, text: `${text}` }))
  socket.on('close', () => {
    present.delete(socket)
    if (present.size === 0) rooms.delete(room)
    tell({ event: 'left', person })
  })
})

server.listen(Number(process.argv[2]), process.argv[3] ?? '127.0.0.1')
