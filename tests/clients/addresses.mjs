// Every web address that the server takes is one for Node's URL (the URL Standard) and for PyPI's rfc3986 (RFC 3986), and both read the same host and port in it.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { check, finish } from './harness.mjs';
import { withServer } from './own-server.mjs';

const PYTHON = process.env.CLIENTS_PYTHON;
if (!PYTHON) {
  console.error('Name a Python that has the packages of requirements.txt in CLIENTS_PYTHON; ./test makes one.');
  process.exit(2);
}

const GOOD = ['https://www.hanam.go.kr/edu/list.do?page=1&cat=a+b#top', 'http://learn.example:8080/~x/(a);v=1,2/%ED%95%9C%EA%B8%80', 'https://xn--hy1b43d.kr/?q=%20', 'http://192.0.2.7/a/../b//c', 'https://[2001:db8::1]:65535/x', 'https://a_b.example./?a=b&c=d/e?f'];
const PIECES = ['@', ':', '//', '[', ']', '{', '}', '|', '\\', '^', '`', '"', '<', '>', ' ', '\t', '\u2028', '한', '%', '%2', '%zz', '%00', '%41', '#', '?', '/', '.', '..', '-', '_', '~', '!', '$', '&', "'", '(', ')', '*', '+', ',', ';', '=', '0', '0x7f', '127.1', '99999', ':0', ':65536', ':443', 'user@', 'user:word@', 'xn--a', 'xn--', 'É', '\ufeff', 'ftp', 'A'];
const ROUNDS = 3_000;

/** Numbers that are the same in every run (mulberry32). */
function random(seed) {
  return (most) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

const below = random(20261130);
const pick = (list) => list[below(list.length)];
const addresses = [...GOOD];
while (addresses.length < ROUNDS) {
  let address = pick(GOOD);
  for (let change = 0; change <= below(3); change += 1) {
    const at = below(address.length + 1);
    address = address.slice(0, at) + (below(5) === 0 ? '' : pick(PIECES)) + address.slice(at + below(3));
  }
  addresses.push(address);
}

const taken = [];
await withServer(async ({ url, token }) => {
  for (let first = 0; first < addresses.length; first += 15) {
    const some = addresses.slice(first, first + 15);
    const fields = some.map((_, number) => `a${number}: cityUpdate(input: { website: $w${number} }, dryRun: true) { city { website } userErrors { code field } }`);
    const query = `mutation (${some.map((_, number) => `$w${number}: String`).join(' ')}) { ${fields.join(' ')} }`;
    const variables = Object.fromEntries(some.map((address, number) => [`w${number}`, address]));
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token('city:kr-hanam', 'city:write')}` }, body: JSON.stringify({ query, variables }) });
    const { data, errors } = await response.json();
    if (errors) throw new Error(JSON.stringify(errors));
    some.forEach((address, number) => data[`a${number}`].userErrors.length === 0 && taken.push(address));
  }
});

check(GOOD.every((address) => taken.includes(address)), 'good addresses are taken', GOOD.filter((address) => !taken.includes(address)).join('\n'));
check(taken.length > 100, 'there are addresses to judge', String(taken.length));
check(taken.length < addresses.length * 0.9, 'there are addresses that are refused', String(taken.length));
const script = fileURLToPath(new URL('addresses.py', import.meta.url));
const read = JSON.parse(execFileSync(PYTHON, [script], { input: JSON.stringify(taken), encoding: 'utf8', maxBuffer: 2 ** 26 }));
for (const [number, address] of taken.entries()) {
  const strict = read[number];
  const browser = URL.canParse(address) ? new URL(address) : undefined;
  const port = browser?.port || { 'http:': '80', 'https:': '443' }[browser?.protocol];
  check(browser !== undefined && browser.username === '' && browser.password === '', `Node reads ${address}`);
  check(strict.valid && strict.user === null, `rfc3986 reads ${address}`, JSON.stringify(strict));
  check(browser?.hostname === strict.host, `both read the same host in ${address}`, `${browser?.hostname} ${strict.host}`);
  check(port === (strict.port ?? { http: '80', https: '443' }[strict.scheme]), `both read the same port in ${address}`, `${port} ${strict.port}`);
}
console.log(`addresses: of ${addresses.length} addresses ${taken.length} are taken, and read alike`);
finish('addresses');
