// Pictures of every screen, of the real product, in four widths and both colour schemes.
//
//     node e2e/screenshots.js FOLDER [SCREEN…]
//
// Needs what `cargo xtask build` makes, and node_modules/.bin first on PATH.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { launch } from './browsers.js'
import { y4m } from './cast.js'
import { Chat } from './chat.js'
import { devices, installDesk } from './desk.js'
import { Person } from './person.js'
import { neverDecide, refuseSoundUntilClicked, withoutWebRtc } from './probe.js'
import { Seal } from './seal.js'
import { tamperWith, ServerSide } from './server-side.js'
import { Server } from './server.js'
import { Socket } from './socket.js'

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
]
const ROOM = 'Blue parrots'
const ALLOWED = ['camera', 'microphone']

/** Walls, shirts and heads of those who sit for the pictures. */
const SITTERS = {
  'Ada Lovelace': { wall: [[214, 205, 188], [150, 138, 116]], shirt: [64, 74, 110], skin: [231, 190, 160], hair: [70, 46, 34] },
  'Grace Hopper': { wall: [[150, 184, 176], [84, 120, 116]], shirt: [38, 50, 74], skin: [214, 168, 138], hair: [196, 192, 186] },
  'Alan Turing': { wall: [[206, 190, 206], [134, 112, 140]], shirt: [122, 92, 64], skin: [222, 180, 150], hair: [46, 36, 32] },
  'Katherine Johnson': { wall: [[222, 184, 140], [160, 112, 76]], shirt: [150, 52, 60], skin: [142, 96, 70], hair: [30, 26, 26] },
}

/** Each screen: how one gets there. Returns the page to be photographed. */
const SCREENS = {
  async landing({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    await ada.open('/')
    await ada.joinButton.waitFor()
    return ada.page
  },

  async 'landing-link'({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    await ada.follow(ROOM)
    return ada.page
  },

  async 'landing-private'({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    await ada.open('/r/3k9v-2m4p-7xqd-h5tw#p')
    await ada.nameField.fill(ada.name)
    await new Seal(ada).passphraseField.fill('four moths')
    await ada.joinButton.click()
    return ada.page
  },

  async 'landing-rooms'({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    const seal = new Seal(ada)
    const remember = async () => {
      await seal.rememberSwitch.click()
      await ada.page.locator('[role="switch"][aria-checked="true"]').waitFor()
    }
    await seal.approachWith('The committee for the improvement of the analytical engine', 'four moths in a lamp')
    await remember()
    await ada.open('/')
    await ada.button('New private room').click()
    await ada.screen('lobby').waitFor()
    await remember()
    await ada.open('/')
    await seal.remembered.first().waitFor()
    return ada.page
  },

  async 'landing-damaged'({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    await ada.open(`/r/${encodeURIComponent(ROOM)}#k=abcdef`)
    await ada.joinButton.waitFor()
    return ada.page
  },

  async 'landing-invalid'({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    await ada.open('/')
    await ada.roomField.fill('blue/parrots')
    await ada.joinButton.click()
    return ada.page
  },

  async lobby({ sitter, call }) {
    await call('Grace Hopper', 'Alan Turing', 'Katherine Johnson')
    const ada = await sitter('Ada Lovelace')
    await ada.follow(ROOM)
    await ada.approach()
    await ada.page.getByText('3 people are here').waitFor()
    await ada.hasPicture()
    return ada.page
  },

  async 'lobby-sealed'({ sitter }) {
    const grace = await sitter('Grace Hopper')
    const link = await new Seal(grace).startPrivateRoom()
    const ada = await sitter('Ada Lovelace')
    await ada.open(link)
    await ada.approach()
    await ada.page.getByText('1 person is here').waitFor()
    await ada.hasPicture()
    return ada.page
  },

  async 'lobby-strangers'({ sitter }) {
    const grace = await sitter('Grace Hopper')
    await new Seal(grace).approachWith(ROOM, 'four moths in a lamp')
    await grace.enter()
    const ada = await sitter('Ada Lovelace')
    await ada.follow(ROOM)
    await ada.approach()
    await new Seal(ada).strangers.waitFor()
    await ada.hasPicture()
    return ada.page
  },

  async 'lobby-alone'({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    await ada.follow(ROOM)
    await ada.approach()
    await ada.button('Mute microphone').click()
    await ada.button('Turn camera off').click()
    return ada.page
  },

  async 'lobby-asking'({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    await ada.context.addInitScript(neverDecide)
    await ada.follow(ROOM)
    await ada.approach()
    return ada.page
  },

  async 'lobby-refused'({ sitter }) {
    const ada = await sitter('Ada Lovelace', ['microphone'])
    await ada.follow(ROOM)
    await ada.approach()
    await ada.page.getByText('may not use').waitFor()
    return ada.page
  },

  async 'lobby-full'({ sitter, server }) {
    for (let seat = 0; seat < 12; seat += 1) {
      const guest = await Socket.open(server.url, { room: ROOM, id: `guest-${seat}` })
      guest.send({ type: 'JOIN', payload: { profile: { name: `Guest ${seat + 1}`, instance: seat } } })
      await guest.next('ROOM')
    }
    const ada = await sitter('Ada Lovelace')
    await ada.follow(ROOM)
    await ada.approach()
    await ada.page.getByText('This room is full').waitFor()
    await ada.hasPicture()
    return ada.page
  },

  async 'lobby-locked'({ sitter, server }) {
    await governed(server, { locked: true, knocking: false })
    const ada = await sitter('Ada Lovelace')
    await ada.follow(ROOM)
    await ada.approach()
    await ada.page.getByText('This room is locked').waitFor()
    await ada.hasPicture()
    return ada.page
  },

  async 'lobby-waiting'({ sitter, server }) {
    await governed(server, { locked: false, knocking: true })
    const ada = await sitter('Ada Lovelace')
    await ada.follow(ROOM)
    await ada.nameField.fill(ada.name)
    if (await ada.joinButton.isVisible()) await ada.joinButton.click()
    await ada.button('Ask to join').click()
    await ada.page.getByText('Those inside have been asked').waitFor()
    return ada.page
  },

  async 'call-knock'({ call, server }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper', 'Alan Turing')
    await ada.page.locator('.room-chip .people').click()
    await ada.page.getByRole('switch', { name: 'Ask before anyone comes in' }).click()
    await ada.page.locator('.room-rule').waitFor()
    await knockAs(server, 'Katherine Johnson')
    await ada.button('Let Katherine Johnson in').first().waitFor()
    return ada.page
  },

  async 'call-knock-closed'({ call, server }) {
    const page = await SCREENS['call-knock']({ call, server })
    await knockAs(server, 'Mary Jackson')
    await page.getByText('2 people would like to come in').waitFor()
    await page.locator('.room-chip .people').click()
    return page
  },

  async 'call-remove'({ call }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await ada.page.locator('.room-chip .people').click()
    await ada.button('Remove Grace Hopper from the room').click()
    await ada.page.getByRole('dialog').waitFor()
    return ada.page
  },

  async 'ended-removed'({ call }) {
    const [ada, grace] = await call('Ada Lovelace', 'Grace Hopper')
    await ada.page.locator('.room-chip .people').click()
    await ada.button('Remove Grace Hopper from the room').click()
    await ada.button('Remove').click()
    await grace.screen('ended').waitFor()
    return grace.page
  },

  async unsupported({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    await ada.context.addInitScript(withoutWebRtc)
    await ada.open('/')
    await ada.screen('unsupported').waitFor()
    return ada.page
  },

  async 'call-alone'({ call }) {
    const [ada] = await call('Ada Lovelace')
    return ada.page
  },

  async 'call-words'({ sitter }) {
    const people = [await sitter('Ada Lovelace'), await sitter('Grace Hopper'), await sitter('Alan Turing')]
    const [ada, grace, alan] = people
    const link = await new Seal(ada).startPrivateRoom()
    await new Seal(grace).follow(link)
    await new Seal(alan).follow(link)
    await new Seal(ada).chip.click()
    await ada.page.locator('[data-words="room"]').waitFor()
    await ada.page.getByText('Words for each person').click()
    return ada.page
  },

  async 'call-open-words'({ call }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await new Seal(ada).chip.click()
    await ada.page.locator('[data-words="room"]').waitFor()
    return ada.page
  },

  async 'call-strangers'({ sitter }) {
    const ada = await sitter('Ada Lovelace')
    const link = await new Seal(ada).startPrivateRoom()
    const grace = await sitter('Grace Hopper')
    await ServerSide.of(grace, tamperWith('OFFER', 'ANSWER', 'CANDIDATE'))
    await new Seal(grace).follow(link)
    const alan = await sitter('Alan Turing')
    await alan.open(link.split('#')[0])
    await alan.enter()
    await new Seal(ada).warning.waitFor()
    await new Seal(ada).strangers.waitFor()
    await ada.page.locator('.link-note[data-calm="true"]').waitFor()
    return ada.page
  },

  async 'call-two'({ call }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    return ada.page
  },

  async 'call-four'({ call }) {
    const [ada, , alan] = await call(...Object.keys(SITTERS))
    await alan.button('Mute microphone').click()
    await ada.page.locator('article[data-microphone="off"]').waitFor()
    return ada.page
  },

  async 'call-camera-off'({ call }) {
    const [ada, grace] = await call('Ada Lovelace', 'Grace Hopper', 'Alan Turing')
    await grace.button('Turn camera off').click()
    await ada.button('Turn camera off').click()
    await ada.page.locator('article[data-camera="off"]').waitFor()
    return ada.page
  },

  async 'call-share'({ call }) {
    const [ada, grace] = await call(...Object.keys(SITTERS))
    await grace.presents(presentPaper)
    await ada.page.locator('article[data-kind="screen"]').waitFor()
    return ada.page
  },

  async 'call-lively'({ call }) {
    const [ada, grace, alan, katherine] = await call(...Object.keys(SITTERS))
    await ada.tile('Alan Turing').hover()
    await ada.button('Pin Alan Turing').click()
    await grace.button('Raise hand').click()
    await alan.button('Turn camera off').click()
    await ada.handOf('Grace Hopper').waitFor()
    await katherine.button('React').click()
    await katherine.button('Applause').click()
    return ada.page
  },

  async 'call-menu'({ call }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await ada.button('More').click()
    return ada.page
  },

  async 'call-keys'({ call }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await ada.page.keyboard.press('?')
    return ada.page
  },

  async 'call-sharing'({ call }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await ada.presents(presentPaper)
    return ada.page
  },

  async settings({ call }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await ada.button('Settings').click()
    return ada.page
  },

  async 'call-talking-muted'({ call, sitter }) {
    await call('Grace Hopper')
    const ada = await sitter('Ada Lovelace')
    // The browser's own fake microphone only beeps now and then.
    await ada.context.addInitScript(installDesk, [devices.builtIn, devices.lid])
    await ada.join(ROOM)
    await ada.button('Mute microphone').click()
    await ada.page.locator('[data-banner="muted"]').waitFor()
    return ada.page
  },

  async 'call-refused'({ sitter, call }) {
    await call('Grace Hopper')
    const ada = await sitter('Ada Lovelace', [])
    await ada.join(ROOM)
    await ada.page.locator('article[data-link="connected"]').waitFor()
    return ada.page
  },

  async 'call-silent'({ sitter, call }) {
    await call('Grace Hopper')
    const ada = await sitter('Ada Lovelace')
    await ada.context.addInitScript(refuseSoundUntilClicked, 'Enable sound')
    await ada.join(ROOM)
    await ada.button('Enable sound').waitFor()
    return ada.page
  },

  async chat({ call }) {
    const [ada, grace, alan] = await call('Ada Lovelace', 'Grace Hopper', 'Alan Turing')
    const [a, g, t] = [ada, grace, alan].map((person) => new Chat(person))
    await g.write('Good morning! The notes are at https://parley.example/notes/engine')
    await t.write('Thank you. I will be a minute late, the kettle is on.')
    await a.write('No hurry.')
    await a.write('Shall we begin with the loom, and then\n1. the cards\n2. the table of numbers?')
    await g.write('Yes, let us.')
    await g.write('Remind me to show you the moth.', ada.name)
    await a.write('A moth? Gladly.', grace.name)
    await t.field.pressSequentially('Back')
    await ada.page.getByText('Alan Turing is writing').waitFor()
    return ada.page
  },

  async 'chat-newcomer'({ call, sitter }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await new Chat(ada).write('We are waiting for Alan, who has the machine.')
    await new Chat(ada).write('Hello, Alan!')
    const alan = await sitter('Alan Turing')
    await alan.join(ROOM)
    const chat = new Chat(alan)
    await chat.open()
    await chat.lines.nth(1).waitFor()
    await chat.write('Here I am.')
    await chat.field.fill('x'.repeat(3_950))
    return alan.page
  },

  async 'chat-empty'({ call }) {
    const [ada] = await call('Ada Lovelace')
    await new Chat(ada).open()
    return ada.page
  },

  async 'chat-unread'({ call }) {
    const [ada, grace] = await call('Ada Lovelace', 'Grace Hopper')
    await new Chat(grace).write('Can you hear me? I think that my microphone is asleep.')
    await ada.news.filter({ hasText: 'asleep' }).waitFor()
    return ada.page
  },

  async people({ call }) {
    const [ada, grace, alan] = await call('Ada Lovelace', 'Grace Hopper', 'Alan Turing')
    await alan.button('Mute microphone').click()
    await grace.button('Turn camera off').click()
    await ada.button('People').click()
    await ada.page.getByLabel('Volume of Grace Hopper').fill('60')
    await ada.page.locator('[data-person]').getByText('Microphone off').waitFor({ state: 'attached' })
    return ada.page
  },

  async invitation({ call }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await ada.page.locator('.room-chip').getByRole('button', { name: 'Invite' }).click()
    await ada.page.getByRole('dialog').waitFor()
    return ada.page
  },

  async 'call-lost'({ call, server }) {
    const [ada] = await call('Ada Lovelace', 'Grace Hopper')
    await server.kill()
    await ada.page.locator('main[data-signaling="lost"]').waitFor({ timeout: 60_000 })
    return ada.page
  },
}

const [folder, ...wanted] = process.argv.slice(2)
if (!folder) {
  console.error(`usage: node e2e/screenshots.js FOLDER [SCREEN…]\nscreens: ${Object.keys(SCREENS).join(' ')}`)
  process.exit(2)
}
for (const name of wanted.length > 0 ? wanted : Object.keys(SCREENS)) {
  await photograph(name)
  console.log(name)
}

/** Takes all pictures of one screen, with a server and people of its own. */
async function photograph(name) {
  const films = await mkdtemp(path.join(tmpdir(), 'parley-films-'))
  const server = await Server.start()
  const browsers = []

  const sitter = async (who, allows = ALLOWED) => {
    const film = path.join(films, `${who}.y4m`)
    await writeFile(film, portrait(SITTERS[who]))
    const flags = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
    const browser = await launch(flags)
    browsers.push(browser)
    const person = await Person.arrive({ browser, name: who, url: server.url, allows, reducedMotion: 'reduce' })
    await person.context.addInitScript(nameDevices)
    return person
  }
  const call = async (...names) => {
    const people = []
    for (const who of names) {
      const person = await sitter(who)
      await person.join(ROOM)
      people.push(person)
    }
    for (const person of people) {
      for (const other of names.filter((it) => it !== person.name)) {
        await person.page.locator(`article[aria-label="${other}"][data-link="connected"]`).waitFor()
      }
    }
    return people
  }

  try {
    await take(await SCREENS[name]({ sitter, call, server }), name)
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()))
    await server.stop()
    await rm(films, { recursive: true })
  }
}

async function take(page, name) {
  await mkdir(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await page.screenshot({ path: path.join(folder, `${name}-${size.width}-${colorScheme}.png`) })
    }
  }
}

/** Someone is in the room, and has made these rules. */
async function governed(server, rules) {
  const host = await Socket.open(server.url, { room: ROOM, id: 'host' })
  host.send({ type: 'JOIN', payload: { profile: { name: 'Grace Hopper', instance: 1 } } })
  await host.next('ROOM')
  host.send({ type: 'RULES', payload: rules })
  await host.next('RULES')
}

/** Someone waits to be let in. */
async function knockAs(server, name) {
  const guest = await Socket.open(server.url, { room: ROOM, id: name })
  guest.send({ type: 'JOIN', payload: { profile: { name, instance: 2 } } })
  await guest.next('RULES')
}

/** Runs in a tab: gives the browser's false devices the names of real ones. */
function nameDevices() {
  const names = { audioinput: 'Built-in microphone', audiooutput: 'Built-in speaker', videoinput: 'Built-in camera' }
  const { enumerateDevices } = MediaDevices.prototype
  MediaDevices.prototype.enumerateDevices = async function () {
    const devices = await enumerateDevices.call(this)
    return devices.map(({ deviceId, groupId, kind, label }) => ({ deviceId, groupId, kind, label: label && names[kind] }))
  }
}

/** Runs in a tab: a page worth sharing. */
function presentPaper() {
  document.body.innerHTML = `
    <h1>The debugging report</h1>
    <p>Relay 70, panel F: first actual case of a bug being found.</p>
    <table><tr><th>Relay</th><th>Cycles</th><th>Faults</th></tr>
      <tr><td>F-69</td><td>12 400</td><td>0</td></tr>
      <tr><td>F-70</td><td>11 980</td><td>1 (moth)</td></tr>
      <tr><td>F-71</td><td>12 310</td><td>0</td></tr></table>`
  document.body.style = 'margin: 6vh 8vw; font: 3.2vh/1.6 Georgia, serif; color: #222'
  document.querySelector('table').style = 'inline-size: 100%; text-align: start; border-block: 2px solid'
  const clock = document.body.appendChild(document.createElement('p'))
  setInterval(() => (clock.textContent = new Date().toISOString()), 200)
}

/** Someone who sits before a wall and nods a little. */
function portrait({ wall: [light, shade], shirt, skin, hair }) {
  const [width, height, frames] = [640, 360, 10]
  const inside = (x, y, [left, top, across, down]) => ((x - left) / across) ** 2 + ((y - top) / down) ** 2 <= 1
  const at = (x, y, nod) => {
    const parts = [
      [[320, 172 + nod, 58, 70], skin],
      [[320, 148 + nod, 68, 74], hair],
      [[320, 244 + nod / 2, 26, 44], skin],
      [[320, 384, 156, 122], shirt],
    ]
    const part = parts.find(([ellipse]) => inside(x, y, ellipse))
    if (part) return part[1]
    const depth = Math.min(1, Math.hypot(x / width - 0.25, y / height - 0.2))
    return light.map((value, channel) => value + (shade[channel] - value) * depth)
  }
  // Each pixel is the mean of four points in it, which smooths the edges.
  const points = [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]
  return y4m(width, height, frames, frames, (x, y, frame) => {
    const nod = 2 * Math.sin((2 * Math.PI * frame) / frames)
    const colours = points.map(([right, down]) => at(x + right, y + down, nod))
    return [0, 1, 2].map((channel) => colours.reduce((sum, colour) => sum + colour[channel] / 4, 0))
  })
}
