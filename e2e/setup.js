// Starts the server that most tests share, unless PARLEY_URL names one that runs already.

import { Server } from './server.js'

export default async function setup() {
  if (process.env.PARLEY_URL) return undefined
  const server = await Server.start()
  process.env.PARLEY_URL = server.url
  return () => server.stop()
}
