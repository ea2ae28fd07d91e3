// What nobody should send. Two bystanders are there all the time, and must not notice.

const BYSTANDERS = ['bystander 1', 'bystander 2']

/** What becomes of ada, who sends amiss, of bob, for whom some of it is, and of the bystanders. */
const amiss = (abuse) => async (stage) => {
  const bystanders = await stage.enterAll(...BYSTANDERS)
  const [ada, bob] = await stage.enterAll('ada', 'bob')
  const observed = await abuse({ ada, bob, stage })
  const noticed = []
  for (const [at, bystander] of bystanders.entries()) {
    noticed.push(...(await bystander.all({ from: bystanders[1 - at] })))
  }
  return `${observed}; others notice ${stage.words(noticed)}`
}

/** What ada and bob hear of something that ada sends. */
const sending = (send) =>
  amiss(async ({ ada, bob, stage }) => {
    send(ada, bob)
    const reply = await ada.all()
    return `ada hears ${brief(stage, reply)}, bob ${brief(stage, await bob.all())}`
  })

/** What was heard, with long texts as their length and a run of alike frames as their number. */
function brief(stage, heard) {
  const frames = heard.filter((text) => text.startsWith('{"type":"OFFER"'))
  const rest = heard.filter((text) => !frames.includes(text)).map((text) => stage.plain(text))
  if (frames.length > 0) rest.unshift(frames.length > 1 ? `${frames.length} frames` : 'the frame')
  return rest.join(', ') || 'nothing'
}

/** An OFFER to bob of exactly so many bytes, filled with what takes `bytesEach`. */
function offerOf(bytes, bob, filling = 'x') {
  const [before, after] = [`{"type":"OFFER","dst":"${bob.id}","payload":"`, '"}']
  const room = bytes - Buffer.byteLength(before + after)
  const count = Math.floor(room / Buffer.byteLength(filling))
  return before + filling.repeat(count) + 'x'.repeat(room - count * Buffer.byteLength(filling)) + after
}

const nested = (levels) => '['.repeat(levels) + ']'.repeat(levels)

export const abuse = {
  'binary: a frame that would have been right as text': sending((ada, bob) => {
    ada.sendBytes(Buffer.from(JSON.stringify({ type: 'OFFER', dst: bob.id })))
  }),
  'binary: noise': sending((ada) => ada.sendBytes([0, 255, 254, 1])),
  'binary: nothing': sending((ada) => ada.sendBytes([])),
  'text that is not UTF-8': sending((ada) => ada.sendBytes([0x22, 0xff, 0xfe, 0x22], { asText: true })),
  'text with half a surrogate pair': sending((ada) => ada.sendBytes([0xed, 0xa0, 0x80], { asText: true })),

  'a payload of 30,000 levels': sending((ada, bob) => {
    ada.send(`{"type":"OFFER","dst":"${bob.id}","payload":${nested(30_000)}}`)
  }),
  '30,000 brackets that never close': sending((ada) => ada.send('['.repeat(30_000))),
  'a type of 30,000 levels': sending((ada, bob) => {
    ada.send(`{"type":${nested(30_000)},"dst":"${bob.id}"}`)
  }),
  'numbers too large for anything': sending((ada, bob) => {
    ada.send(`{"type":1e999999999,"dst":-1e999999999,"payload":${'9'.repeat(1_000)}}`)
    ada.send(`{"type":"OFFER","dst":"${bob.id}","payload":1e999999999}`)
  }),
  'a dst of 10,000 characters': sending((ada) => {
    ada.send({ type: 'LEAVE', dst: 'x'.repeat(10_000) })
  }),
  'a dst with control characters': sending((ada) => ada.send({ type: 'LEAVE', dst: 'a\0b\n' })),
  'a dst named as what every object has': sending((ada) => {
    for (const dst of ['__proto__', 'constructor', 'hasOwnProperty']) ada.send({ type: 'LEAVE', dst })
  }),
  'a type named as what every object has': sending((ada, bob) => {
    for (const type of ['__proto__', 'constructor']) ada.send({ type, dst: bob.id })
  }),

  'a frame of 64 KiB': sending((ada, bob) => ada.send(offerOf(64 * 1024, bob))),
  'a frame of 64 KiB and one byte': sending((ada, bob) => ada.send(offerOf(64 * 1024 + 1, bob))),
  'a frame of 64 KiB and one byte, in emoji': sending((ada, bob) => {
    ada.send(offerOf(64 * 1024 + 1, bob, '🦜'))
  }),
  'a frame of 1 MiB': sending((ada, bob) => ada.send(offerOf(1024 * 1024, bob))),

  '400 candidates at once': sending((ada, bob) => {
    for (let frame = 1; frame <= 400; frame += 1) ada.send({ type: 'OFFER', dst: bob.id, payload: frame })
  }),
  '10,000 frames at once': amiss(async ({ ada, bob, stage }) => {
    for (let frame = 1; frame <= 10_000; frame += 1) ada.send({ type: 'OFFER', dst: bob.id, payload: frame })
    const reply = await ada.all()
    const arrived = (await bob.all()).length
    return `ada hears ${brief(stage, reply)}, bob ${arrived === 10_000 ? 'all of them' : 'some of them'}`
  }),
  '10,000 frames for as many who are not there': amiss(async ({ ada, stage }) => {
    for (let frame = 1; frame <= 10_000; frame += 1) ada.send({ type: 'LEAVE', dst: `nobody ${frame}` })
    return `ada hears ${brief(stage, await ada.all())}`
  }),
}
