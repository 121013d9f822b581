/** A Redis server for the tests alone: found or installed, started in a temporary directory, removed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../lib/free-port.mjs';
import { aptInstall, lastLine, which } from './run.mjs';

const START_TIMEOUT_MS = 30_000;

/** Resolves with `{path}`, the program, or `{missing}`, the reason. */
export async function findRedis() {
  const there = which('redis-server');
  if (there !== null) return { path: there };
  const refused = await aptInstall(['redis-server']);
  const installed = which('redis-server');
  return installed === null
    ? { missing: refused ?? 'it was installed but is not there' }
    : { path: installed };
}

/** Starts a server on a free port of 127.0.0.1 that keeps nothing. Resolves with its `url` and `stop`. */
export async function startRedis(program) {
  const directory = mkdtempSync(join(tmpdir(), 'agent-desk-redis-'));
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program, settings, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const killAtExit = () => server.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    process.off('exit', killAtExit);
    server.kill('SIGKILL');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + START_TIMEOUT_MS; !(await answers(port)); await sleep(50)) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`Redis did not start: ${lastLine(said)}`);
    }
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('data', (chunk) => settle(String(chunk).startsWith('+PONG')));
    socket.once('error', () => settle(false));
  });
}
