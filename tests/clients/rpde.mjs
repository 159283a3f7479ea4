// OpenActive's validator walks every feed to its end, twice, on a network where things were changed and taken away.

import { RpdeValidator } from '@openactive/rpde-validator';

import { check, finish } from './harness.mjs';
import { withServer } from './own-server.mjs';

const FEEDS = ['programmes', 'offerings', 'learning-spaces', 'cities/kr-hanam/programmes'];
const CREATE = `mutation ($input: ProgrammeCreateInput!) { done: programmeCreate(input: $input) {
  programme { id } userErrors { code field message } } }`;
const STEP = (name) => `mutation ($input: Programme${name}Input!) { done: programme${name}(input: $input) {
  userErrors { code field message } } }`;

await withServer(async ({ url, writer }) => {
  const hanam = writer('city:kr-hanam', 'programme:write');
  await change(hanam);
  for (const feed of FEEDS) await judge(`${url}/feeds/rpde/${feed}`);
  await wrong(url);
});
finish('rpde');

/** Publishes a course, takes another one back and deletes a third. */
async function change(hanam) {
  for (const last of [undefined, 'Suspend', 'Delete']) {
    const { programme } = await hanam(CREATE, {
      title: [{ locale: 'ko', text: '한글 첫걸음' }], kind: 'COURSE', topics: ['LITERACY'],
      offerings: [{ deliveryMode: 'ONSITE', venue: [{ locale: 'ko', text: '평생학습관' }] }],
    });
    await hanam(STEP('Publish'), { id: programme.id });
    if (last) await hanam(STEP(last), { id: programme.id });
  }
}

async function judge(feed) {
  const log = await RpdeValidator(feed, { pageLimit: 50, timeoutMs: 5000 });
  const errors = log.pages.flatMap(({ url, errors }) => errors.map((error) => ({ url, ...error })));
  const failures = errors.filter(({ severity }) => severity === 'failure');
  const told = failures.map(({ type, url, message }) => `${type} ${url} ${message}`).join('\n          ');
  check(log.pages.length >= 2 && failures.length === 0, `${new URL(feed).pathname}: no failure on ${log.pages.length} pages`, told);
  const kinds = [...new Set(errors.map(({ type }) => type))];
  console.log(`  ${new URL(feed).pathname}: ${log.pages.length} pages, failures ${failures.length}, remarks: ${kinds.join(', ') || 'none'}`);
}

/** The suite itself: what is not a feed fails. */
async function wrong(url) {
  const log = await RpdeValidator(`${url}/news.json`, { pageLimit: 3, timeoutMs: 5000 });
  const failures = log.pages.flatMap(({ errors }) => errors).filter(({ severity }) => severity === 'failure');
  check(failures.length > 0, 'the validator sees what is no such feed');
}
