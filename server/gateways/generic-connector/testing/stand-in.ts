/** The Finesse stand-in as a process of its own, and its hooks. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export const PASSWORD = 'Passw0rd';

const PROGRAM = 'e2e/finesse/main.ts';

/** Whether this checkout has the stand-in. */
export const IS_THERE = existsSync(join(ROOT, PROGRAM));

export class StandIn {
  readonly url: string;
  readonly #port: number;
  readonly #env: Record<string, string>;
  #child: ChildProcess | null = null;

  private constructor(port: number, env: Record<string, string>) {
    this.#port = port;
    this.#env = env;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @param env settings of the stand-in */
  static async start(env: Record<string, string> = {}): Promise<StandIn> {
    const standIn = new StandIn(await freePort(), env);
    await standIn.start();
    return standIn;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', PROGRAM], {
      cwd: ROOT,
      env: { FINESSE_PRESENCE_LOSS_SECONDS: '60', ...process.env, ...this.#env, PORT: String(this.#port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    this.#child = child;
    const kill = (): boolean => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    const isThere = async (): Promise<boolean> => {
      try {
        return (await fetch(`${this.url}/finesse/api/SystemInfo`)).ok;
      } catch {
        return false;
      }
    };
    const answers = async (): Promise<void> => {
      if (!(await isThere())) throw new Error(`The stand-in does not answer: ${said}`);
    };
    await vi.waitFor(answers, { timeout: 60_000, interval: 100 });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 2_000);
    await ended;
    clearTimeout(hard);
  }

  /** Lets something happen there. Throws when the hook refuses. */
  async hook<T = unknown>(name: string, body: unknown = {}): Promise<T> {
    const answer = await fetch(`${this.url}/sim/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  /** What is at an address of its REST interface, for somebody. */
  async read(user: string, path: string): Promise<string> {
    const authorization = `Basic ${Buffer.from(`${user}:${PASSWORD}`).toString('base64')}`;
    return (await fetch(`${this.url}/finesse/api/${path}`, { headers: { authorization } })).text();
  }

  /** The addresses of the links that stand. */
  async links(): Promise<string[]> {
    const { xmpp } = (await (await fetch(`${this.url}/sim/state`)).json()) as { xmpp: string[] };
    return xmpp;
  }
}
