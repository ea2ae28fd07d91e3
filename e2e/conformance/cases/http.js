// What is asked over HTTP.

import { DEFAULT_KEY } from '../stage.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const ELSEWHERE = 'https://elsewhere.example'

export const http = {
  'GET /{key}/id': async (stage) => {
    const answer = await stage.ask(`/${DEFAULT_KEY}/id?ts=1700000000000.5&version=1.5.5`)
    const id = await answer.text()
    return `${answer.status} ${answer.headers.get('content-type')}, ${UUID.test(id) ? 'a UUID' : id}`
  },

  'GET /{key}/id again': async (stage) => {
    const ask = async () => (await stage.ask(`/${DEFAULT_KEY}/id`)).text()
    return (await ask()) === (await ask()) ? 'the same' : 'another id'
  },

  'GET /{any other key}/id': async (stage) => idOrStatus(await stage.ask('/Caf%C3%A9%20au%20lait/id')),

  'GET /{a key of 10,000 characters}/id': async (stage) =>
    idOrStatus(await stage.ask(`/${'k'.repeat(10_000)}/id`)),

  'GET /{a key with a control character}/id': async (stage) => idOrStatus(await stage.ask('/a%00b/id')),

  'GET /{a key that is not UTF-8}/id': async (stage) => idOrStatus(await stage.ask('/%FF/id')),

  'HEAD /{key}/id': async (stage) => {
    const answer = await stage.ask(`/${DEFAULT_KEY}/id`, { method: 'HEAD' })
    return `${answer.status}, ${(await answer.text()).length} bytes`
  },

  'POST /{key}/id': async (stage) => {
    const answer = await stage.ask(`/${DEFAULT_KEY}/id`, { method: 'POST', body: '{"deep":'.repeat(9_999) })
    return `${answer.status}`
  },

  'GET /{key}/peers without discovery': async (stage) => {
    const answer = await stage.ask(`/${DEFAULT_KEY}/peers`)
    return `${answer.status} ${await answer.text()}`
  },

  'an answer for another site': async (stage) => {
    const paths = [`/${DEFAULT_KEY}/id`, `/${DEFAULT_KEY}/peers`]
    const headers = { origin: ELSEWHERE }
    const answers = await Promise.all(paths.map((path) => stage.ask(path, { headers })))
    return answers.map(sharing).join('; ')
  },

  'an answer for nobody in particular': async (stage) => sharing(await stage.ask(`/${DEFAULT_KEY}/id`)),

  'what a browser asks before another site may ask': async (stage) => {
    const answer = await stage.ask(`/${DEFAULT_KEY}/id`, {
      method: 'OPTIONS',
      headers: {
        origin: ELSEWHERE,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-requested-with',
      },
    })
    const allowed = (name) => answer.headers.get(`access-control-allow-${name}`)
    const methods = allowed('methods').split(/\s*,\s*/)
    const may = methods.includes('GET') ? 'may GET' : 'may not GET'
    return `${answer.status}, ${sharing(answer)}, ${may} with ${allowed('headers')}`
  },

  'GET /': async (stage) => {
    const answer = await stage.ask('/')
    return `${answer.status} ${answer.headers.get('content-type')}`
  },

  'GET /peerjs without a websocket': async (stage) => `${(await stage.ask('/peerjs')).status}`,

  'a websocket anywhere else': async (stage) => {
    const [id, token] = [stage.id('ada'), 'token']
    const heard = await stage.knock({ key: DEFAULT_KEY, id, token }, { path: '/elsewhere' }).next()
    return heard.replace(/ .*/, '')
  },
}

async function idOrStatus(answer) {
  const body = await answer.text()
  return answer.ok && UUID.test(body) ? 'a UUID' : `${answer.status}`
}

/** Which sites may read an answer, and whether caches are told that it depends on who asks. */
export function sharing({ headers }) {
  const origin = headers.get('access-control-allow-origin') ?? 'for no other site'
  const varies = /\borigin\b/i.test(headers.get('vary') ?? '')
  return `${origin}${varies ? '' : ' for everyone'}`
}
