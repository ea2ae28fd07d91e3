// Where Parley deliberately differs from peerjs-server 1.0.2: what the README tells, and what exactly is observed
// on either side in the cases that show it. `compare.js` fails on any other difference, and on one that is gone.

const OPEN = '{"type":"OPEN"}'
const error = (msg) => `{"type":"ERROR","payload":{"msg":"${msg}"}}, closed`
const INVALID_KEY = error('Invalid key provided')
const MISSING = error('No id, token, or key supplied to websocket server')
const TAKEN = '{"type":"ID-TAKEN","payload":{"msg":"ID is taken"}}'
const LEFT = '{"type":"LEAVE","src":"ada"}'
const UNHEARD = 'nobody hears anything'
const OFFER = 'bob hears {"type":"OFFER","src":"ada","dst":"bob"}'
const FLOOD = '{"type":"ERROR","payload":{"msg":"Too many messages","code":"TOO-FAST"}}, closed 1008 too many messages'

/** What ada and bob hear of something amiss that nobody else notices. */
const unnoticed = (ada, bob) => `ada hears ${ada}, bob ${bob}; others notice nothing`

export const differences = [
  {
    what: 'A `key` is the name of a room',
    why: 'Any name will do, there is nothing to register, and whoever is in one room cannot reach another.',
    cases: {
      'with another key': { upstream: INVALID_KEY, parley: OPEN },
      'one id with two keys': {
        upstream: `here: {"type":"OFFER","src":"bob","dst":"ada","payload":1}; there: ${INVALID_KEY.replace(', closed', '')}`,
        parley: `here: {"type":"OFFER","src":"bob","dst":"ada","payload":1}; there: ${OPEN}`,
      },
      'peers with another key': { upstream: '200 application/json ["ada"]', parley: '200 application/json []' },
      'GET /{a key of 10,000 characters}/id': { upstream: 'a UUID', parley: '404' },
      'GET /{a key with a control character}/id': { upstream: 'a UUID', parley: '404' },
      'GET /{a key that is not UTF-8}/id': { upstream: '400', parley: '404' },
    },
  },
  {
    what: 'OPEN comes on every websocket',
    why: 'Without it, `peer.reconnect()` never fires `open` again (peerjs issues 848, 1156, 1289).',
    cases: {
      'the greeting of a client that comes back with id and token': { upstream: 'nothing', parley: OPEN },
    },
  },
  {
    what: 'A client that comes back takes its id over',
    why: 'One client has one websocket: the one before is closed with 4000.',
    cases: {
      'the websocket that it had before': { upstream: 'still speaks', parley: 'closed 4000 superseded' },
    },
  },
  {
    what: 'An id whose holder has been silent for 20 seconds goes to the client that asks for it',
    why: 'Whoever lost the connection and starts afresh need not wait until the server has noticed.',
    cases: {
      'an id whose holder has been silent for 25 seconds': {
        upstream: `the rival hears ${TAKEN}; the holder stays`,
        parley:
          `the rival hears ${OPEN}; the holder {"type":"ERROR","payload":{"msg":"No heartbeat received",` +
          '"code":"STALE"}}, closed 4001 no heartbeat',
      },
    },
  },
  {
    what: 'When a page is closed, those it called or answered get LEAVE',
    why: 'Their calls end at once, not when ICE gives up. A client that only disconnects keeps its calls.',
    cases: Object.fromEntries(
      ['a page that is closed (1001)', 'a client that leaves'].map((name) => [
        name,
        {
          upstream: 'called: nothing; answered: nothing; neither: nothing',
          parley: `called: ${LEFT}; answered: ${LEFT}; neither: nothing`,
        },
      ]),
    ),
  },
  {
    what: 'LEAVE ends the websocket',
    why: 'Its id is free from then on; a websocket without an id could only mislead.',
    cases: {
      'an id whose holder has left': {
        upstream: `the holder still speaks; the next hears ${OPEN}`,
        parley: `the holder closed; the next hears ${OPEN}`,
      },
    },
  },
  {
    what: 'A payload arrives as it was sent, to the byte',
    why:
      'It is never parsed, so nothing in it is rewritten, and nothing in it can hang up on the receiver, as deep ' +
      'nesting does there.',
    cases: {
      'the payload: keys that look like numbers': {
        upstream: 'arrives as {"1":3,"2":2,"b":1}',
        parley: 'untouched',
      },
      'the payload: a repeated key': { upstream: 'arrives as {"a":2}', parley: 'untouched' },
      'the payload: needless escapes': { upstream: 'arrives as "A/é"', parley: 'untouched' },
      'the payload: an escaped lone surrogate': { upstream: 'arrives as "\\ud83e"', parley: 'untouched' },
      'the payload: white space': { upstream: 'arrives as [1,2]', parley: 'untouched' },
      'the payload: 1e400': { upstream: 'arrives as null', parley: 'untouched' },
      'the payload: 0.10': { upstream: 'arrives as 0.1', parley: 'untouched' },
      'the payload: minus zero': { upstream: 'arrives as 0', parley: 'untouched' },
      'the payload: a whole number of 23 digits': {
        upstream: 'arrives as 1.2345678901234568e+22',
        parley: 'untouched',
      },
      'a payload of 30,000 levels': {
        upstream: unnoticed('{"type":"LEAVE","src":"bob","dst":"ada"}', 'closed'),
        parley: unnoticed('nothing', 'the frame'),
      },
    },
  },
  {
    what: 'A heartbeat is answered with `beat`',
    why: 'The runtime does it while the room sleeps, which makes idle rooms free. PeerJS passes over the answer.',
    cases: {
      'HEARTBEAT, as clients send it': { upstream: UNHEARD, parley: 'ada hears beat' },
      'HEARTBEAT, spelt differently': { upstream: UNHEARD, parley: 'ada hears beat' },
    },
  },
  {
    what: 'Nobody looks for silent clients',
    why:
      'That would wake the room. One that has been silent for 150 seconds goes when something else wakes it; ' +
      'pages in the background beat but once a minute.',
    cases: {
      'a websocket that has been silent for longer than the server was told to bear': {
        upstream: 'closed',
        parley: 'still speaks',
      },
    },
  },
  {
    what: 'At most 64 frames or 256 KiB wait for one absent peer',
    why: 'What is more comes back as EXPIRE at once. There, memory is the limit.',
    cases: {
      'sixty-five frames for someone who comes': {
        upstream: '65 arrive; the sender hears nothing',
        parley: '64 arrive; the sender hears {"type":"EXPIRE","src":"bob","dst":"ada"}',
      },
      'five frames of 60,000 characters for someone who comes': {
        upstream: '5 arrive; the sender hears nothing',
        parley: '4 arrive; the sender hears {"type":"EXPIRE","src":"bob","dst":"ada"}',
      },
    },
  },
  {
    what: 'At most 64 clients have one key, 32 of them from one address',
    why: 'It is a room, and nobody keeps everyone else out of it alone. The next one hears what peerjs-server says to the 5001st.',
    cases: {
      'thirty-three clients with one key, from one address': {
        upstream: OPEN,
        parley: error('Server has reached its concurrent user limit').replace(', closed', ''),
      },
      'sixty-five clients with one key': {
        upstream: OPEN,
        parley: error('Server has reached its concurrent user limit').replace(', closed', ''),
      },
    },
  },
  {
    what: 'A frame has at most 64 KiB',
    why: 'A longer one closes its websocket with 1009. There, a frame may have 100 MiB.',
    cases: Object.fromEntries(
      ['a frame of 64 KiB and one byte', 'a frame of 64 KiB and one byte, in emoji', 'a frame of 1 MiB'].map(
        (name) => [
          name,
          {
            upstream: unnoticed('nothing', 'the frame'),
            parley: unnoticed('closed 1009 frame too large', 'nothing'),
          },
        ],
      ),
    ),
  },
  {
    what: 'A client may send 450 frames at once, and 50 a second',
    why: 'Four hundred candidates pass; a flood gets ERROR, and its websocket is closed with 1008.',
    cases: {
      '10,000 frames at once': {
        upstream: unnoticed('nothing', 'all of them'),
        parley: unnoticed(FLOOD, 'some of them'),
      },
      '10,000 frames for as many who are not there': {
        upstream: 'ada hears nothing; others notice nothing',
        parley: `ada hears ${FLOOD}; others notice nothing`,
      },
    },
  },
  {
    what: 'An id and a token have 1 to 128 characters, none of them a control character',
    why: 'Everything else gets the ERROR for a missing one.',
    cases: Object.fromEntries(
      [
        'with an id of 10,000 characters',
        'with a control character in the id',
        'with a zero byte in the token',
      ].map((name) => [name, { upstream: OPEN, parley: MISSING }]),
    ),
  },
  {
    what: 'Frames are texts',
    why: 'A binary one closes its websocket with 1003. There, it is read as text.',
    cases: {
      'binary: a frame that would have been right as text': {
        upstream: unnoticed('nothing', 'the frame'),
        parley: unnoticed('closed 1003 text frames only', 'nothing'),
      },
      ...Object.fromEntries(
        ['binary: noise', 'binary: nothing'].map((name) => [
          name,
          {
            upstream: unnoticed('nothing', 'nothing'),
            parley: unnoticed('closed 1003 text frames only', 'nothing'),
          },
        ]),
      ),
    },
  },
  {
    what: 'Text that is not UTF-8 is dropped as no frame',
    why: 'The runtime replaces what is not UTF-8 before the room reads it. There, it closes the websocket with 1007.',
    cases: Object.fromEntries(
      ['text that is not UTF-8', 'text with half a surrogate pair'].map((name) => [
        name,
        { upstream: unnoticed('closed 1007', 'nothing'), parley: unnoticed('nothing', 'nothing') },
      ]),
    ),
  },
  {
    what: 'A frame that names a field twice, or whose `dst` is no text, is dropped',
    why: 'What it means depends on who reads it, or it can reach nobody. No client sends such frames.',
    cases: {
      'a repeated type': { upstream: OFFER, parley: UNHEARD },
      'a repeated dst': { upstream: OFFER, parley: UNHEARD },
      'a repeated payload': {
        upstream: 'bob hears {"type":"OFFER","src":"ada","dst":"bob","payload":2}',
        parley: UNHEARD,
      },
      'an OFFER whose dst is a number': {
        upstream: '{"type":"EXPIRE","src":5,"dst":"ada"}, {"type":"EXPIRE","src":"not a soul","dst":"ada"}',
        parley: '{"type":"EXPIRE","src":"not a soul","dst":"ada"}',
      },
    },
  },
  {
    what: 'WATCH, JOIN and UPDATE are understood',
    why:
      'They are Parley’s own, for clients that want to know who is there. PeerJS sends none of them. ' +
      'Pages of other sites are refused the first two, whatever `CORS_ORIGINS` says.',
    cases: {
      'WATCH, which is Parley’s': { upstream: 'nothing', parley: 'ROOM' },
      'JOIN, which is Parley’s': { upstream: 'nothing', parley: 'ROOM' },
    },
  },
  {
    what: 'The list of origins counts for websockets too',
    why: 'A page of another site is refused with 403 instead of OPEN. Parley’s own pages need no listing.',
    cases: {
      'a websocket from a site that is not': { upstream: OPEN, parley: 'refused' },
    },
  },
  {
    what: 'The endpoints stay at the root when there is a path',
    why: 'Parley’s own pages and those of others use the same deployment.',
    cases: {
      'an id, not below the path': { upstream: '404', parley: '200' },
      'a websocket not below the path': { upstream: 'refused', parley: OPEN },
    },
  },
  {
    what: 'HTTP that is not PeerJS’s is Parley’s',
    why: '`/` is the site, and an endpoint that is asked in the wrong way says what it takes (405, 426).',
    cases: {
      'GET /': { upstream: '200 application/json; charset=utf-8', parley: '200 text/html; charset=utf-8' },
      'POST /{key}/id': { upstream: '404', parley: '405' },
      'GET /peerjs without a websocket': { upstream: '404', parley: '426' },
    },
  },
]
