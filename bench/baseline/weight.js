// What the old site's page had to load besides `peerjs`, by its weight: 813 kB in all, 179 kB of them compressed, in
// one script and one style sheet. The text is made up, and as regular as such files are.

const WORDS = 300

/** A script that is parsed and run, and says nothing. */
export function script(bytes) {
  const random = numbers(1)
  const word = () => `w${((random() * WORDS) | 0).toString(36)}`
  return fill(bytes, (line) => `export const f${line} = (${word()}, x) => x.${word()}(${word()} => ${word()}.${word()} + x.${word()} * ${(random() * 99) | 0})\n`)
}

/** A style sheet of which nothing on the page takes notice. */
export function styles(bytes) {
  const random = numbers(2)
  const property = () => ['margin-left', 'padding-top', 'border-width', 'font-size', 'width', 'line-height'][(random() * 6) | 0]
  return fill(bytes, (line) => `.c${line} .w${((random() * WORDS) | 0).toString(36)}:hover{${property()}:${(random() * 99) | 0}px;${property()}:${(random() * 99) | 0}px}\n`)
}

function fill(bytes, lineAt) {
  let text = ''
  for (let line = 0; text.length < bytes; line += 1) text += lineAt(line)
  return text
}

/** The same numbers from 0 to 1 each time. */
function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
