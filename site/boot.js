import init from './pkg/parley-site.js'
import wasm from './pkg/parley-site_bg.wasm?url'

if (import.meta.env.MODE === 'development') import('./live-reload.js')

await init({ module_or_path: wasm })
