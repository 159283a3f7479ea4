// Holds documents to types that others wrote, with the TypeScript compiler.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const OPTIONS = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--moduleResolution', 'bundler'];

/** What the compiler says of these values (`name`, `type`, `value`); nothing when all are right. */
export function compile(imports, values) {
  // Below the packages, so that the compiler finds them.
  const folder = mkdtempSync(join(PACKAGES, '.typed-'));
  try {
    const lines = values.map(({ name, type, value }) => `export const ${name}: ${type} = ${JSON.stringify(value)};`);
    const file = join(folder, 'values.ts');
    writeFileSync(file, `${imports}\n${lines.join('\n')}\n`);
    execFileSync(process.execPath, [join(PACKAGES, 'typescript/bin/tsc'), ...OPTIONS, file], { encoding: 'utf8' });
    return '';
  } catch (problem) {
    return String(problem.stdout ?? problem).slice(0, 2000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
