/** Nodes of two versions side by side: the older one says so, and lets the newer ones decide. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MemoryBus } from '../../testing/memory-bus.ts';
import { testConfig } from '../../testing/test-config.ts';
import { silentLogger } from '../../testing/test-engine.ts';
import { encode, PIPE_VERSION } from '../follower/messages.ts';
import { isNewer } from './wire-version.ts';
import { nodeEngines } from './testing/node-engines.ts';

const engines = nodeEngines();

const [major = 0, minor = 0] = PIPE_VERSION.split('.').map(Number);
const NEXT = `${major}.${minor + 1}`;

describe('another version of the wire', () => {
  it.each([
    [NEXT, true],
    [`${major + 1}.0`, true],
    [PIPE_VERSION, false],
    [`${major}.${minor - 1}`, false],
  ])('%s is newer than ours: %s', (version, newer) => {
    expect(isNewer(version, PIPE_VERSION)).toBe(newer);
  });

  it('makes the owner step back with a word, and come back when the newer one is gone', async () => {
    const tenant = `test-${randomUUID()}`;
    const bus = new MemoryBus();
    const said: string[] = [];
    const engine = await engines.open(tenant, bus.end(), {
      logger: { ...silentLogger, warn: (_details, words) => void said.push(words) },
    });
    await engine.submit({ type: 'configure', id: randomUUID(), config: testConfig() });
    expect(engine.role).toBe('owner');

    const neighbour = bus.end();
    const hello = encode(tenant, { kind: 'join', follower: 'newer', join: 'x' });
    // What a build says whose events have another version.
    const newer = hello.replace(`"v":"${PIPE_VERSION}"`, `"v":"${NEXT}"`);
    expect(newer).not.toBe(hello);
    neighbour.publish(`${tenant}:owner`, newer);
    await expect.poll(() => engine.role, { interval: 10 }).toBe('follower');
    expect(said.join('\n')).toContain('steps back');
    await expect.poll(() => engine.role, { interval: 50, timeout: 15_000 }).toBe('owner');

    const serves = (): Promise<boolean> =>
      engine.check().then(
        () => true,
        () => false,
      );
    await expect.poll(serves, { interval: 50, timeout: 15_000 }).toBe(true);

    const older = hello.replace(`"v":"${PIPE_VERSION}"`, `"v":"${major}.${minor - 1}"`);
    neighbour.publish(`${tenant}:owner`, older);
    await engine.submit({ type: 'configure', id: randomUUID(), config: testConfig() });
    expect(engine.role).toBe('owner');
  }, 40_000);
});
