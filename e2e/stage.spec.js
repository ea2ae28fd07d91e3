// The stage: who is large on it, who speaks, who wants to, and where one's own picture is.

import { expect, test } from './fixtures.js'

test('a pinned tile is large until it is unpinned', async ({ ada, bob, cleo, room }) => {
  await meet(room, ada, bob, cleo)

  await ada.tile('Cleo').hover()
  await ada.button('Pin Cleo').click()

  await expect(ada.stage).toHaveAttribute('data-layout', 'spotlight')
  await expect(ada.tile('Cleo')).toHaveAttribute('data-spotlight', 'true')
  const [large, small] = [await area(ada.tile('Cleo')), await area(ada.tile('Bob'))]
  expect(large).toBeGreaterThan(4 * small)

  await ada.button('Unpin Cleo').click()
  await expect(ada.stage).toHaveAttribute('data-layout', 'grid')
  expect(await area(ada.tile('Cleo'))).toBeCloseTo(await area(ada.tile('Bob')), -2)
})

test('pictures neither stop nor are rebuilt when the layout changes', async ({ ada, bob, cleo, room }) => {
  await meet(room, ada, bob, cleo)
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face", Cleo: "Cleo's face" })
  const videos = ada.page.locator('video')
  await videos.evaluateAll((all) => (globalThis.videosBefore = all))
  await ada.watch()

  await ada.does('layout')
  await expect(ada.stage).toHaveAttribute('data-layout', 'spotlight')
  await ada.button('Pin Cleo').click()
  await ada.button('Pin Bob').click()
  await ada.page.setViewportSize({ width: 500, height: 900 })
  await expect(ada.stage).toHaveAttribute('data-layout', 'spotlight-above')
  await ada.does('layout')
  await expect(ada.stage).toHaveAttribute('data-layout', 'grid')

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face", Cleo: "Cleo's face" })
  expect(await videos.evaluateAll((all) => all.every((it, at) => it === globalThis.videosBefore[at]))).toBe(true)
  const { gone, longestStopMs } = await ada.report()
  expect(gone).toEqual([])
  for (const [name, stop] of Object.entries(longestStopMs)) expect(stop, name).toBeLessThan(1_500)
})

test('the spotlight goes to whoever speaks, and stays with them in silence', async ({ ada, bob, cleo, room }) => {
  await meet(room, ada, bob, cleo)
  await bob.button('Mute microphone').click()
  await cleo.button('Mute microphone').click()
  await ada.does('layout')
  await expect(ada.page.locator('[data-speaking="true"]')).toHaveCount(0)

  await cleo.button('Unmute microphone').click()
  await expect(ada.tile('Cleo')).toHaveAttribute('data-speaking', 'true')
  await expect(ada.tile('Cleo')).toHaveAttribute('data-spotlight', 'true')

  await cleo.button('Mute microphone').click()
  await expect(ada.tile('Cleo')).toHaveAttribute('data-speaking', 'false')
  await expect(ada.tile('Cleo')).toHaveAttribute('data-spotlight', 'true')

  await bob.button('Unmute microphone').click()
  await expect(ada.tile('Bob')).toHaveAttribute('data-speaking', 'true')
  await expect(ada.tile('Bob')).toHaveAttribute('data-spotlight', 'true')
})

test('raised hands reach the others, in the order in which they went up', async ({ ada, bob, cleo, room }) => {
  await meet(room, ada, bob, cleo)

  await bob.button('Raise hand').click()
  await expect(ada.handOf('Bob')).toBeVisible()
  await expect(ada.news.filter({ hasText: 'Bob raises a hand' })).toBeVisible()
  await cleo.button('Raise hand').click()
  await expect(ada.handOf('Cleo')).toContainText('2')
  await expect(ada.handOf('Bob')).toContainText('1')

  await bob.button('Lower hand').click()
  await expect(ada.handOf('Bob')).toHaveCount(0)
  await expect(ada.handOf('Cleo')).not.toContainText('2')
})

test('whoever comes later sees the raised hand too', async ({ ada, bob, room }) => {
  await bob.join(room)
  await bob.button('Raise hand').click()

  await ada.join(room)

  await expect(ada.handOf('Bob')).toBeVisible()
})

test('a reaction floats over the tile for a moment, and is read out', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)

  await bob.button('React').click()
  await bob.button('Applause').click()

  const reaction = ada.tile('Bob').getByText('👏')
  await expect(reaction).toBeVisible()
  await expect(ada.news.filter({ hasText: 'Bob reacts with 👏' })).toHaveCount(1)
  await expect(bob.preview.getByText('👏')).toHaveCount(1)
  await expect(bob.button('Applause')).toBeHidden()
  await expect(reaction).toHaveCount(0)
})

test('the page takes the whole screen, and gives it back', async ({ ada, room }) => {
  await ada.join(room)
  const isFull = () => ada.page.evaluate(() => document.fullscreenElement !== null)

  await ada.does('full-screen')
  await expect.poll(isFull).toBe(true)

  await ada.page.getByRole('button', { name: 'More', exact: true }).click()
  await ada.button('Leave full screen').click()
  await expect.poll(isFull).toBe(false)
})

test('the own picture goes where the arrow keys send it, and is there the next time', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  await expect(ada.preview).toHaveAttribute('data-corner', 'bottom-end')

  await ada.button('Move your picture').focus()
  await ada.page.keyboard.press('ArrowUp')
  await ada.page.keyboard.press('ArrowLeft')

  await expect(ada.news.filter({ hasText: 'Your picture is at the top left' })).toHaveCount(1)
  expect(await corner(ada)).toEqual({ top: true, left: true })
  await ada.reload()
  await expect(ada.tile('Bob')).toBeVisible()
  expect(await corner(ada)).toEqual({ top: true, left: true })
})

test('the own picture goes where it is dragged, or to the next corner by a click', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  const { mouse } = ada.page
  const stage = await ada.stage.boundingBox()

  // Waits until the picture has come to rest.
  await ada.preview.hover()
  await mouse.down()
  await mouse.move(stage.x + stage.width * 0.2, stage.y + stage.height * 0.7, { steps: 5 })
  await mouse.up()
  await expect(ada.preview).toHaveAttribute('data-corner', 'bottom-start')
  expect(await corner(ada)).toEqual({ top: false, left: true })

  await ada.preview.hover()
  await ada.button('Move your picture').click()
  await expect(ada.preview).toHaveAttribute('data-corner', 'top-start')
})

test('whoever would rather not see themselves need not', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)

  await ada.does('own-picture')
  await expect(ada.preview).toBeHidden()
  await expect.poll(() => bob.sees()).toEqual({ Ada: "Ada's face" })

  await bob.hangUp()
  await expect(ada.preview).toBeVisible()
})

test('a small window shows who speaks, and mutes', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  const inside = (act) => ada.page.evaluate(act)

  await ada.does('small-window')

  const isMoving = () => {
    const video = documentPictureInPicture.window?.document.querySelector('video')
    return Boolean(video && video.videoWidth > 0 && video.currentTime > 0 && video.muted)
  }
  await expect.poll(() => inside(isMoving)).toBe(true)
  const name = () => documentPictureInPicture.window.document.querySelector('.nameplate').textContent
  expect(await inside(name)).toBe('Bob')

  await inside(() => documentPictureInPicture.window.document.querySelector('[data-device]').click())
  await expect(bob.tile('Ada')).toHaveAttribute('data-microphone', 'off')

  await inside(() => documentPictureInPicture.window.close())
  await ada.page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(ada.button('Small window')).toBeVisible()
})

test('on a phone, all there is to do is at hand', async ({ ada, bob, room }) => {
  await meet(room, ada, bob)
  await ada.page.setViewportSize({ width: 360, height: 640 })

  for (const button of await ada.page.locator('.controls > button:visible').all()) {
    const { x, width } = await button.boundingBox()
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + width).toBeLessThanOrEqual(360)
    expect(width).toBeGreaterThanOrEqual(44)
  }
  await ada.button('More').click()
  await ada.button('Raise hand').click()
  await expect(bob.handOf('Ada')).toBeVisible()

  await ada.button('More').click()
  await ada.button('React').click()
  await ada.button('Heart').click()
  await expect(bob.tile('Ada').getByText('❤️')).toBeVisible()
})

for (const [width, height] of [[640, 360], [568, 320]]) {
  test(`a window of ${width} × ${height}, as at 200 % zoom, has room for faces and for all there is to do`, async ({
    ada,
    bob,
    room,
  }) => {
    await meet(room, ada, bob)
    await ada.page.setViewportSize({ width, height })

    for (const button of await ada.page.locator('.controls > button:visible').all()) {
      const box = await button.boundingBox()
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(width)
      expect(box.y + box.height).toBeLessThanOrEqual(height)
    }
    expect(await area(ada.tile('Bob'))).toBeGreaterThan(0.4 * width * height)
    await ada.button('More').click()
    await ada.button('Raise hand').click()
    await expect(bob.handOf('Ada')).toBeVisible()
  })
}

test('nothing moves for those who would rather not have it', async ({ ada, bob, cleo, room }) => {
  await ada.page.emulateMedia({ reducedMotion: 'reduce' })
  await meet(room, ada, bob, cleo)

  await bob.button('React').click()
  await bob.button('Heart').click()
  await expect(ada.tile('Bob').getByText('❤️')).toBeVisible()
  await ada.does('layout')
  await expect(ada.stage).toHaveAttribute('data-layout', 'spotlight')

  expect(await ada.page.evaluate(movements)).toEqual([])
})

/** Runs in the page: which properties change little by little that move something. */
function movements() {
  const MOVING = ['translate', 'transform', 'scale', 'rotate', 'inset', 'width', 'height', 'inlineSize', 'blockSize']
  const properties = document.getAnimations().flatMap(({ effect }) => effect.getKeyframes().flatMap(Object.keys))
  return properties.filter((it) => MOVING.some((moving) => it.startsWith(moving)))
}

async function meet(room, ...people) {
  for (const person of people) await person.join(room)
  for (const person of people) {
    for (const other of people.filter((it) => it !== person)) {
      await expect(person.tile(other.name)).toHaveAttribute('data-link', 'connected')
    }
  }
}

async function area(element) {
  const { width, height } = await element.boundingBox()
  return width * height
}

/** In which corner of the stage the own picture is to be seen. */
async function corner({ stage, preview }) {
  const [whole, own] = [await stage.boundingBox(), await preview.boundingBox()]
  return {
    top: own.y + own.height / 2 < whole.y + whole.height / 2,
    left: own.x + own.width / 2 < whole.x + whole.width / 2,
  }
}

test('pictures neither stop nor are rebuilt, whoever speaks, comes and goes', async ({ ada, bob, cleo, room }) => {
  await meet(room, ada, bob)
  const bobs = ada.tile('Bob').locator('video')
  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  await bobs.evaluate((video) => (globalThis.videoBefore = video))
  await ada.watch()

  await bob.button('Mute microphone').click()
  await cleo.join(room)
  await ada.does('layout')
  await expect(ada.tile('Cleo')).toHaveAttribute('data-spotlight', 'true')
  await cleo.button('Mute microphone').click()
  await bob.button('Unmute microphone').click()
  await expect(ada.tile('Bob')).toHaveAttribute('data-spotlight', 'true')
  await cleo.hangUp()
  await expect(ada.tiles).toHaveCount(1)

  await expect.poll(() => ada.sees()).toEqual({ Bob: "Bob's face" })
  expect(await bobs.evaluate((video) => video === globalThis.videoBefore)).toBe(true)
  expect((await ada.report()).longestStopMs.Bob).toBeLessThan(1_500)
})
