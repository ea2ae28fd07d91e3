// Loads the landing module first, and the call module while the person looks at the form.

import loadLanding, { start } from './pkg/landing.js'
import landing from './pkg/landing_bg.wasm?url'
import call from './pkg/call_bg.wasm?url'

const isRelease = import.meta.env.MODE !== 'development'
if (!isRelease) import('./live-reload.js')

let loading = null

/** The call module, loaded once. After a failure it is tried anew. */
function loadCall() {
  loading ??= fetchCall().catch((error) => {
    loading = null
    throw error
  })
  return loading
}

async function fetchCall() {
  const module = await import('./pkg/call.js')
  await module.default({ module_or_path: call })
  return module
}

/** Makes a passphrase expensive to try, in a worker that ends with all its memory. */
async function stretch(passphrase, room) {
  const worker = new Worker(new URL('./passphrase.js', import.meta.url), { type: 'module' })
  try {
    return await new Promise((resolve, reject) => {
      const fail = () => reject(new Error('The passphrase could not be worked on.'))
      worker.onmessage = ({ data }) => (data ? resolve(data) : fail())
      worker.onerror = fail
      worker.postMessage({ passphrase, room })
    })
  } finally {
    worker.terminate()
  }
}

await loadLanding({ module_or_path: landing })
if (start(loadCall, stretch)) {
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout
  // Whoever presses Join is told.
  whenIdle(() => loadCall().catch(() => {}))
}

// Without one, in private windows for instance, the page merely needs the network to open.
if (isRelease) navigator.serviceWorker?.register('/sw.js').catch(() => {})
