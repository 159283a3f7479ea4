// How much longer a common word takes to find than a rare one.
//
//   node bench/plans/search.mjs http://127.0.0.1:8080
//
// The words are of the network that the README beside this makes. They are asked
// in turns, so that noise meets all of them; the best of each counts. One connection.
const [base = 'http://127.0.0.1:8080', turns = '25'] = process.argv.slice(2)
const MOST = 3
const words = {
  rare: ['hillside', '306'],
  nowhere: ['zzzz'],
  common: ['people', 'for', 'fur', 'adults', '학습', '市'],
  'one letter': ['a', 'f', '학', '시'],
  'two words': ['literacy workshop', 'evening fur'],
}

async function search(text) {
  const query = `{ search(text: ${JSON.stringify(text)}, first: 20) { nodes { snippet { hit } } } }`
  const begun = performance.now()
  const answer = await fetch(`${base}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })
  const { data, errors } = await answer.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return { milliseconds: performance.now() - begun, hits: data.search.nodes.length }
}

const best = new Map()
for (let turn = 0; turn < Number(turns); turn++) {
  for (const [kind, texts] of Object.entries(words)) {
    for (const text of texts) {
      const { milliseconds, hits } = await search(text)
      const before = best.get(text)?.milliseconds ?? Infinity
      best.set(text, { kind, hits, milliseconds: Math.min(before, milliseconds) })
    }
  }
}

const rare = Math.max(...words.rare.map((text) => best.get(text).milliseconds))
let worst = 0
for (const [text, { kind, hits, milliseconds }] of best) {
  const ratio = milliseconds / rare
  if (kind === 'common' || kind === 'one letter') worst = Math.max(worst, ratio)
  console.log(JSON.stringify({ kind, text, hits, milliseconds: Number(milliseconds.toFixed(2)), ratio: Number(ratio.toFixed(2)) }))
}
console.log(JSON.stringify({ worst: Number(worst.toFixed(2)), most: MOST }))
process.exitCode = worst > MOST ? 1 : 0
