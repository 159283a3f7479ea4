// The pages in a real browser: headless Chromium opens them, types, runs, reads.
// Pictures of what it saw go to target/screenshots/.

import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { BASE, ask, check, finish } from './harness.mjs';
import { open } from './chromium.mjs';

const pictures = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
mkdirSync(pictures, { recursive: true });

const browser = await open();
try {
  await frontPage();
  await graphiql();
  await graphiqlAtADoor();
  await reference();
  await behindAPrefix();
} finally {
  await browser.close();
}
finish('browser');

async function frontPage() {
  const visit = await browser.visit('/');
  const { page } = visit;
  await shoot(page, 'home');
  for (const door of ['city', 'association', 'institute']) {
    const card = page.locator(`[data-query=${door}]`);
    await card.locator('button').click();
    await card.locator('.answer').waitFor();
    const answer = JSON.parse(await card.locator('.answer').textContent());
    check(answer.data && !answer.errors, `the request of the door “${door}” is answered`, JSON.stringify(answer.errors));
  }
  await shoot(page, 'home-answered');
  await visit.leave();
}

async function graphiql() {
  const visit = await browser.visit('/graphiql');
  const { page } = visit;
  const tabs = page.locator('.graphiql-tab-button');
  await tabs.first().waitFor();
  const names = await tabs.allTextContents();
  check(names.join() === 'OneCity,Network,ChangedProgrammes', 'the three example tabs are there', names.join());
  for (const name of names) {
    await page.locator('.graphiql-tab-button', { hasText: name }).click();
    await settle(page);
    const answer = await run(page);
    check(answer?.data && !answer.errors, `the example “${name}” is answered`, JSON.stringify(answer?.errors ?? answer));
  }
  await shoot(page, 'graphiql');
  await typeAndRun(page);
  await openThePanels(page);
  await visit.leave();
}

async function typeAndRun(page) {
  const query = '{ cities(first: 3) { totalCount nodes { slug } } }';
  await page.locator('button.graphiql-tab-add').click();
  await page.locator('.graphiql-query-editor .CodeMirror').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(query, { delay: 5 });
  await settle(page);
  const typed = await page.evaluate(() => document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.getValue());
  // The editor closes brackets by itself; what was typed over them counts once.
  check(typed.replace(/\s+/g, ' ').trim() === query, 'the editor holds what was typed', typed);
  const answer = await run(page);
  check(JSON.stringify(answer) === JSON.stringify(await ask(query)), 'the answer is the one that the server gives', JSON.stringify(answer));
}

/** GraphiQL reads the operations of a document only after a short pause in typing. */
async function settle(page) {
  await page.waitForTimeout(500);
}

/** Presses the run button and reads the answer that follows. */
async function run(page) {
  const answered = page.waitForResponse((response) => response.url() === `${BASE}/graphql` && response.request().method() === 'POST');
  await page.locator('.graphiql-execute-button').click();
  const expected = JSON.parse(await (await answered).text());
  const shown = () => page.evaluate(() => document.querySelector('.graphiql-response .CodeMirror').CodeMirror.getValue());
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const text = await shown();
    if (text && JSON.stringify(JSON.parse(text)) === JSON.stringify(expected)) return expected;
    await page.waitForTimeout(100);
  }
  return { errors: [{ message: `the page shows ${await shown()}` }] };
}

async function openThePanels(page) {
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.locator('.graphiql-doc-explorer-content', { hasText: 'Query' }).waitFor();
  await page.getByRole('button', { name: 'Show History' }).click();
  await page.getByRole('button', { name: 'Open short keys dialog' }).click();
  await page.getByRole('dialog').waitFor();
  await shoot(page, 'graphiql-dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  check(true, 'the panels and the dialog open');
}

async function graphiqlAtADoor() {
  const visit = await browser.visit('/graphiql#institute');
  const active = visit.page.locator('.graphiql-tab-active');
  await active.waitFor();
  const name = (await active.textContent()).trim();
  check(name.startsWith('ChangedProgrammes'), 'a link to a door opens its tab', name);
  await visit.leave();
}

async function reference() {
  const visit = await browser.visit('/docs');
  const { page } = visit;
  await page.locator('section.type').first().waitFor();
  const all = await page.locator('section.type').count();
  check(all > 50, 'the reference shows the types', `${all}`);
  await shoot(page, 'docs');
  await page.keyboard.press('/');
  await page.keyboard.type('enrolmentStatus');
  const hits = await page.locator('section.type:visible').count();
  check(hits > 0 && hits < all, 'the search narrows the reference', `${hits} of ${all}`);
  await page.fill('#search', '');
  await page.goto(`${BASE}/docs#City.slug`);
  await page.locator('[id="City.slug"]').waitFor();
  check(await page.locator('[id="City.slug"]').isVisible(), 'a field has an anchor');
  await visit.leave();
}

/** A proxy that gives the server a folder of another site: each page works there, too. */
async function behindAPrefix() {
  const proxy = createServer((incoming, outgoing) => {
    if (!incoming.url.startsWith('/learning/api/')) return outgoing.writeHead(404).end();
    const path = incoming.url.slice('/learning/api'.length);
    const forward = request(BASE + path, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forward);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const base = `http://127.0.0.1:${proxy.address().port}/learning/api`;
  const pages = { '/': '.query:not(:empty)', '/graphiql': '.graphiql-tab-button', '/docs': 'section.type' };
  for (const [path, part] of Object.entries(pages)) {
    const visit = await browser.visit(path, base);
    const { page } = visit;
    await page.locator(part).first().waitFor();
    const links = await page.locator('a[href]').evaluateAll((all) => all.map(({ href }) => href));
    const lost = links.filter((link) => link.startsWith(new URL(base).origin) && !link.startsWith(`${base}/`));
    check(lost.length === 0, `${path} behind a prefix links to nothing outside of it`, lost.join(' '));
    if (path === '/') {
      await page.locator('.door button').first().click();
      const answer = page.locator('.door .answer').first();
      await answer.waitFor();
      check(JSON.parse(await answer.textContent()).data, 'a request behind a prefix is answered');
    }
    await visit.leave();
  }
  proxy.close();
}

/** The page wide and light, wide and dark, and as a phone shows it. */
async function shoot(page, name) {
  const wide = page.viewportSize();
  await page.screenshot({ path: `${pictures}${name}.png` });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${pictures}${name}-dark.png` });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${pictures}${name}-phone.png` });
  await page.setViewportSize(wide);
}
