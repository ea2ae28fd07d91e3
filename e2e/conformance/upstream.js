// The server to compare with: npm's `peer`, in a thread of its own.

import { once } from 'node:events'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

import { PeerServer } from 'peer'

/** Starts peerjs-server with these options. Returns its address, without a slash at the end, and how to stop it. */
export async function startUpstream(options = {}) {
  const thread = new Worker(new URL(import.meta.url), { workerData: options, stderr: true })
  const [port] = await once(thread, 'message')
  return { url: `http://127.0.0.1:${port}`, stop: () => thread.terminate() }
}

if (!isMainThread && workerData) {
  const app = PeerServer({ ...workerData, port: 0, host: '127.0.0.1' }, (server) => {
    parentPort.postMessage(server.address().port)
  })
  // Without a listener it dies of the first frame that is not JSON. Its own command line tool lives on.
  app.on('error', () => {})
}
