// What the server makes of a frame, while the peer it is for is there.

/** What bob hears of a frame of ada's, which may be given in terms of the ids, and what ada does. */
const saying = (frame) => async (stage) => {
  const [ada, bob] = await stage.enterAll('ada', 'bob')
  ada.send(typeof frame === 'function' ? frame(stage) : frame)
  const reply = await ada.all()
  return heardBy(stage, { bob: await bob.all(), ada: reply })
}

function heardBy(stage, heard) {
  const lines = Object.entries(heard).filter(([, them]) => them.length > 0)
  return lines.map(([who, them]) => `${who} hears ${stage.words(them)}`).join('; ') || 'nobody hears anything'
}

const toBob = (type, payload) => (stage) => ({ type, dst: stage.id('bob'), payload })

/** The text of a frame to bob, with some of its text as it stands. */
const raw = (text) => (stage) => text.replaceAll('BOB', stage.id('bob')).replaceAll('ADA', stage.id('ada'))

export const routing = {
  OFFER: saying(toBob('OFFER', { sdp: { type: 'offer', sdp: 'v=0\r\n' }, type: 'media' })),
  ANSWER: saying(toBob('ANSWER', { sdp: { type: 'answer', sdp: 'v=0\r\n' }, type: 'media' })),
  CANDIDATE: saying(toBob('CANDIDATE', { candidate: { candidate: '' } })),
  'LEAVE to someone': saying(toBob('LEAVE')),
  'EXPIRE to someone': saying(toBob('EXPIRE')),
  'HEARTBEAT, as clients send it': saying('{"type":"HEARTBEAT"}'),
  'HEARTBEAT, spelt differently': saying('{ "type": "HEARTBEAT", "payload": 1 }'),

  'an OFFER to oneself': async (stage) => {
    const ada = await stage.enter('ada')
    ada.send({ type: 'OFFER', dst: ada.id, payload: 1 })
    return heardBy(stage, { ada: await ada.all() })
  },
  'a frame that claims to be from someone else': saying(raw('{"type":"OFFER","src":"mallory","dst":"BOB"}')),
  'a frame with fields of its own': saying(raw('{"x":1,"dst":"BOB","payload":2,"y":{},"type":"OFFER"}')),
  'a frame without a payload': saying(raw('{"type":"OFFER","dst":"BOB"}')),
  'a frame whose payload is null': saying(raw('{"type":"OFFER","dst":"BOB","payload":null}')),
  'a frame with white space around it': saying(raw(' \n{ "type" : "OFFER" , "dst" : "BOB" }\t')),
  'a type with an escape in it': saying(raw('{"type":"O\\u0046FER","dst":"BOB"}')),
  'a dst with an escape in it': saying(raw('{"type":"OFFER","d\\u0073t":"BOB"}')),

  'a type that nobody knows': saying(toBob('SHOUT', 1)),
  'a type in lower case': saying(toBob('offer', 1)),
  'OPEN from a client': saying(toBob('OPEN')),
  'ERROR from a client': saying(toBob('ERROR', { msg: 'gotcha' })),
  'ID-TAKEN from a client': saying(toBob('ID-TAKEN', { msg: 'gotcha' })),
  'no type': saying(raw('{"dst":"BOB"}')),
  'a type that is null': saying(raw('{"type":null,"dst":"BOB"}')),
  'a type that is a number': saying(raw('{"type":7,"dst":"BOB"}')),
  'a type that is a list': saying(raw('{"type":["OFFER"],"dst":"BOB"}')),
  'an OFFER without dst': saying('{"type":"OFFER","payload":1}'),
  'an OFFER whose dst is empty': saying('{"type":"OFFER","dst":"","payload":1}'),
  'an OFFER whose dst is null': saying('{"type":"OFFER","dst":null,"payload":1}'),
  'an OFFER whose dst is a list': saying(raw('{"type":"OFFER","dst":["BOB"],"payload":1}')),
  'a LEAVE whose dst is null': async (stage) => {
    const [ada, bob] = await stage.enterAll('ada', 'bob')
    ada.send('{"type":"LEAVE","dst":null}')
    await stage.fate(ada, bob)
    return stage.words([await stage.dial('ada', { token: 'another' }).next()])
  },
  'a repeated type': saying(raw('{"type":"SHOUT","type":"OFFER","dst":"BOB"}')),
  'a repeated dst': saying(raw('{"type":"OFFER","dst":"nobody","dst":"BOB"}')),
  'a repeated payload': saying(raw('{"type":"OFFER","dst":"BOB","payload":1,"payload":2}')),

  'an empty frame': saying(''),
  'a frame that is not JSON': saying('OFFER bob'),
  'JSON cut short': saying(raw('{"type":"OFFER","dst":"BOB"')),
  'JSON and then some': saying(raw('{"type":"OFFER","dst":"BOB"}{}')),
  'a zero byte': saying('\0'),
  null: saying('null'),
  'a list': saying(raw('["OFFER","BOB"]')),
  'a string': saying('"OFFER"'),
  'a huge number': saying(`1${'0'.repeat(400)}`),

  'WATCH, which is Parley’s': answering({ type: 'WATCH' }),
  'JOIN, which is Parley’s': answering({ type: 'JOIN', payload: { profile: {}, calls: [] } }),
}

/** What kinds of frames ada hears when ada says something that only Parley understands. */
function answering(frame) {
  return async (stage) => {
    const ada = await stage.enter('ada')
    ada.send(frame)
    const heard = await ada.all()
    ada.send({ type: 'LEAVE' })
    return heard.map((text) => JSON.parse(text).type).join(', ') || 'nothing'
  }
}
