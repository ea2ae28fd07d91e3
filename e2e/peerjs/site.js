// Runs inside workerd, in front of the Worker: a request for a file of the site is answered without it, and what it
// answers itself goes through here.

const PAGE = 'X-Page'

/** What the Worker asks for a page. Its text is put in on the way out, compressed, as the network does with it. */
export const Files = {
  fetch: ({ url }) => new Response(null, { headers: { 'Content-Type': 'text/html', [PAGE]: new URL(url).pathname } }),
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url)
    const file = answer(pathname, env)
    if (file) return file
    const response = await env.PARLEY.fetch(request)
    const page = response.headers.get(PAGE)
    return page ? answer(page, env) : response
  },
}

function answer(pathname, env) {
  const index = env.FILES.findIndex((file) => file.pathname === pathname)
  if (index < 0) return null
  // The body is as it goes out, whatever encoding the headers tell.
  return new Response(env[index], { headers: env.FILES[index].headers, encodeBody: 'manual' })
}
