// The worker that makes a passphrase expensive to try: a second of work and 64 MiB, off the page's thread.
// It answers one message, with nothing if there was not enough memory, and is then ended.

import load, { stretch } from './pkg/passphrase.js'
import passphrase from './pkg/passphrase_bg.wasm?url'

addEventListener('message', async ({ data }) => {
  try {
    await load({ module_or_path: passphrase })
    postMessage(stretch(data.passphrase, data.room))
  } catch {
    postMessage(null)
  }
})
