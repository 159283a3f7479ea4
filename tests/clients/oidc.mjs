// A real OpenID Connect issuer (oidc-provider) hands out tokens, and the server takes them: it finds the
// keys by discovery, maps the claims, and refuses what the issuer meant for somebody else.

import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Provider from 'oidc-provider';

import { check, finish } from './harness.mjs';
import { Server, freePort } from './server.mjs';

const OURS = 'https://api.learning-cities.example';
const OTHERS = 'https://somebody-else.example';
const ALGORITHM = 'ES256';

if (!process.env.LC_COMMAND) {
  console.error('Start this by run.mjs: it has to start a server with settings of its own.');
  process.exit(2);
}

const issuer = await startIssuer();
const folder = mkdtempSync(join(tmpdir(), 'oidc-'));
writeFileSync(
  join(folder, 'lc.toml'),
  `audience = '${OURS}'
[[issuers]]
issuer = '${issuer.url}'
algorithms = ['${ALGORITHM}']
bodies = ['city:kr-hanam']
[issuers.scopes]
'courses' = 'programme:read programme:write'
`,
);
const server = await Server.start(JSON.parse(process.env.LC_COMMAND), folder, { LC_CONFIG: join(folder, 'lc.toml') });
try {
  await server.ready();
  await judge();
} catch (problem) {
  check(false, 'the server and the issuer run', `${problem.stack}\n${server.lastLines()}`);
} finally {
  server.kill();
  issuer.close();
  rmSync(folder, { recursive: true, force: true });
}
finish('oidc');

async function judge() {
  const good = await ask(await token('hanam', OURS));
  check(good.status === 200, 'a token of the issuer is taken', good.text);
  check(good.text.includes('"name":"city:kr-hanam"'), 'it speaks for the city of its claim', good.text);
  check(good.text.includes('"client":"hanam"'), 'its client is known', good.text);
  check(good.text.includes('["programme:read","programme:write"]'), 'its scopes are translated', good.text);
  check(good.text.includes(`"issuer":"${issuer.url}"`), 'its issuer is known', good.text);

  const others = await ask(await token('hanam', OTHERS));
  check(others.status === 401, 'a token for somebody else is refused', others.text);
  check(others.text.includes(`The aud of the token must name ${OURS}.`), 'it is told what was wrong', others.text);

  const suwon = await ask(await token('suwon', OURS));
  check(suwon.status === 401, 'a body that the issuer may not speak for is refused', suwon.text);
  check(suwon.text.includes('may not speak for this body'), 'that is told, too', suwon.text);

  const [header, claims, signature] = (await token('hanam', OURS)).split('.');
  const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url')), scope: 'courses openid' }));
  const changed = await ask([header, forged.toString('base64url'), signature].join('.'));
  check(changed.status === 401, 'a token that somebody has changed is refused', changed.text);
}

async function startIssuer() {
  const url = `http://127.0.0.1:${await freePort()}`;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const client = (id) => ({
    client_id: id,
    client_secret: `${id}-secret`,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    id_token_signed_response_alg: ALGORITHM,
  });
  const provider = new Provider(url, {
    clients: [client('hanam'), client('suwon')],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: ALGORITHM, use: 'sig', kid: 'key-1' }] },
    scopes: ['courses'],
    extraTokenClaims: (_, token) => ({ body: `city:kr-${token.clientId}` }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, audience) => ({
          audience,
          scope: 'courses',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 600,
          jwt: { sign: { alg: ALGORITHM } },
        }),
      },
    },
  });
  const http = provider.listen(Number(new URL(url).port), '127.0.0.1');
  await once(http, 'listening');
  return { url, close: () => http.close() };
}

/** A token that a client gets from the issuer, for this audience. */
async function token(client, audience) {
  const response = await fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${client}-secret`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'courses', resource: audience }),
  });
  const answer = await response.json();
  if (!answer.access_token) throw new Error(`The issuer gave no token: ${JSON.stringify(answer)}`);
  return answer.access_token;
}

async function ask(bearer) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query: '{ viewer { name scopes client issuer } }' }),
  });
  return { status: response.status, text: await response.text() };
}
