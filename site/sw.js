// The service worker: opens the page without a network, and never an old page with one.
//
// The build puts `RELEASE` in front of this: the release's name, which changes with any of its files, and
// all those files.
//
// - Pages come from the network. Only where there is none does the one that was kept open.
// - Files whose names hold the hash of their content cannot be stale: what was kept is used first.
// - Everything else, the server's answers above all, is none of the worker's business.
//
// A release is kept whole, so an open tab can still load its parts when the server has the next one. That
// is why a new worker waits until all tabs of the old release are closed (it does not `skipWaiting`) and
// only then throws the old release away. Meanwhile nothing is stale: the old worker, too, asks the network
// for pages.

const PREFIX = 'parley '
const CACHE = PREFIX + RELEASE.name
const PAGE = '/'

addEventListener('install', (event) => event.waitUntil(keep()))
addEventListener('activate', (event) => event.waitUntil(Promise.all([forgetOthers(), preload()])))

addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== location.origin) return
  if (mode === 'navigate' && (pathname === PAGE || pathname.startsWith('/r/'))) {
    event.respondWith(page(event))
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(file(event.request))
  }
})

async function keep() {
  const cache = await caches.open(CACHE)
  // All or nothing. The page must not come from the browser's own cache, the files may.
  await cache.addAll([new Request(PAGE, { cache: 'reload' }), ...RELEASE.files])
}

async function forgetOthers() {
  const names = await caches.keys()
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(others.map((name) => caches.delete(name)))
}

/** Lets the browser ask for a page while it still starts the worker. */
async function preload() {
  await registration.navigationPreload?.enable()
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch {
    return (await newest(PAGE)) ?? Response.error()
  }
}

async function file(request) {
  return (await newest(request)) ?? fetch(request)
}

/** What was kept last, perhaps by a newer worker that still waits. */
async function newest(request) {
  const names = await caches.keys()
  for (const name of names.filter((name) => name.startsWith(PREFIX)).reverse()) {
    const kept = await (await caches.open(name)).match(request)
    if (kept) return kept
  }
  return undefined
}
