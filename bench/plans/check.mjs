// Asks a server everything that matters, and reads how PostgreSQL does it.
//
//   node bench/plans/check.mjs BINARY DATABASE_URL
//
// After five uses a prepared statement is planned without its values. Here every
// statement is, from its first use on, over a network of 200,000 programmes (README).
// Time is not looked at: what is asserted is that an index leads, that no large
// table is read from end to end, and how many rows were read for nothing.
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cases } from './cases.mjs'

const [binary, database, only] = process.argv.slice(2)
const LARGE = ['programme', 'offering', 'schedule', 'programme_code', 'search_entry', 'journal']
const options = {
  plan_cache_mode: 'force_generic_plan',
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_level': 'notice',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
}
const url = new URL(database)
for (const [name, value] of Object.entries(options)) url.searchParams.set(`options[${name}]`, value)

const folder = mkdtempSync(join(tmpdir(), 'plans-'))
const bind = '127.0.0.1:8491'
const server = spawn(binary, ['serve', '--empty', '--bind', bind, '--database-url', url.href], {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'pipe'],
  env: {
    LC_LOG: 'warn,sqlx::postgres::notice=info',
    LC_LOG_FORMAT: 'json',
    LC_LIMIT_OPERATION_SECONDS: '300',
  },
})
let plans = []
let faults = 0
let rest = ''
server.stderr.setEncoding('utf8')
server.stderr.on('data', (text) => {
  const lines = (rest + text).split('\n')
  rest = lines.pop()
  for (const line of lines.filter((line) => line.startsWith('{'))) {
    const { message } = JSON.parse(line)
    if (message?.startsWith('duration:')) plans.push(plan(message))
  }
})

const pause = (ms) => new Promise((done) => setTimeout(done, ms))
const base = `http://${bind}`
for (let turn = 0; ; turn++) {
  if (turn > 600 || server.exitCode !== null) throw new Error('the server does not begin')
  if ((await fetch(`${base}/readyz`).catch(() => ({}))).ok) break
  await pause(100)
}

// What it does by itself stands between all that is asked: it is looked at once.
await pause(20_000)
const itself = new Set(plans.map((plan) => plan.statement))
report({ name: 'by itself', most: 20_000 }, plans)

// What has been learned of the network, for what comes later.
const known = {}
for (const part of cases) {
  if (only && !part.name.includes(only)) continue
  await pause(50)
  plans = []
  const answer = await (part.path ? fetch(base + part.path(known)) : ask(part.query(known)))
  const text = await answer.text()
  await pause(100)
  part.learn?.(JSON.parse(text).data, known)
  const asked = plans.filter((plan) => !itself.has(plan.statement))
  const failed = !answer.ok || text.includes('"errors"')
  report(part, asked, failed ? [`answered ${answer.status} ${text.slice(0, 300)}`] : [])
}
server.kill('SIGTERM')
console.log(faults ? `${faults} of ${cases.length} are not as they should be` : `all ${cases.length} are as they should be`)
process.exitCode = faults ? 1 : 0

function ask(query) {
  const body = JSON.stringify(typeof query === 'string' ? { query } : query)
  return fetch(`${base}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

// One plan: its tables read from end to end, its indexes, and how many rows it
// read, those for nothing included.
function plan(message) {
  const [statement, ...lines] = message.split('Query Text: ')[1].split(/\n(?=\S.*\(cost=)/)
  const steps = lines.join('\n')
  let read = 0
  for (const [, rows, loops] of steps.matchAll(/(?:Seq Scan|(?<!Bitmap )Index(?: Only)? Scan|Heap Scan).*?\(actual rows=(\d+) loops=(\d+)\)/g)) read += rows * loops
  for (const [, rows] of steps.matchAll(/Rows Removed by (?:Filter|Index Recheck): (\d+)/g)) read += Number(rows)
  return {
    statement,
    steps,
    scanned: [...steps.matchAll(/Seq Scan on (\w+)/g)].map((match) => match[1]),
    indexes: [...steps.matchAll(/(?:using|Bitmap Index Scan on) (\w+)/g)].map((match) => match[1]),
    read,
  }
}

function report({ name, indexes = [], most = 5_000 }, plans, found = []) {
  if (!plans.length) found.push('no statement was seen')
  const used = new Set(plans.flatMap((plan) => plan.indexes))
  for (const index of indexes) if (!used.has(index)) found.push(`${index} does not lead`)
  for (const plan of plans) {
    const scanned = plan.scanned.filter((table) => LARGE.includes(table))
    if (scanned.length) found.push(`reads all of ${scanned}`)
    if (plan.read > most) found.push(`reads ${plan.read} rows`)
    if (process.env.SHOW && (scanned.length || plan.read > most)) found.push(`${plan.statement}\n${plan.steps}`)
  }
  const read = Math.max(0, ...plans.map((plan) => plan.read))
  faults += found.length ? 1 : 0
  console.log(found.length ? 'FAULT' : 'ok   ', name.padEnd(46), `${plans.length} statements, at most ${read} rows read`)
  for (const complaint of found) console.log(`        ${complaint}`)
}
