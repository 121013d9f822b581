/** Nodes of two neighbouring versions on one contact centre, as while it is upgraded node by node. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { VOCABULARY_VERSION } from '../../core/vocabulary.ts';
import { MemoryBus } from '../../testing/memory-bus.ts';
import { storyteller, writeAs } from '../../testing/stories.ts';
import { testConfig } from '../../testing/test-config.ts';
import { decodeFromFollower, decodeFromOwner, encode, PIPE_VERSION } from '../follower/messages.ts';
import type { ServingEngine } from './open-node-engine.ts';
import { nodeEngines, type BusEnd } from './testing/node-engines.ts';

const [major = 0, minor = 0] = PIPE_VERSION.split('.').map(Number);
const headOf = (version: number): string => `{"v":"${major}.${version}"`;

/** The end of a node whose program is so many versions later: what is its own there is later for all others. */
function later(end: BusEnd, by: number): BusEnd {
  return {
    publish: (topic, text) => end.publish(topic, text.replace(headOf(minor), headOf(minor + by))),
    subscribe: (topic, listener) =>
      end.subscribe(topic, (text) => {
        const version = Number(/^\{"v":"\d+\.(\d+)"/.exec(text)?.[1]);
        listener(text.replace(headOf(version), headOf(version - by)));
      }),
  };
}

const engines = nodeEngines();

describe('nodes of two versions', () => {
  it('what another version says is not taken for something else', () => {
    const says = [
      encode('t', { kind: 'turns', term: 1, now: 1, turns: [] }),
      encode('t', { kind: 'requests', follower: 'f', term: 1, floor: 1, requests: [] }),
    ];
    for (const text of says) {
      const decode = (one: string) => decodeFromOwner('t', one) ?? decodeFromFollower('t', one);
      expect(decode(text)).not.toBeNull();
      for (const by of [1, -1]) expect(decode(text.replace(headOf(minor), headOf(minor + by)))).toBeNull();
    }
    expect(minor).toBe(VOCABULARY_VERSION);
  });

  it('the newer one decides, the older one lets go and answers nothing; what was acknowledged is there', async () => {
    const tenant = `test-${randomUUID()}`;
    const bus = new MemoryBus();
    const start = (end: BusEnd) => engines.open(tenant, end, { answerMs: 1_500 });
    const older = await start(bus.end());
    await older.submit({ type: 'configure', id: randomUUID(), config: testConfig() });
    await storyteller(older).begin();
    const acknowledged: string[] = [];
    const load = { on: true };
    const writing = (async () => {
      for (let number = 0; load.on; number += 1) {
        const outcome = await writeAs(older, `old-${number}`, 'hello').catch(() => null);
        if (outcome?.ok === true) acknowledged.push(`old-${number}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    await expect.poll(() => acknowledged.length).toBeGreaterThan(5);

    const newer = await start(later(bus.end(), 1));
    expect([newer.role, older.role]).toEqual(['owner', 'follower']);
    load.on = false;
    await writing;
    expect((await writeAs(newer, 'new-1', 'hello')).ok).toBe(true);
    const stored = (engine: ServingEngine): Promise<string[]> =>
      engine.read(({ world }) => Object.keys(world.state.conversations.c1?.messages ?? {}));
    expect(await stored(newer)).toEqual(expect.arrayContaining([...acknowledged, 'new-1']));

    // It has not followed what it can't understand, and takes nothing that it can't pass on.
    expect(older.seq).toBeLessThan(newer.seq);
    await expect(writeAs(older, 'lost', 'hello')).rejects.toMatchObject({ name: 'OwnerUnreachableError' });
    expect(await stored(newer)).not.toContain('lost');

    // It is replaced: its successor follows the newer one.
    await older.close();
    const upgraded = await start(later(bus.end(), 1));
    expect(upgraded.role).toBe('follower');
    expect((await writeAs(upgraded, 'new-2', 'hello')).ok).toBe(true);
    expect(await stored(upgraded)).toEqual(await stored(newer));
  }, 40_000);
});
