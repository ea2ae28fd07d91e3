// The two servers to compare, each as it comes and told what `cases/configured.js` says.

import { Server } from '../server.js'
import { FRIEND, PATH, PATIENCE_MS } from './cases/configured.js'
import { startUpstream } from './upstream.js'

/** What a configured Parley is told, and the path that its clients add. */
export const toldTo = {
  vars: { PEERJS_PATH: PATH, ALLOW_DISCOVERY: 'true', CORS_ORIGINS: FRIEND },
  path: PATH,
}

/** Starts peerjs-server. Returns `{ usual, configured, stop }`. */
export async function upstream() {
  const usual = await startUpstream()
  const configured = await startUpstream({
    path: PATH,
    allow_discovery: true,
    alive_timeout: PATIENCE_MS,
    corsOptions: { origin: [FRIEND] },
  })
  return {
    usual: { url: usual.url },
    configured: { url: configured.url, path: PATH },
    stop: () => Promise.all([usual.stop(), configured.stop()]),
  }
}

/** Starts Parley from what was built. Returns `{ usual, configured, stop }`. */
export async function parley() {
  const [usual, configured] = await Promise.all([Server.start(), Server.start({ vars: toldTo.vars })])
  return {
    usual: { url: usual.url },
    configured: { url: configured.url, path: toldTo.path },
    stop: () => Promise.all([usual.stop(), configured.stop()]),
  }
}
