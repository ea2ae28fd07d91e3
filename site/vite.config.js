// Bundles what wasm-bindgen made, fingerprints every file and rewrites index.html to match.
// There is no dev server here: `wrangler dev` serves the built site.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preloadLanding(), roomPage(), serviceWorker()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The page forbids inline code, styles and data URLs; everything is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})

/** Lets the browser fetch the landing module along with the scripts instead of after them. */
function preloadLanding() {
  return {
    name: 'preload-landing',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        return Object.keys(bundle ?? {})
          .filter((file) => /\/landing_bg.*\.wasm$/.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: {
              rel: 'preload',
              as: 'fetch',
              type: 'application/wasm',
              href: `/${file}`,
              crossorigin: true,
            },
            injectTo: 'head',
          }))
      },
    },
  }
}

/**
 * Makes `room.html` of `index.html`, for links to rooms: whoever follows one will want the call module, and the browser
 * fetches it along with the scripts, though after them where the network is narrow.
 */
function roomPage() {
  return {
    name: 'room-page',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const find = (pattern) => Object.keys(bundle).find((file) => pattern.test(file))
      const script = `<link rel="modulepreload" href="/${find(/\/call-[^/]*\.js$/)}" crossorigin fetchpriority="low">`
      const attributes = 'as="fetch" type="application/wasm" crossorigin fetchpriority="low"'
      const module = `<link rel="preload" href="/${find(/\/call_bg-[^/]*\.wasm$/)}" ${attributes}>`
      const page = bundle['index.html'].source.replace('</head>', `  ${script}\n    ${module}\n  </head>`)
      this.emitFile({ type: 'asset', fileName: 'room.html', source: page })
    },
  }
}

/** Tells the service worker what the release is made of. */
function serviceWorker() {
  const source = path.join(import.meta.dirname, 'sw.js')
  return {
    name: 'service-worker',
    // After the page has its final names.
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const hash = createHash('sha256')
      const files = Object.keys(bundle).sort()
      for (const file of files) hash.update(file).update(bundle[file].source ?? bundle[file].code)
      const release = {
        name: hash.digest('hex').slice(0, 16),
        files: files.filter((file) => file.startsWith('assets/')).map((file) => `/${file}`),
      }
      const code = await readFile(source, 'utf8')
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: `const RELEASE = ${JSON.stringify(release)}\n${code}`,
      })
    },
  }
}
