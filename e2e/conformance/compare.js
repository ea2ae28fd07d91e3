// The same cases on several servers, side by side.

import { abuse } from './cases/abuse.js'
import { closing } from './cases/closing.js'
import { configured } from './cases/configured.js'
import { http } from './cases/http.js'
import { opening } from './cases/opening.js'
import { payloads } from './cases/payloads.js'
import { routing } from './cases/routing.js'
import { waiting } from './cases/waiting.js'
import { differences } from './differences.js'
import { Stage } from './stage.js'

/** The cases for a server as it comes. */
export const usual = { ...http, ...opening, ...routing, ...payloads, ...closing, ...waiting, ...abuse }

/** The cases for a server that was told what `configured.js` says. */
export { configured }

/** Those that mostly wait, and may do so together. */
const patient = new Set(Object.keys(waiting))

/** Plays cases on a server. Returns what was observed: `{ name: observation }`. */
export async function play(cases, deployment) {
  const observed = {}
  const playOne = async ([name, run]) => {
    const stage = new Stage(deployment)
    observed[name] = await run(stage).catch((error) => `FAILED: ${stage.plain(error.message)}`)
    await stage.clear()
  }
  const entries = Object.entries(cases)
  await Promise.all(entries.filter(([name]) => patient.has(name)).map(playOne))
  for (const entry of entries.filter(([name]) => !patient.has(name))) await playOne(entry)
  return observed
}

/**
 * Judges what was observed on upstream and on Parley, case by case. `verdict` is `equal`; or `repaired` where
 * the list of differences names exactly these two observations; or else what is wrong.
 */
export function judge(upstream, parley) {
  const listed = Object.assign({}, ...differences.map(({ cases }) => cases))
  return Object.keys(parley).map((name) => {
    const row = { name, upstream: upstream[name], parley: parley[name] }
    return { ...row, verdict: verdict(row, listed[name]) }
  })
}

function verdict({ upstream, parley }, listed) {
  const isListed = listed && listed.upstream === upstream && listed.parley === parley
  if (parley.startsWith('FAILED') || upstream.startsWith('FAILED')) return 'FAILED'
  if (isListed) return 'repaired'
  if (upstream !== parley) return 'DIFFERENT'
  return listed ? 'LISTED FOR NOTHING' : 'equal'
}

/** Whether a verdict is one to be content with. */
export const isFine = ({ verdict }) => verdict === 'equal' || verdict === 'repaired'

/** The rows as a table. */
export function table(rows) {
  const lines = [['case', 'peerjs-server', 'Parley', ''], ...rows.map(cells)]
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column].length)))
  const capped = widths.map((width, column) => Math.min(width, [64, 56, 56][column]))
  return lines.map((line) => wrapped(line, capped)).join('\n')
}

function cells({ name, upstream, parley, verdict }) {
  return [name, upstream, verdict === 'equal' ? '=' : parley, verdict]
}

/** A line of the table, continued below where a cell is wider than its column. */
function wrapped(line, widths) {
  const columns = line.slice(0, -1).map((cell, at) => cell.match(new RegExp(`.{1,${widths[at]}}`, 'gsu')) ?? [''])
  const height = Math.max(...columns.map((column) => column.length))
  const lines = Array.from({ length: height }, (_, row) => {
    const parts = columns.map((column, at) => (column[row] ?? '').padEnd(widths[at]))
    return [...parts, row === 0 ? line.at(-1) : ''].join('  ').trimEnd()
  })
  return lines.join('\n')
}
