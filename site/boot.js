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
  // The script that compiles it while it comes is on its way meanwhile.
  const [module, response] = await Promise.all([import('./pkg/call.js'), fetch(call)])
  await module.default({ module_or_path: response })
  return module
}

/** Whether the person has been here before and follows the link of a room: they need no form. */
function goesStraightIn() {
  try {
    return location.pathname.startsWith('/r/') && localStorage.getItem('parley.name') !== null
  } catch {
    // Where a site may keep nothing.
    return false
  }
}

/** Waits for the end of the page: this script may be there before. */
async function parsed() {
  if (document.readyState !== 'loading') return
  await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }))
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

// Whoever presses Join, or need not, is told if it fails.
if (goesStraightIn()) loadCall().catch(() => {})
await Promise.all([loadLanding({ module_or_path: landing }), parsed()])
if (start(loadCall, stretch)) {
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout
  // Whoever presses Join is told.
  whenIdle(() => loadCall().catch(() => {}))
}

// Without one, in private windows for instance, the page merely needs the network to open.
if (isRelease) navigator.serviceWorker?.register('/sw.js').catch(() => {})
