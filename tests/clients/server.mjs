// Starts the server on an empty database and a free port, and stops it again.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const SECONDS_TO_START = 120;
const SECONDS_TO_STOP = 30;

/** A port that nobody listens on. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

/** A running server; `command` starts it, `folder` is where its files go. */
export class Server {
  static async start([program, ...options], folder, settings = {}) {
    const server = new Server();
    server.url = `http://127.0.0.1:${await freePort()}`;
    server.log = [];
    server.child = spawn(program, options, {
      env: { ...process.env, LC_BIND: new URL(server.url).host, DATABASE_URL: `sqlite://${folder}/network.db?mode=rwc`, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [server.child.stdout, server.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        server.log = [...server.log, ...text.trimEnd().split('\n')].slice(-200);
      });
    }
    server.child.on('error', (problem) => server.log.push(problem.message));
    return server;
  }

  async ready() {
    for (const end = Date.now() + SECONDS_TO_START * 1000; Date.now() < end; await sleep(200)) {
      if (this.child.exitCode !== null) throw new Error(`The server ended with ${this.child.exitCode} before it was ready.`);
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (response?.ok) return;
    }
    throw new Error(`The server was not ready within ${SECONDS_TO_START} s.`);
  }

  async stopsCleanly() {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const [code] = (await Promise.race([ended, sleep(SECONDS_TO_STOP * 1000, undefined, { ref: false })])) ?? [];
    if (code !== 0) console.error(`The server ended with ${code} on SIGTERM, not with 0.`);
    return code === 0;
  }

  kill() {
    this.child.kill('SIGKILL');
  }

  lastLines() {
    return `--- the server's last lines ---\n${this.log.slice(-30).join('\n')}`;
  }
}
