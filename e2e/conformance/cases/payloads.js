// Whether a payload arrives as it was sent, to the byte.

/** What a PeerJS client sends: what JSON.stringify makes of its objects. */
const sdp = Array.from({ length: 1_200 }, (_, line) => `a=candidate:${line} 1 udp 2122260223 192.0.2.1 9 typ host`)
const own = {
  'a session description': { sdp: { type: 'offer', sdp: 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n' }, type: 'media' },
  'a session description of 60 KB': { sdp: { type: 'offer', sdp: sdp.join('\r\n').slice(0, 60_000) } },
  metadata: { metadata: { name: 'Ünïcödé 🦜 שלום', nested: [{ deep: [null, true, 0.1, -1e-7, 1e21] }] } },
  'control characters and line separators': { text: '\u0000\u0007\b\t\u2028\u2029\u007f' },
  'a lone surrogate': { text: '\ud83e' },
  'keys named as what every object has': { constructor: 1, hasOwnProperty: 2, '': 3 },
  'a text that is a frame': '{"type":"LEAVE"}',
}

/** JSON that nobody's JSON.stringify writes, but that is JSON all the same. */
const foreign = {
  'keys that look like numbers': '{"b":1,"2":2,"1":3}',
  'a repeated key': '{"a":1,"a":2}',
  'a key named __proto__': '{"__proto__":{"polluted":true}}',
  'needless escapes': '"\\u0041\\/\\u00e9"',
  'an escaped lone surrogate': '"\\uD83E"',
  'white space': '[ 1 ,\n2 ]',
  '1e400': '1e400',
  '0.1': '0.1',
  '0.10': '0.10',
  'minus zero': '-0',
  'a whole number of 23 digits': '12345678901234567890123',
  false: 'false',
}

const sent = (payload) => async (stage) => {
  const [ada, bob] = await stage.enterAll('ada', 'bob')
  ada.send(`{"type":"OFFER","dst":"${bob.id}","payload":${payload}}`)
  await ada.all()
  const [heard, ...rest] = await bob.all()
  if (heard === undefined || rest.length > 0) return stage.words([heard, ...rest])
  const before = `{"type":"OFFER","src":"${ada.id}","dst":"${bob.id}","payload":`
  if (!heard.startsWith(before)) return stage.words([heard])
  const arrived = heard.slice(before.length, -1)
  return arrived === payload ? 'untouched' : `arrives as ${arrived}`
}

const named = (payloads, write) =>
  Object.entries(payloads).map(([name, payload]) => [`the payload: ${name}`, sent(write(payload))])

export const payloads = Object.fromEntries([
  ...named(own, JSON.stringify),
  ...named(foreign, (text) => text),
])
