/** The packages for other people's programs, as those get them: built, typed, and running their examples. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePackages } from '../../scripts/packages.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { startServer } from '../main.ts';
import type { RunningServer } from '../running-server.ts';
import { readSettings } from '../settings/settings.ts';
import { makeTestDatabase, type TestDatabasePlace } from './test-database.ts';

/** Below the project, so that socket.io-client is found. */
const FOLDER = join(root, '.cache', `test-packages-${process.pid}`);
const MODULES = join(FOLDER, 'node_modules');

let place: TestDatabasePlace;
let server: RunningServer;
const children: ChildProcess[] = [];

beforeAll(async () => {
  mkdirSync(MODULES, { recursive: true });
  for (const name of await makePackages(FOLDER)) {
    renameSync(join(FOLDER, name), join(MODULES, `agent-desk-${name}`));
  }
  place = await makeTestDatabase('embedded');
  server = await startServer({
    settings: readSettings({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: place.options.dataDir ?? '' }),
    webDir: null,
  });
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server.close();
  await place.remove();
  rmSync(FOLDER, { recursive: true, force: true });
});

/** Runs the example of a package. `says` resolves with its output when that contains a text. */
function run(name: string) {
  const child = spawn(process.execPath, [join(MODULES, name, 'example.mjs')], {
    cwd: FOLDER,
    env: { PATH: process.env.PATH, SERVER: server.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  const says = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const take = (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes(text)) resolve(output);
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('close', () => {
        reject(new Error(`It ended without saying "${text}":\n${output}`));
      });
    });
  return { says };
}

describe('the packages', () => {
  it('need nothing but socket.io-client', () => {
    const files = readdirSync(MODULES, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(d\.ts|js)$/.test(name),
    );
    expect(files.length).toBeGreaterThan(20);
    for (const name of files) {
      const source = readFileSync(join(MODULES, name), 'utf8');
      const imported = [...source.matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)].map(
        ([, module]) => module,
      );
      for (const module of imported) expect(module, name).toMatch(/^(\.|socket\.io-client$)/);
    }
  });

  it('tell TypeScript which events there are, and with what', () => {
    const file = join(FOLDER, 'use.mts');
    writeFileSync(
      file,
      `import { connectAgent, passwordToken } from 'agent-desk-agent-client';
import { chatOnServer } from 'agent-desk-customer-client';
const agent = connectAgent({ server: '', token: passwordToken('', '', '') });
agent.on('taskRequest', async (offer) => { await agent.ask('topicSubscription', offer); });
export const sent: { messageId?: string } = await agent.sendText('', '');
// @ts-expect-error There is no such event.
agent.on('nothing', () => {});
// @ts-expect-error Something is missing.
await agent.ask('topicEvents', { conversationId: '' });
export const kinds: ('message' | 'notice')[] = chatOnServer({ server: '', serviceIdentifier: '' })
  .state().entries.map(({ kind }) => kind);
`,
    );
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      types: [],
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    });
    const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(problems).toEqual([]);
  });

  it('run their examples: an agent answers a customer', async () => {
    await run('agent-desk-agent-client').says('ready');
    const customer = run('agent-desk-customer-client');
    expect(await customer.says('You said: Is anybody there?')).toBe(
      'Amina Okafor: You said: Is anybody there?\n',
    );
  });
});
