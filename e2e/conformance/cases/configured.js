// What a deployment can be told: discovery, a path, whose pages may use it, and how long silence may last.

import { setTimeout as delay } from 'node:timers/promises'

import { DEFAULT_KEY } from '../stage.js'
import { sharing } from './http.js'

export const PATH = '/myapp'
export const FRIEND = 'https://friend.example'
export const PATIENCE_MS = 8_000

const STRANGER = 'https://stranger.example'

export const configured = {
  'peers, while two are there': async (stage) => {
    await stage.enterAll('ada', 'bob')
    return peers(stage, DEFAULT_KEY)
  },
  'peers, after one has gone': async (stage) => {
    const [ada] = await stage.enterAll('ada', 'bob')
    ada.close()
    for (;;) {
      const answer = await peers(stage, DEFAULT_KEY)
      if (!answer.includes('ada')) return answer
    }
  },
  'peers with another key': async (stage) => {
    await stage.enterAll('ada')
    return peers(stage, 'another')
  },

  'what is at the path itself': async (stage) => {
    const answer = await stage.ask(PATH)
    return `${answer.status} ${await answer.text()}`
  },
  'an id, below the path': async (stage) => `${(await stage.ask(`${PATH}/${DEFAULT_KEY}/id`)).status}`,
  'a websocket below the path': async (stage) => opens(stage, {}),
  'an id, not below the path': async (stage) => `${(await stage.ask(`/${DEFAULT_KEY}/id`)).status}`,
  'a websocket not below the path': async (stage) => opens(stage, { path: '' }),
  'a websocket below the path, twice': async (stage) => opens(stage, { path: PATH + PATH }),

  'an answer for a site on the list': async (stage) => sharedWith(stage, FRIEND),
  'an answer for a site that is not': async (stage) => sharedWith(stage, STRANGER),
  'a websocket from a site on the list': async (stage) => opens(stage, { origin: FRIEND }),
  'a websocket from a site that is not': async (stage) => opens(stage, { origin: STRANGER }),
  'a websocket from the server’s own site': async (stage) => opens(stage, { origin: stage.origin }),
  'a websocket from no site at all': async (stage) => opens(stage, {}),

  'a websocket that has been silent for longer than the server was told to bear': async (stage) => {
    const [ada, bob] = await stage.enterAll('ada', 'bob')
    const beats = setInterval(() => bob.send('{"type":"HEARTBEAT"}'), 1_000)
    await delay(PATIENCE_MS + 1_000)
    clearInterval(beats)
    return stage.fate(ada, bob)
  },
}

async function peers(stage, key) {
  const answer = await stage.ask(`${PATH}/${key}/peers?ts=1&version=1.5.5`)
  const [type] = answer.headers.get('content-type').split(';')
  // There may be others, who are on other stages.
  const here = (await answer.json()).filter((id) => stage.plain(id) !== id)
  return `${answer.status} ${type} ${stage.plain(JSON.stringify(here.sort()))}`
}

async function opens(stage, options) {
  const heard = await stage.dial('ada', options).next()
  return stage.words([heard]).replace(/refused .*/, 'refused')
}

async function sharedWith(stage, origin) {
  return sharing(await stage.ask(`${PATH}/${DEFAULT_KEY}/id`, { headers: { origin } }))
}
