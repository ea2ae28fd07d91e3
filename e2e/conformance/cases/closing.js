// Who is told when a websocket closes.

/** What those who know ada hear when ada's websocket ends. `end` ends it. */
const ending = (end) => async (stage) => {
  const [ada, bob, cleo, dora] = await stage.enterAll('ada', 'bob', 'cleo', 'dora')
  ada.send({ type: 'OFFER', dst: bob.id, payload: 1 })
  cleo.send({ type: 'OFFER', dst: ada.id, payload: 2 })
  await ada.until((text) => text.includes('OFFER'))
  ada.send({ type: 'ANSWER', dst: cleo.id, payload: 3 })
  ada.send({ type: 'CANDIDATE', dst: dora.id, payload: 4 })
  await ada.all()
  await Promise.all([bob, cleo, dora].map((peer) => peer.all()))

  await end(ada)
  await stage.untilFree('ada')
  const heard = async (peer) => stage.words(await peer.all())
  return `called: ${await heard(bob)}; answered: ${await heard(cleo)}; neither: ${await heard(dora)}`
}

const closed = (code) =>
  ending(async (ada) => {
    ada.close(code)
    await ada.end()
  })

export const closing = {
  'a page that is closed (1001)': closed(1001),
  'a client that disconnects (1005)': closed(1005),
  'a client that disconnects (1000)': closed(1000),
  'a connection that breaks (1006)': ending((ada) => ada.cut()),
  'a client that leaves': ending(async (ada) => ada.send({ type: 'LEAVE' })),
}
