// Chromium, as the tests want it.

import { chromium } from '@playwright/test'

import { SLIDES_TITLE, record } from './cast.js'

export const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium'

/** What Chromium is to do without. Who asks for a longer list names these too: the last list counts. */
export const DISABLED_FEATURES = [
  // Plain host addresses connect at once; resolving the names that hide them takes its time.
  'WebRtcHideLocalIpsWithMdns',
  // For every new window Chromium loads the pages of its address bar: 400 scripts, 0.7 s of CPU.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

const COMMON = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${DISABLED_FEATURES}`,
  `--auto-select-tab-capture-source-by-title=${SLIDES_TITLE}`,
]

/**
 * Browsers, started when first asked for and kept: one for each member of the cast, and one on a
 * machine without camera and microphone.
 */
export class Browsers {
  #folder
  #launched = new Map()

  /** The recordings of the cast go into `folder`. */
  constructor(folder) {
    this.#folder = folder
  }

  /** A browser whose camera and microphone are those of a member of the cast. */
  async playedBy(name) {
    return this.#once(name, async () => launch(await playedBy(name, this.#folder)))
  }

  /** A browser on a machine without any camera or microphone. */
  async withoutDevices() {
    return this.#once('without devices', () => launch([]))
  }

  async close() {
    const launched = await Promise.all(this.#launched.values())
    await Promise.all(launched.map((browser) => browser.close()))
  }

  #once(key, start) {
    if (!this.#launched.has(key)) this.#launched.set(key, start())
    return this.#launched.get(key)
  }
}

/** Starts the system's Chromium, or a program that starts it. */
export function launch(flags, executablePath = CHROMIUM) {
  return chromium.launch(options(flags, executablePath))
}

/** Starts the system's Chromium so that it can be killed: `{ browser, kill }`. */
export async function launchMortal(flags) {
  const server = await chromium.launchServer(options(flags, CHROMIUM))
  return { browser: await chromium.connect(server.wsEndpoint()), kill: () => server.kill() }
}

/**
 * The flags of a browser whose camera and microphone are those of a member of the cast, recorded in `folder` with this
 * many pictures a second.
 */
export async function playedBy(name, folder, rate) {
  const { camera, microphone } = await record(name, folder, rate)
  return [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
    `--use-file-for-fake-audio-capture=${microphone}`,
  ]
}

function options(flags, executablePath) {
  return {
    executablePath,
    args: [...COMMON, ...flags],
    // A muted browser captures silence from its tabs. There is nobody to be disturbed.
    ignoreDefaultArgs: ['--mute-audio'],
  }
}
