// Development only: reloads the page when `wrangler dev` has served a new build.
// wrangler offers to insert such a script itself, but inline, which the page's content security policy forbids.

const PROTOCOL = 'WRANGLER_PROXYWORKER_LIVE_RELOAD_PROTOCOL'

function listen() {
  const socket = new WebSocket('/cdn-cgi/live-reload', PROTOCOL)
  socket.onmessage = () => location.reload()
  // A restarted server is not a new build: a call that is going on must survive it.
  socket.onclose = () => setTimeout(listen, 1000)
}

listen()
