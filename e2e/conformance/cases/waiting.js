// What takes its time: frames for those who are not there, and those who say nothing.

import { setTimeout as delay } from 'node:timers/promises'

const offer = (dst, payload) => ({ type: 'OFFER', dst, payload })

/** The payloads of the frames that were heard. */
const payloads = (heard) => heard.map((text) => JSON.parse(text).payload).join(', ') || 'nothing'

export const waiting = {
  'frames for someone who comes': async (stage) => {
    const ada = await stage.enter('ada')
    for (const type of ['OFFER', 'CANDIDATE', 'ANSWER']) ada.send({ type, dst: stage.id('bob'), payload: type })
    await ada.all()
    const bob = stage.dial('bob')
    return stage.words([await bob.next(), ...(await bob.all())])
  },

  'frames of two for someone who comes, in order': async (stage) => {
    const [ada, cleo] = await stage.enterAll('ada', 'cleo')
    for (const [speaker, payload] of [[ada, 1], [cleo, 2], [ada, 3]]) {
      speaker.send(offer(stage.id('bob'), payload))
      await speaker.all()
    }
    const bob = await stage.enter('bob')
    return payloads(await bob.all())
  },

  'frames of someone who has gone since': async (stage) => {
    const ada = await stage.enter('ada')
    ada.send(offer(stage.id('bob'), 1))
    await ada.all()
    ada.close()
    await ada.end()
    const bob = await stage.enter('bob')
    return stage.words(await bob.all())
  },

  'LEAVE and EXPIRE for someone who comes': async (stage) => {
    const ada = await stage.enter('ada')
    for (const type of ['LEAVE', 'EXPIRE']) ada.send({ type, dst: stage.id('bob') })
    await ada.all()
    const bob = await stage.enter('bob')
    return stage.words(await bob.all())
  },

  'sixty-five frames for someone who comes': async (stage) => {
    const ada = await stage.enter('ada')
    for (let frame = 1; frame <= 65; frame += 1) ada.send(offer(stage.id('bob'), frame))
    const reply = await ada.all()
    const bob = await stage.enter('bob')
    return `${(await bob.all()).length} arrive; the sender hears ${stage.words(reply)}`
  },

  'five frames of 60,000 characters for someone who comes': async (stage) => {
    const ada = await stage.enter('ada')
    for (let frame = 1; frame <= 5; frame += 1) ada.send(offer(stage.id('bob'), 'x'.repeat(60_000)))
    const reply = await ada.all()
    const bob = await stage.enter('bob')
    return `${(await bob.all()).length} arrive; the sender hears ${stage.words(reply)}`
  },

  'a frame for nobody': async (stage) => {
    const ada = await stage.enter('ada')
    const sentAt = performance.now()
    ada.send(offer('nobody', 1))
    const heard = await ada.next()
    const seconds = (performance.now() - sentAt) / 1_000
    const when = seconds >= 4.9 && seconds < 7.5 ? 'after 5 seconds or little more' : `after ${seconds} seconds`
    return `${stage.words([heard])}, ${when}`
  },

  'many frames of two for nobody': async (stage) => {
    const pair = await stage.enterAll('ada', 'bob')
    for (const speaker of pair) for (let frame = 1; frame <= 3; frame += 1) speaker.send(offer('none', frame))
    const heard = await Promise.all(pair.map(async (socket) => [await socket.next(), ...(await socket.all())]))
    return heard.map((them) => stage.words(them)).join('; ')
  },

  'a frame that joins one which has waited': async (stage) => {
    const ada = await stage.enter('ada')
    const sentAt = performance.now()
    ada.send(offer('absent', 1))
    await delay(3_000)
    ada.send(offer('absent', 2))
    await ada.next()
    return performance.now() - sentAt < 7_500 ? 'expires with it' : 'waits on its own'
  },

  'someone who comes too late': async (stage) => {
    const ada = await stage.enter('ada')
    ada.send(offer(stage.id('bob'), 1))
    await ada.until((text) => text.includes('EXPIRE'))
    const bob = await stage.enter('bob')
    return stage.words(await bob.all())
  },

  'LEAVE and EXPIRE for nobody': async (stage) => {
    const ada = await stage.enter('ada')
    for (const type of ['LEAVE', 'EXPIRE']) ada.send({ type, dst: 'nobody at all' })
    // Had they waited, they would have run out before what is sent a little later.
    await delay(1_500)
    ada.send(offer('no one', 1))
    return stage.words(await ada.until((text) => text.includes('EXPIRE')))
  },

  'an OFFER whose dst is a number': async (stage) => {
    const ada = await stage.enter('ada')
    ada.send('{"type":"OFFER","dst":5,"payload":1}')
    await delay(1_500)
    ada.send(offer('not a soul', 1))
    return stage.words(await ada.until((text) => text.includes('not a soul')))
  },

  'an id whose holder has been silent for 25 seconds': async (stage) => {
    const ada = await stage.enter('ada')
    await delay(25_000)
    const rival = await stage.dial('ada', { token: 'another' }).next()
    const fate = rival.includes('OPEN') ? stage.words(await ada.end()) : 'stays'
    return `the rival hears ${stage.words([rival])}; the holder ${fate}`
  },

  'an id whose holder beats every five seconds': async (stage) => {
    const ada = await stage.enter('ada')
    for (let beat = 1; beat <= 5; beat += 1) {
      await delay(5_000)
      ada.send('{"type":"HEARTBEAT"}')
    }
    return stage.words([await stage.dial('ada', { token: 'another' }).next()])
  },
}
