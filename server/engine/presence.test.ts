import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../core/events.ts';
import { storyteller } from '../testing/stories.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestEngine } from '../testing/test-engine.ts';
import type { Database } from '../store/database.ts';
import { unreliable } from '../testing/unreliable-pool.ts';
import type { UnreliablePool } from '../testing/unreliable-pool.ts';
import type { State } from '../core/state.ts';
import type { View } from './contract.ts';
import type { RunningEngine } from './open-engine.ts';
import { Presence } from './presence.ts';

let database: Database;
let faults: UnreliablePool;
let engine: RunningEngine;
let agents: Set<string>;
let sessions: Set<string>;
const seen: DomainEvent[] = [];
const wakers: (() => void)[] = [];

beforeEach(async () => {
  database = await openTestDatabase();
  faults = unreliable(database.pool);
  ({ engine } = await openTestEngine({ database: { ...database, pool: faults.pool } }));
  agents = new Set();
  sessions = new Set();
  engine.presence.watch({ kind: 'agent', has: (agentId) => agents.has(agentId) });
  engine.presence.watch({ kind: 'session', has: (sessionId) => sessions.has(sessionId) });
  seen.length = 0;
  engine.onTurn(({ events }) => () => {
    seen.push(...events);
    for (const wake of wakers.splice(0)) wake();
  });
});
afterEach(async () => {
  await engine.close();
  await database.close();
});

/** Resolves once such an event has been delivered. */
async function happened(type: DomainEvent['type']): Promise<DomainEvent> {
  for (;;) {
    const found = seen.find((event) => event.type === type);
    if (found) return found;
    await new Promise<void>((resolve) => wakers.push(resolve));
  }
}

describe('presence', () => {
  it('offers nothing to an agent whose loss could not be committed', async () => {
    const { ready, begin } = storyteller(engine);
    agents.add('agent1');
    sessions.add('s1');
    await ready('agent1');
    agents.delete('agent1');
    faults.failNext('never arrives');
    engine.presence.tell({
      type: 'agent.disconnect',
      id: randomUUID(),
      agentId: 'agent1',
      sid: 'sid-agent1',
    });
    // A customer comes in the same moment, and tries again at once.
    const events = await begin().catch(begin);
    expect(events.map(({ type }) => type)).toContain('task.queued');
    expect(events.map(({ type }) => type)).not.toContain('task.offered');
    expect(await happened('agent.disconnected')).toMatchObject({ agentId: 'agent1' });
  });

  it('notes the loss of a customer that could not be committed', async () => {
    sessions.add('s1');
    await storyteller(engine).begin();
    sessions.delete('s1');
    faults.failNext('never arrives');
    engine.presence.tell({ type: 'session.disconnect', id: randomUUID(), sessionId: 's1' });
    expect(await happened('session.disconnected')).toMatchObject({ sessionId: 's1' });
  });

  it('notes those who came when that could not be committed', async () => {
    const { ready, begin } = storyteller(engine);
    await ready('agent1');
    await begin();
    // Neither has a connection that a gateway holds, as after a restart.
    engine.presence.compare();
    await happened('agent.disconnected');
    await happened('session.disconnected');
    agents.add('agent1');
    sessions.add('s1');
    faults.failNext('never arrives');
    engine.presence.tell({ type: 'session.connect', id: randomUUID(), sessionId: 's1' });
    await happened('session.connected');
    await happened('agent.connected');
  });

  it('does not overrule a connection that comes while it compares', async () => {
    const { ready } = storyteller(engine);
    await ready('agent1');
    engine.presence.compare();
    agents.add('agent1');
    engine.presence.tell({ type: 'agent.connect', id: randomUUID(), agentId: 'agent1', sid: 'sid-agent1' });
    await engine.read(() => null);
    expect(await engine.read(({ world }) => world.state.agents.agent1?.connected)).toBe(true);
  });

  it('repairs a command that was refused', async () => {
    sessions.add('s1');
    await storyteller(engine).begin();
    sessions.delete('s1');
    // It names somebody who is not there; the comparison finds who is meant.
    engine.presence.tell({ type: 'session.disconnect', id: randomUUID(), sessionId: 'unknown' });
    expect(await happened('session.disconnected')).toMatchObject({ sessionId: 's1' });
  });
});

describe('the comparison of very many', () => {
  /** A mailbox with 1,000 customers, of whom `refused` cannot be told to have gone. */
  function crowded(refused: readonly string[]) {
    const sessions = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, at) => [
        `s${at}`,
        { id: `s${at}`, connected: true, connectionBound: true },
      ]),
    );
    const state = { agents: {}, sessions } as unknown as State;
    const portions: number[] = [];
    let waiting = 0;
    const presence = new Presence({
      submit: async (command) => {
        waiting += 1;
        await Promise.resolve();
        const id = 'sessionId' in command ? command.sessionId : '';
        const session = sessions[id];
        if (session && !refused.includes(id)) session.connected = false;
        return { ok: true, events: [], signals: [] };
      },
      read: (look) => {
        const result = look({ world: { state } } as unknown as View);
        portions.push(waiting);
        waiting = 0;
        return Promise.resolve(result);
      },
      ended: () => false,
      newId: randomUUID,
    });
    presence.watch({ kind: 'session', has: () => false });
    presence.compare();
    return { sessions, portions };
  }

  it('leaves room for others after each few hundred', async () => {
    const { sessions, portions } = crowded([]);
    await expect.poll(() => Object.values(sessions).some(({ connected }) => connected)).toBe(false);
    expect(Math.max(...portions)).toBeLessThanOrEqual(250);
  });

  it('ends although some of them are refused', async () => {
    const { sessions, portions } = crowded(['s3', 's900']);
    await expect.poll(() => portions.at(-1)).toBe(0);
    const left = Object.values(sessions).filter(({ connected }) => connected);
    expect(left.map(({ id }) => id)).toEqual(['s3', 's900']);
  });
});
