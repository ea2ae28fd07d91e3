import init from './pkg/parley-site.js'
import wasm from './pkg/parley-site_bg.wasm?url'

const isRelease = import.meta.env.MODE !== 'development'
if (!isRelease) import('./live-reload.js')

await init({ module_or_path: wasm })

// Without one, in private windows for instance, the page merely needs the network to open.
if (isRelease) navigator.serviceWorker?.register('/sw.js').catch(() => {})
