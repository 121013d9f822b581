/** The connector as a client in Java meets it: over OpenWire, with JMS' own messages. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVEMQ_HOME } from './testing/activemq.ts';
import { MISSING, Rig } from './testing/rig.ts';
import { PASSWORD } from './testing/stand-in.ts';

const SOURCE = fileURLToPath(new URL('./testing/JmsClient.java', import.meta.url));
const ALICE = '1001001';

/** The client is compiled as it starts, which a Java without its tools cannot do. */
const reason = MISSING ?? (spawnSync('javac', ['-version']).status === 0 ? null : ' (needs a JDK)');

type Told = { kind: string; type: string; event: Record<string, unknown> };

/** Starts the client from its source; resolves when it listens to `topic`. */
async function startJava(rig: Rig, topic: string) {
  const libraries = join(ACTIVEMQ_HOME ?? '', 'lib', '*');
  const child = spawn('java', ['-cp', libraries, SOURCE, rig.broker.openWireUrl, rig.queue, topic], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await expect.poll(() => lines[0], { timeout: 30_000 }).toBe('listening');
  return {
    send: (type: string, body = '', kind: 'text' | 'bytes' = 'text') =>
      void child.stdin.write(`${kind}\t${type}\t${body}\n`),
    told: (): Told[] =>
      lines.slice(1).map((line) => {
        const [kind = '', type = '', text = ''] = line.split('\t');
        return { kind, type, event: JSON.parse(text) as Record<string, unknown> };
      }),
    close: () => new Promise<void>((resolve) => void child.once('exit', () => resolve()).stdin.end()),
  };
}

describe.skipIf(reason !== null)(`a client in Java${reason ?? ''}`, () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.start();
  }, 90_000);
  afterAll(() => rig.close());

  it('signs in, goes ready and takes a call, with text and with bytes, and reads every event as text', async () => {
    const java = await startJava(rig, 'java-client');
    const types = () => java.told().map(({ type }) => type);
    java.send(`Connect#${ALICE}`, `java-client,${PASSWORD}`);
    java.send(`Login#${ALICE}`, `${PASSWORD},4001`);
    await expect.poll(types, { timeout: 20_000 }).toEqual(['State', 'AgentInfo']);
    java.send(`MakeReady#${ALICE}`, '', 'bytes');
    await expect.poll(() => java.told().at(-1)?.event.state, { timeout: 20_000 }).toBe('READY');
    await rig.finesse.hook('call', { from: '1005', to: '4001', vars: {} });
    await expect.poll(types, { timeout: 20_000 }).toContain('NewInboundCall');
    const call = java.told().find(({ type }) => type === 'NewInboundCall');
    java.send(`AnswerCall#${ALICE}`, String(call?.event.dialogId), 'bytes');
    await expect
      .poll(() => java.told().find(({ type }) => type === 'InboundCall')?.event, { timeout: 20_000 })
      .toMatchObject({ agentId: ALICE, state: 'ACTIVE' });
    expect(new Set(java.told().map(({ kind }) => kind))).toEqual(new Set(['TextMessage']));
    expect(java.told().every(({ type, event }) => event.type === type)).toBe(true);
    await java.close();
  });
});
