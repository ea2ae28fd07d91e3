// The least that a browser takes to show a picture that came by WebRTC: two connections in one page, one of which sends
// what the camera films to the other. Nothing but the page comes from a server; whoever is called Ada does nothing.

const address = new URLSearchParams(location.search)
const camera = navigator.mediaDevices.getUserMedia({ video: true, audio: true })

if (address.get('name') !== 'Ada') {
  addEventListener('click', connect, { once: true })
  if (address.has('now')) void connect()
}
document.querySelector('#own').srcObject = await camera

async function connect() {
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()]
  here.onicecandidate = ({ candidate }) => there.addIceCandidate(candidate)
  there.onicecandidate = ({ candidate }) => here.addIceCandidate(candidate)
  there.ontrack = ({ streams: [stream] }) => {
    if (document.querySelector('[data-remote]')) return
    const video = Object.assign(document.createElement('video'), { autoplay: true, srcObject: stream })
    video.dataset.remote = ''
    document.body.append(video)
  }
  const stream = await camera
  for (const track of stream.getTracks()) here.addTrack(track, stream)
  await here.setLocalDescription()
  await there.setRemoteDescription(here.localDescription)
  await there.setLocalDescription()
  await here.setRemoteDescription(there.localDescription)
}
