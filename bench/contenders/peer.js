// npm's `peer` as its own command line starts it, but silent: `node peer.js PORT [HOST]`.

import { PeerServer } from 'peer'

PeerServer({ port: Number(process.argv[2]), host: process.argv[3] ?? '127.0.0.1' })
