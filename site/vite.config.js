// Bundles what wasm-bindgen made, fingerprints every file and rewrites index.html to match.
// There is no dev server here: `wrangler dev` serves the built site.
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preloadWasm()],
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

/** Lets the browser fetch the wasm along with the scripts instead of after them. */
function preloadWasm() {
  return {
    name: 'preload-wasm',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        return Object.keys(bundle ?? {})
          .filter((file) => file.endsWith('.wasm'))
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
