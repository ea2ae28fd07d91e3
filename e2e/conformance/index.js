// Compares Parley with npm's `peer`, case by case:
//
//   node e2e/conformance/index.js              what `cargo xtask build` made
//   node e2e/conformance/index.js URL          the Parley at this address, as it comes from wrangler.toml
//
// Prints one table, and fails on every difference that is not listed in `differences.js` with its reason.

import { configured, isFine, judge, play, table, usual } from './compare.js'
import { parley, upstream } from './servers.js'

const [url] = process.argv.slice(2)
const given = url && { usual: { url: url.replace(/\/$/, '') }, stop: () => {} }

const theirs = await upstream()
const ours = given ?? (await parley())
try {
  const cases = given ? usual : { ...usual, ...configured }
  const on = async ({ usual: asItComes, configured: told }) => ({
    ...(await play(usual, asItComes)),
    ...(given ? {} : await play(configured, told)),
  })
  const [upstreamDid, parleyDid] = await Promise.all([on(theirs), on(ours)])
  const rows = judge(upstreamDid, parleyDid)
  console.log(table(rows))
  const count = (verdict) => rows.filter((row) => row.verdict === verdict).length
  const wrong = rows.filter((row) => !isFine(row)).length
  console.log(`\n${Object.keys(cases).length} cases: ${count('equal')} equal, ${count('repaired')} repaired, ${wrong} wrong`)
  process.exitCode = wrong > 0 ? 1 : 0
} finally {
  await Promise.all([theirs.stop(), ours.stop()])
}
