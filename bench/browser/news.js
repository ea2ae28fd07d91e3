// What a script tells the program that runs it: lines of JSON.

/** How many steps there will be. */
export const announce = (steps) => say({ steps })

/** That a step is about to be taken. */
export const step = (what) => say({ step: what })

/** A figure. */
export const sample = (sample) => say({ sample })

function say(news) {
  process.stdout.write(`${JSON.stringify(news)}\n`)
}
