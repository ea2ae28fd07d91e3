// The old flow at its least: the steps of the old client in their order, with the real `peerjs`. Each one waits for
// the one before.

const address = new URLSearchParams(location.search)
const server = { host: location.hostname, port: Number(address.get('peer')), path: '/' }

addEventListener('click', join, { once: true })
if (address.has('now')) void join()

async function join() {
  performance.mark('pressed')
  const peer = new Peer({ ...server, config: { iceServers: [] } })
  await new Promise((resolve) => peer.once('open', resolve))

  const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true })
  document.querySelector('#own').srcObject = stream
  const show = (call) => call.on('stream', (remote) => showTile(call.peer, remote))
  peer.on('call', (call) => {
    call.answer(stream)
    show(call)
  })

  const query = new URLSearchParams({ room: address.get('room'), person: `${address.get('name')}|${peer.id}` })
  const presence = new WebSocket(`ws://${location.hostname}:${address.get('presence')}/?${query}`)
  presence.onmessage = ({ data }) => {
    const { event, person } = JSON.parse(data)
    const [, id] = person.split('|')
    if (event === 'joined') show(peer.call(id, stream, { metadata: { name: address.get('name') } }))
    if (event === 'left') document.getElementById(id)?.remove()
  }
}

function showTile(id, stream) {
  if (document.getElementById(id)) return
  const video = Object.assign(document.createElement('video'), { id, autoplay: true, srcObject: stream })
  video.dataset.remote = ''
  document.body.append(video)
}
