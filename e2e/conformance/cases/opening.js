// How a websocket is taken, or refused, and what becomes of the one before.

import { DEFAULT_KEY } from '../stage.js'

/** What becomes of a websocket with this query. */
const knocking = (query) => async (stage) => {
  const socket = stage.knock(typeof query === 'function' ? query(stage) : query)
  const first = await socket.next()
  // Whoever is refused is also hung up on.
  const rest = first.includes('OPEN') ? [] : await socket.end()
  return stage.words([first, ...rest])
}

const key = DEFAULT_KEY
const token = 'token'

/** What becomes of a websocket with this id. */
const knockingAs = (name) => knocking((stage) => ({ key, id: stage.id(name), token }))

export const opening = {
  'a websocket with key, id and token': knockingAs('ada'),
  'without an id': knocking({ key, token }),
  'without a token': knocking({ key, id: 'ada' }),
  'without a key': knocking({ id: 'ada', token }),
  'without anything': knocking({}),
  'with an empty id': knocking({ key, id: '', token }),
  'with an empty token': knocking({ key, id: 'ada', token: '' }),
  'with an empty key': knocking({ key: '', id: 'ada', token }),
  'with a key that no room can have': knocking({ key: 'a/b', id: 'ada', token }),
  'with such a key and no id': knocking({ key: 'a/b', token }),
  'with another key': knocking((stage) => ({ key: 'another', id: stage.id('ada'), token })),
  'with a repeated id': async (stage) => {
    const [first, last] = [stage.id('ada'), stage.id('bob')]
    const query = `key=${key}&id=${first}&id=${last}&token=${token}`
    const socket = stage.knock(query, { id: last })
    return stage.words([await socket.next(), ...(await socket.all())])
  },
  'with an id that holds a space, a dash and an underscore, unencoded': async (stage) => {
    const id = stage.id('two words-and_more')
    const socket = stage.knock(`key=${key}&id=${id}&token=${token}&version=1.5.5`, { id })
    return stage.words([await socket.next(), ...(await socket.all())])
  },
  'with a plus sign in the id, which is a space': async (stage) => {
    const socket = stage.knock(`key=${key}&id=${stage.id('a+b')}&token=${token}`, { id: stage.id('a b') })
    return stage.words([await socket.next(), ...(await socket.all())])
  },
  'with an id in other letters': knockingAs('Ünïcödé שלום'),
  'with an id of 300 bytes of emoji': knockingAs('🦜'.repeat(73)),
  'with an id of 10,000 characters': knockingAs('x'.repeat(10_000)),
  'with a control character in the id': knockingAs('a\u0007b'),
  'with a zero byte in the token': knocking((stage) => ({ key, id: stage.id('ada'), token: 'a\0b' })),
  'from a page of any site': async (stage) => {
    const ada = stage.dial('ada', { origin: 'https://elsewhere.example' })
    return stage.words([await ada.next()])
  },

  'an id that is taken': async (stage) => {
    const ada = await stage.enter('ada')
    const rival = await stage.dial('ada', { token: 'another' }).end()
    return `${stage.words(rival)}; the holder hears ${stage.words(await ada.all())}`
  },
  'an id that is taken, with a key that no room can have': async (stage) => {
    await stage.enter('ada')
    return stage.words(await stage.dial('ada', { token: 'another', key: 'a/b' }).end())
  },
  'an id that differs in case': async (stage) => {
    await stage.enter('ada')
    return stage.words([await stage.dial('Ada').next()])
  },
  'an id whose holder has closed its websocket': async (stage) => {
    const ada = await stage.enter('ada')
    ada.close()
    await ada.end()
    return stage.words([await stage.dial('ada', { token: 'another' }).next()])
  },
  'an id whose holder has left': async (stage) => {
    const [ada, bob] = await stage.enterAll('ada', 'bob')
    ada.send({ type: 'LEAVE' })
    const fate = await stage.fate(ada, bob)
    const next = await stage.dial('ada', { token: 'another' }).next()
    return `the holder ${fate}; the next hears ${stage.words([next])}`
  },

  'the greeting of a client that comes back with id and token': async (stage) => {
    const [, bob] = await stage.enterAll('ada', 'bob')
    const again = stage.dial('ada')
    await again.opened
    // Perhaps no greeting comes, so another frame marks where it would have been.
    bob.send({ type: 'OFFER', dst: stage.id('ada'), payload: 1 })
    const heard = await again.until((text) => text.includes('OFFER'))
    return stage.words(heard.slice(0, -1))
  },
  'the websocket that it had before': async (stage) => {
    const [before, bob] = await stage.enterAll('ada', 'bob')
    await stage.dial('ada').opened
    return stage.fate(before, bob)
  },
  'frames for it, once the websocket before has closed': async (stage) => {
    const [before, bob] = await stage.enterAll('ada', 'bob')
    const again = stage.dial('ada')
    await again.opened
    before.close()
    await before.end()
    bob.send({ type: 'OFFER', dst: stage.id('ada'), payload: 1 })
    const heard = await again.until((text) => text.includes('OFFER'))
    return stage.words(heard.slice(-1))
  },

  'one id with two keys': async (stage) => {
    const there = stage.dial('ada', { key: stage.id('another') })
    const here = await stage.enter('ada', { token: 'another' })
    const bob = await stage.enter('bob')
    bob.send({ type: 'OFFER', dst: stage.id('ada'), payload: 1 })
    const [first] = await here.until((text) => text.includes('OFFER'))
    const other = await there.next()
    const heardThere = other.includes('OPEN') ? await there.all() : []
    return `here: ${stage.words([first])}; there: ${stage.words([other, ...heardThere])}`
  },
  'thirty-three clients with one key, from one address': async (stage) => {
    await crowd(stage)
    return stage.words([await stage.dial('late').next()])
  },
  'sixty-five clients with one key': async (stage) => {
    for (const from of ['127.0.0.2', '127.0.0.3']) await crowd(stage, from)
    return stage.words([await stage.dial('late', { from: '127.0.0.4' }).next()])
  },
}

/** Thirty-two clients enter, from an address of this machine. */
function crowd(stage, from) {
  const names = Array.from({ length: 32 }, (_, index) => `peer ${index} of ${from}`)
  return Promise.all(names.map((name) => stage.enter(name, { from })))
}
