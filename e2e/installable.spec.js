// Parley as an app: installed, opened without a network, and never older than what the server has.

import { readFile, readdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { expect, test } from './fixtures.js'

test('a browser has nothing to say against installing it', async ({ ada }) => {
  await ada.open('/')
  const session = await ada.context.newCDPSession(ada.page)

  const { url, errors, manifest } = await session.send('Page.getAppManifest')
  expect(new URL(url).pathname).toBe('/manifest.webmanifest')
  expect(errors).toEqual([])
  expect(new URL(manifest.id).pathname).toBe('/')
  expect(new URL(manifest.startUrl).pathname).toBe('/')
  expect(new URL(manifest.scope).pathname).toBe('/')

  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // Each test browses in private, where nothing is installed.
  const serious = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')
  expect(serious).toEqual([])
})

test('every icon is there, and is as large as the manifest says', async ({ ada }) => {
  await ada.open('/')
  const icons = await ada.page.evaluate(async () => {
    const { icons } = await (await fetch('/manifest.webmanifest')).json()
    const load = async ({ src, sizes, purpose }) => {
      const image = new Image()
      image.src = src
      await image.decode()
      return { purpose, sizes, found: `${image.naturalWidth}x${image.naturalHeight}` }
    }
    return Promise.all(icons.map(load))
  })

  for (const { sizes, found } of icons) if (sizes !== 'any') expect(found).toBe(sizes)
  const sizesFor = (purpose) => icons.filter((icon) => icon.purpose === purpose).map(({ sizes }) => sizes)
  expect(sizesFor('any')).toEqual(expect.arrayContaining(['192x192', '512x512']))
  expect(sizesFor('maskable')).toContain('512x512')
})

test('whoever was here before can open any link without a network, and is told on joining', async ({ ada }) => {
  expectLostNetwork(ada)
  await ada.open('/')
  await untilKept(ada)

  await ada.context.setOffline(true)
  for (const path of ['/', '/r/Blue%20parrots']) {
    await ada.open(path)
    await ada.page.reload()
    await expect(ada.screen('landing')).toBeVisible()
  }
  await expect(ada.roomField).toHaveValue('Blue parrots')

  await ada.nameField.fill('Ada')
  await ada.joinButton.click()
  await expect(ada.page.getByRole('alert')).toContainText('You are offline')
  await expect(ada.roomField).toHaveValue('Blue parrots')

  await ada.context.setOffline(false)
  await ada.enter()
})

test('a server that is away is no reason not to open', async ({ invite, serve }) => {
  const server = await serve()
  const ada = await invite('Ada', { url: server.url })
  expectLostNetwork(ada)
  await ada.open('/')
  await untilKept(ada)

  await server.kill()

  await ada.page.reload()
  await expect(ada.screen('landing')).toBeVisible()
})

test('nothing is kept but the page and the files that it is made of', async ({ ada, room }) => {
  await ada.open('/')
  await untilKept(ada)
  await ada.join(room)
  await ada.reload()

  const kept = await ada.page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat()
    return requests.map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/')
  expect(kept.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([])
})

test('after a deploy the next page is the new one, and so it is offline', async ({ invite, serve }) => {
  const server = await serve()
  const ada = await invite('Ada', { url: server.url })
  expectLostNetwork(ada)
  await ada.open('/')
  await untilKept(ada)
  await ada.page.reload()
  await expect(ada.joinButton).toBeVisible()
  expect(await releaseOf(ada)).toBe('first')

  await deployNext(server)
  await ada.page.reload()
  await expect(ada.joinButton).toBeVisible()
  expect(await releaseOf(ada)).toBe('next')

  // The next release is kept before its worker takes over, which waits until no tab shows the first.
  await expect.poll(() => ada.page.evaluate(async () => (await caches.keys()).length)).toBe(2)
  await untilNewestIsWhole(ada)
  await ada.context.setOffline(true)
  await ada.page.reload()
  await expect(ada.joinButton).toBeVisible()
  expect(await releaseOf(ada)).toBe('next')
})

test('a tab of the old release finds its parts as long as it is open, and then they are thrown away', async ({
  invite,
  serve,
}) => {
  const server = await serve()
  const ada = await invite('Ada', { url: server.url })
  await ada.open('/')
  await untilKept(ada)
  await ada.page.reload()
  const script = await scriptOf(ada)

  await deployNext(server)
  await ada.page.evaluate(async () => (await navigator.serviceWorker.ready).update())
  await untilNewestIsWhole(ada)
  expect(await ada.page.evaluate(async (script) => (await fetch(script)).status, script)).toBe(200)

  const old = ada.page
  await ada.openTab()
  await old.close()
  await expect(async () => {
    await ada.open('/')
    const releases = await ada.page.evaluate(async () => (await caches.keys()).length)
    // The new worker takes over once no page is open, so none may be while this waits for it.
    await ada.page.goto('about:blank')
    expect(releases).toBe(1)
  }).toPass()
  await ada.open('/')
  expect(await releaseOf(ada)).toBe('next')
})

function expectLostNetwork(person) {
  person.expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/)
}

/** Waits until the page is kept for times without a network. */
async function untilKept({ page }) {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
}

/** Waits until the newest of two releases is kept as a whole. */
async function untilNewestIsWhole({ page }) {
  const isWhole = async () => {
    const [, newest] = await caches.keys()
    return newest !== undefined && (await (await caches.open(newest)).match('/')) !== undefined
  }
  await expect.poll(() => page.evaluate(isWhole)).toBe(true)
}

/** Which release the page says it is: the next one, or the one before. */
async function releaseOf({ page }) {
  return page.evaluate(() => document.documentElement.dataset.release ?? 'first')
}

async function scriptOf({ page }) {
  return page.evaluate(() => new URL(document.querySelector('script[src^="/assets/"]').src).pathname)
}

/** Deploys a release whose script has another content, hence another name. */
async function deployNext({ url, site }) {
  const page = await readFile(path.join(site, 'index.html'), 'utf8')
  const [, script] = page.match(/<script[^>]* src="\/assets\/([^"]+)"/)
  const next = 'index-the-next.js'
  await rename(path.join(site, 'assets', script), path.join(site, 'assets', next))

  const files = await readdir(site, { recursive: true })
  for (const file of files.filter((file) => /\.(html|js)$/.test(file))) {
    let text = (await readFile(path.join(site, file), 'utf8')).replaceAll(script, next)
    if (file.endsWith(next)) text = `document.documentElement.dataset.release = 'next'\n${text}`
    if (file === 'sw.js') text = text.replace(/"name":"\w+"/, '"name":"next"')
    await writeFile(path.join(site, file), text)
  }
  // The server notices one file after another.
  const served = async (path) => (await fetch(url + path)).text()
  const status = async (path) => (await fetch(url + path)).status
  await expect.poll(() => served('/')).toContain(next)
  await expect.poll(() => served('/sw.js')).toContain(next)
  await expect.poll(() => status(`/assets/${next}`)).toBe(200)
  await expect.poll(() => status(`/assets/${script}`)).toBe(404)
}
