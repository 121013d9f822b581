/** Several processes that share a tenant, here as several engines on one database. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openJournalReader } from '../../store/journal-reader.ts';
import { MemoryBus } from '../../testing/memory-bus.ts';
import { storyteller, writeAs } from '../../testing/stories.ts';
import { testConfig } from '../../testing/test-config.ts';
import type { ServingEngine } from './open-node-engine.ts';
import { nodeEngines } from './testing/node-engines.ts';

const engines = nodeEngines();

function installation() {
  const tenant = `test-${randomUUID()}`;
  const bus = new MemoryBus();
  return {
    tenant,
    async node() {
      const line = bus.end();
      const engine = await engines.open(tenant, line);
      return { engine, line, ...storyteller(engine) };
    },
  };
}

const configure = (engine: ServingEngine) =>
  engine.submit({ type: 'configure', id: randomUUID(), config: testConfig() });

async function written(tenant: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const event of openJournalReader(engines.database().db, tenant).replay(0)) {
    if (event.type === 'message.sent') ids.push(event.messageId);
  }
  return ids;
}

/** Resolves as soon as `condition` holds. */
const until = (condition: () => boolean): Promise<void> =>
  expect.poll(condition, { interval: 10 }).toBe(true);

describe('an engine among others', () => {
  it('decides in one process, and is the same in all', async () => {
    const nodes = installation();
    const first = await nodes.node();
    const second = await nodes.node();
    await configure(second.engine);
    await second.ready('agent1');
    await second.begin();
    expect([first.engine.role, second.engine.role]).toEqual(['owner', 'follower']);

    const heard: string[] = [];
    first.engine.onTurn(
      ({ events }) =>
        () =>
          heard.push(...events.map(({ type }) => type)),
    );
    await second.accept('agent1');
    await until(() => heard.includes('task.accepted'));
    await expect(first.engine.check()).resolves.toBeUndefined();
    await expect(second.engine.check()).resolves.toBeUndefined();
  });

  it('goes on in another process when the owner ends: no command is lost and none is carried out twice', async () => {
    const nodes = installation();
    const first = await nodes.node();
    const second = await nodes.node();
    const third = await nodes.node();
    await configure(first.engine);
    await first.ready('agent1');
    await first.begin();
    await first.accept('agent1');

    const sent: Promise<string>[] = [];
    const write = async (engine: ServingEngine): Promise<string> => {
      const id = randomUUID();
      const outcome = await writeAs(engine, id, 'hello');
      expect(outcome.ok).toBe(true);
      return id;
    };
    let closing: Promise<void> | undefined;
    for (let number = 0; number < 200; number += 1) {
      sent.push(write(number % 2 === 0 ? second.engine : third.engine));
      if (number === 100) closing = first.engine.close();
      if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const ids = await Promise.all(sent);
    await closing;
    expect((await written(nodes.tenant)).toSorted()).toEqual(ids.toSorted());
    expect([second.engine.role, third.engine.role].toSorted()).toEqual(['follower', 'owner']);
  });

  it('does not take customers of another process for gone while it takes over', async () => {
    const nodes = installation();
    const first = await nodes.node();
    const second = await nodes.node();
    const third = await nodes.node();
    await configure(first.engine);
    // Both serve customers; the one customer is connected to the third.
    second.engine.presence.watch({ kind: 'session', has: () => false });
    third.engine.presence.watch({ kind: 'session', has: (id) => id === 's1' });
    await third.begin();

    const types: string[] = [];
    third.engine.onTurn(
      ({ events }) =>
        () =>
          types.push(...events.map(({ type }) => type)),
    );
    await first.engine.close();
    await third.engine.submit({
      type: 'agent.connect',
      id: randomUUID(),
      agentId: 'agent2',
      sid: 'sid-agent2',
    });
    second.engine.presence.compare();
    third.engine.presence.compare();
    await third.ready('agent3');
    const connected = await third.engine.read(({ world }) => world.state.sessions.s1?.connected);
    expect(connected).toBe(true);
    expect(types).not.toContain('session.disconnected');
  });

  it('counts the people of a process that has died as gone within 2 s, and no others', async () => {
    const nodes = installation();
    const first = await nodes.node();
    const second = await nodes.node();
    await configure(first.engine);
    first.engine.presence.watch({ kind: 'agent', has: (id) => id === 'agent1' });
    second.engine.presence.watch({ kind: 'agent', has: () => true });
    await first.ready('agent1');
    await second.ready('agent2');
    const connected = () =>
      first.engine.read(({ world }) =>
        ['agent1', 'agent2'].map((id) => world.state.agents[id]?.connected === true),
      );
    expect(await connected()).toEqual([true, true]);
    second.line.cut(true);
    // A machine that is busy is slower.
    await expect.poll(connected, { timeout: 3_000, interval: 50 }).toEqual([true, false]);
    second.line.cut(false);
    await expect.poll(connected, { timeout: 5_000, interval: 50 }).toEqual([true, true]);
  });

  it('says that it is not known what happens when it is cut off from the owner', async () => {
    const nodes = installation();
    const first = await nodes.node();
    const second = await nodes.node();
    await configure(first.engine);
    second.line.cut(true);
    await expect
      .poll(
        () =>
          second.engine.check().then(
            () => 'knows',
            () => 'stale',
          ),
        { timeout: 10_000 },
      )
      .toBe('stale');
    second.line.cut(false);
    await expect
      .poll(() =>
        second.engine.check().then(
          () => 'knows',
          () => 'stale',
        ),
      )
      .toBe('knows');
    await second.ready('agent1');
  });
});
