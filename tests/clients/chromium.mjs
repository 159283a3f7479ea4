// One headless Chromium with a fresh profile, and visits that notice everything that goes wrong.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { BASE, check } from './harness.mjs';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-quic', '--disable-dev-shm-usage',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Starts the browser. */
export async function open() {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable(),
    args: FLAGS,
    viewport: { width: 1360, height: 850 },
    locale: 'en-GB',
  });
  context.setDefaultTimeout(20_000);
  return {
    visit: (path, base = BASE) => visit(context, path, base),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = NAMES.map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));
  if (!found) throw new Error('There is no Chromium in /usr/bin. Install it, or name it in CHROMIUM.');
  return found;
}

/** Opens a page; `leave` tells what went wrong on it. */
async function visit(context, path, base) {
  const page = await context.newPage();
  const complaints = [];
  const strangers = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => !isOurs(request.url(), base) && strangers.push(request.url()));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
      window.violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`);
    });
  });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  return { page, leave: () => leave(page, path, complaints, strangers) };
}

function isOurs(url, base) {
  return url.startsWith(`${base}/`) || url.startsWith('data:') || url.startsWith('blob:');
}

async function leave(page, path, complaints, strangers) {
  const violations = await page.evaluate(() => window.violations);
  check(violations.length === 0, `${path} keeps the Content-Security-Policy`, violations.join('\n          '));
  check(complaints.length === 0, `${path} has no error in the console`, complaints.join('\n          '));
  check(strangers.length === 0, `${path} asks no other host`, strangers.join(' '));
  await page.close();
}
