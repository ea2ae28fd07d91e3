// Real browsers against a real Worker. Run as `playwright test -c e2e`, after `cargo xtask build`.

import { defineConfig } from '@playwright/test'

if (!globalThis.WebSocket) {
  throw new Error(`Node ${process.version} is too old; put node_modules/.bin first on PATH, where a newer one is`)
}

/** What can go on beside calls: it needs no browser, or little of one. */
const light =
  /(accessibility|conformance|edge|headers|ice|installable|keys|landing|languages|limits|logs|peerjs[a-z-]*|routes|weight)\.spec\.js$/

/** What needs the machine for itself: up to five people at a time, and networks that break. */
const heavy = /(faults|faults-network|floods)\.spec\.js$/

export default defineConfig({
  testDir: '.',
  globalSetup: './setup.js',
  workers: 2,
  projects: [
    // A call of three is as much as two cores carry without stutter.
    { name: 'calls', testIgnore: [light, heavy], workers: 1, outputDir: 'results/calls' },
    { name: 'light', testMatch: light, workers: 1, outputDir: 'results/light' },
    // By `cargo xtask test` after the others, alone.
    { name: 'heavy', testMatch: heavy, workers: 1, outputDir: 'results/heavy' },
  ],
  // Two cores that other work shares starve a browser now and then. What passes only then is listed as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    // A trace takes time from the calls that it watches; its screenshots would encode every page all the time.
    trace: { mode: 'on-first-retry', snapshots: true, screenshots: false, sources: false },
    video: 'off',
  },
})
