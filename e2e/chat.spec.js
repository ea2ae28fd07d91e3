// People write to each other, from browser to browser.

import { Chat } from './chat.js'
import { expect, test } from './fixtures.js'
import { Line } from './line.js'

test('two people write to each other', async ({ ada, bob, room }) => {
  const [a, b] = await inCall(room, ada, bob)

  await a.write('hello Bob')
  await expect.poll(() => b.texts()).toEqual(['Ada: hello Bob'])
  await expect.poll(() => a.fates()).toEqual(['hello Bob: delivered'])

  await b.write('hello Ada')
  await expect.poll(() => a.texts()).toEqual(['You: hello Bob', 'Bob: hello Ada'])
  await expect(a.lines.last().locator('time')).toHaveText(/\d{1,2}[:.]\d\d/)
})

test('a message to one person reaches nobody else', async ({ ada, bob, cleo, room }) => {
  const [a, b, c] = await inCall(room, ada, bob, cleo)

  await a.write('for Bob only', 'Bob')
  await expect.poll(() => b.texts()).toEqual(['Ada: for Bob only'])
  await expect(b.lines.first()).toHaveText(/Only to you/)
  await expect(a.lines.first()).toHaveText(/Only to Bob/)

  // What comes later on the same channel is there, and this is not.
  await a.write('for all', 'Everyone')
  await expect.poll(() => c.texts()).toEqual(['Ada: for all'])
})

test('everyone sees the same messages in the same order', async ({ ada, bob, cleo, room }) => {
  const chats = await inCall(room, ada, bob, cleo)
  const people = [ada, bob, cleo]

  await Promise.all(
    chats.map(async (chat, index) => {
      for (const number of [1, 2, 3]) await chat.write(`${people[index].name} ${number}`)
    }),
  )
  const order = async (chat) => {
    const texts = await chat.texts()
    return texts.map((text) => text.replace(/^\w+: /, ''))
  }
  await expect.poll(async () => (await order(chats[0])).length).toBe(9)
  for (const chat of chats) await expect.poll(() => order(chat)).toEqual(await order(chats[0]))
})

test('what is written while the link and the server are away is shown as unsent, and arrives once they are back', async ({
  ada,
  bob,
  room,
}) => {
  const line = await Line.of(ada)
  const [a, b] = await inCall(room, ada, bob)
  await line.cut()
  await expect(ada.screen('call')).toHaveAttribute('data-signaling', 'lost')
  await ada.page.evaluate(() => globalThis.probe.breakLinks())

  await a.write('are you there?')
  await a.write('and to you', 'Bob')
  await expect.poll(() => a.fates()).toEqual(['are you there?: sending', 'and to you: sending'])
  await expect(a.lines.last()).toHaveText(/Sending…/)
  await b.write('what happened?')
  await expect.poll(() => b.fates()).toEqual(['what happened?: sending'])
  expect(await b.texts()).toEqual(['You: what happened?'])

  line.mend()
  await expect
    .poll(() => a.fates(), { timeout: 40_000 })
    .toEqual(['are you there?: delivered', 'and to you: delivered'])
  await expect.poll(() => b.fates()).toEqual(['what happened?: delivered'])
  const sorted = async (chat) => (await chat.texts()).map((text) => text.replace(/^\w+: /, '')).sort()
  for (const chat of [a, b]) {
    expect(await sorted(chat)).toEqual(['and to you', 'are you there?', 'what happened?'])
  }
})

test('a message to an empty room waits, and says so', async ({ ada, bob, room }) => {
  await ada.join(room)
  const a = new Chat(ada)
  await a.write('is anybody here?')
  await expect(a.lines.first()).toHaveText(/Nobody is here yet/)

  const [b] = await inCall(room, bob)
  await expect.poll(() => b.texts()).toEqual(['Ada: is anybody here?'])
  await expect.poll(() => a.fates()).toEqual(['is anybody here?: delivered'])
})

test('a newcomer reads what was written before, as such and once', async ({ ada, bob, cleo, room }) => {
  const [a, b] = await inCall(room, ada, bob)
  await a.write('before one')
  await b.write('before two')
  await expect.poll(() => a.texts()).toEqual(['You: before one', 'Bob: before two'])

  const [c] = await inCall(room, cleo)
  await expect(c.button).toHaveAccessibleName('Chat, 2 unread messages')
  await expect.poll(() => c.texts()).toEqual(['Ada: before one', 'Bob: before two'])
  await a.write('after')
  await expect.poll(() => c.texts()).toEqual(['Ada: before one', 'Bob: before two', 'Ada: after'])
  const log = c.panel.locator('.line[data-history], [data-mark="came"], .line:not([data-history])')
  await c.open()
  await expect(log).toHaveText([/before one/, /before two/, 'You joined', /after/])
})

test('unread messages are counted, announced, and read once the chat is open', async ({
  ada,
  bob,
  room,
}) => {
  const [a, b] = await inCall(room, ada, bob)
  await b.write('one')
  await b.write('two')
  await expect(a.button).toHaveAccessibleName('Chat, 2 unread messages')
  await expect(ada.news.filter({ hasText: 'Bob: two' })).toBeVisible()

  await a.button.click()
  await expect(a.button).toHaveAccessibleName('Chat')
  await b.write('three')
  await expect.poll(() => a.texts()).toHaveLength(3)
  await expect(a.button).toHaveAccessibleName('Chat')
})

test('whatever is written stays text', async ({ ada, bob, room }) => {
  const [a, b] = await inCall(room, ada, bob)
  const text = [
    '<script>globalThis.hacked = true</script><img src=x onerror="globalThis.hacked = true">',
    'javascript:globalThis.hacked=true',
    'data:text/html,<script>globalThis.hacked=true</script>',
    'https://example.org/"onmouseover="globalThis.hacked=true',
  ].join('\n')
  await b.open()
  await a.open()
  await a.field.fill(text)
  await a.field.press('Enter')

  await expect.poll(() => b.texts()).toEqual([`Ada: ${text}`])
  await expect(b.panel.locator('.bubble :is(script, img)')).toHaveCount(0)
  const links = b.panel.locator('.bubble a')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveAttribute('href', 'https://example.org/')
  await expect(links).toHaveAttribute('rel', 'noopener noreferrer nofollow')
  await links.hover()
  expect(await bob.page.evaluate(() => globalThis.hacked)).toBeUndefined()
})

test('Enter sends, and Shift with Enter breaks the line', async ({ ada, bob, room }) => {
  const [a, b] = await inCall(room, ada, bob)
  await a.open()
  await expect(a.field).toBeFocused()
  await ada.page.keyboard.type('one')
  await ada.page.keyboard.press('Shift+Enter')
  await ada.page.keyboard.type('two')
  await ada.page.keyboard.press('Enter')
  await expect.poll(() => b.texts()).toEqual(['Ada: one\ntwo'])
  await expect(a.field).toHaveValue('')
})

test('a message that is too long is kept in the field', async ({ ada, bob, room }) => {
  const [a, b] = await inCall(room, ada, bob)
  await a.open()
  await a.field.fill('x'.repeat(3_990))
  await expect(a.panel).toContainText('10 characters left')
  await a.field.fill('x'.repeat(4_003))
  await expect(a.panel).toContainText('3 characters too many')
  await expect(a.field).toHaveAttribute('aria-invalid', 'true')

  await a.field.press('Enter')
  await expect(a.field).toHaveValue('x'.repeat(4_003))
  await a.field.fill('x'.repeat(4_000))
  await a.field.press('Enter')
  await expect.poll(() => b.texts()).toEqual([`Ada: ${'x'.repeat(4_000)}`])
})

test('others see that one is writing, and that one has stopped', async ({ ada, bob, room }) => {
  const [a, b] = await inCall(room, ada, bob)
  await a.open()
  await b.open()
  await a.field.pressSequentially('hel')
  await expect(b.panel).toContainText('Ada is writing…')
  // By itself, after some seconds without a key.
  await expect(b.panel).not.toContainText('Ada is writing…')

  await a.field.pressSequentially('lo')
  await expect(b.panel).toContainText('Ada is writing…')
  await a.field.press('Enter')
  await expect.poll(() => b.texts()).toEqual(['Ada: hello'])
  await expect(b.panel).not.toContainText('Ada is writing…')
})

test('a draft outlives the panel, and the focus goes in and back', async ({ ada, room }) => {
  const [a] = await inCall(room, ada)
  await a.button.press('Enter')
  await expect(a.field).toBeFocused()
  await ada.page.keyboard.type('half a thou')
  await ada.page.keyboard.press('Escape')
  await expect(a.panel).toBeHidden()
  await expect(a.button).toBeFocused()

  await ada.page.keyboard.press('Enter')
  await expect(a.field).toBeFocused()
  await expect(a.field).toHaveValue('half a thou')
})

test('whoever has scrolled up stays there, and is told of what is new', async ({ ada, bob, room }) => {
  const [a, b] = await inCall(room, ada, bob)
  await a.open()
  await b.write('line\n'.repeat(60) + 'last')
  await expect(a.lines).toHaveCount(1)
  const top = () => a.log.evaluate((log) => log.scrollTop)
  const fromEnd = () =>
    a.log.evaluate((log) => Math.round(log.scrollHeight - log.clientHeight - log.scrollTop))
  await expect.poll(fromEnd).toBeLessThan(4)

  const more = a.panel.getByRole('button', { name: 'New messages' })
  await a.log.evaluate((log) => (log.scrollTop = 0))
  await b.write('news')
  await expect(more).toBeVisible()
  expect(await top()).toBe(0)

  await more.click()
  await expect.poll(fromEnd).toBeLessThan(4)
  await expect(more).toBeHidden()
  await b.write('more news')
  await expect(a.lines).toHaveCount(3)
  await expect.poll(fromEnd).toBeLessThan(4)
})

test('messages that are there already are never built anew', async ({ ada, bob, room }) => {
  const [a, b] = await inCall(room, ada, bob)
  await a.write('first')
  await expect.poll(() => a.fates()).toEqual(['first: delivered'])
  await a.lines.first().evaluate((line) => (line.mark = 'the same'))
  await b.write('second')
  await a.write('third')
  await expect.poll(() => a.texts()).toHaveLength(3)
  expect(await a.lines.first().evaluate((line) => line.mark)).toBe('the same')
})

test('nothing of the chat passes through the server', async ({ ada, bob, room }) => {
  const frames = []
  for (const person of [ada, bob]) {
    person.page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => frames.push(String(payload)))
      socket.on('framereceived', ({ payload }) => frames.push(String(payload)))
    })
    person.page.on('request', (request) => frames.push(request.url() + (request.postData() ?? '')))
  }
  const [a, b] = await inCall(room, ada, bob)
  await a.write('a secret for all')
  await a.write('a secret for one', 'Bob')
  await b.write('a secret answer')
  await expect.poll(() => a.texts()).toHaveLength(3)

  expect(frames.some((frame) => frame.includes('"OFFER"'))).toBe(true)
  for (const word of ['secret', '"chat"', 'typing']) {
    expect(frames.filter((frame) => frame.toLowerCase().includes(word))).toEqual([])
  }
})

/** Takes people into a room, one after another, until all of them are linked. Returns their chats. */
async function inCall(room, ...people) {
  for (const person of people) await person.join(room)
  for (const person of people) {
    const others = person.tiles
    await expect.poll(async () => (await others.count()) >= people.length - 1).toBe(true)
    for (const tile of await others.all()) await expect(tile).toHaveAttribute('data-link', 'connected')
  }
  return people.map((person) => new Chat(person))
}
