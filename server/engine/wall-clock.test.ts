/** Offers ring and customers wait for as long as time passes, whatever is done to the wall clock. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../core/events.ts';
import type { Database } from '../store/database.ts';
import { storyteller } from '../testing/stories.ts';
import { testConfig } from '../testing/test-config.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestEngine } from '../testing/test-engine.ts';
import type { RunningEngine } from './open-engine.ts';

const HOUR = 3_600_000;
const RING = 400;

let database: Database;
let offset = 0;
const open: RunningEngine[] = [];
const wall = () => Date.now() + offset;
const config = testConfig({ ronaMs: RING, ronaAgentState: 'NOT_READY', requestTtlMs: 300_000 });

beforeEach(async () => {
  database = await openTestDatabase();
  offset = 0;
});
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
  await database.close();
});

async function start(tenant: string): Promise<{ engine: RunningEngine; seen: DomainEvent[] }> {
  const { engine } = await openTestEngine({ database, tenant, wall, config });
  open.push(engine);
  const seen: DomainEvent[] = [];
  engine.onTurn(({ events }) => () => {
    seen.push(...events);
  });
  return { engine, seen };
}

/** How long (ms) it takes until such an event is delivered. */
function timeTo(engine: RunningEngine, type: DomainEvent['type']): Promise<number> {
  const began = performance.now();
  return new Promise((resolve) => {
    const stop = engine.onTurn(({ events }) => () => {
      if (!events.some((event) => event.type === type)) return;
      stop();
      resolve(performance.now() - began);
    });
  });
}

describe('a wall clock that is set', () => {
  it('back by an hour: an offer rings no longer', async () => {
    const { engine } = await start('back');
    const { ready, begin } = storyteller(engine);
    await ready('agent1');
    await begin();
    const missed = timeTo(engine, 'task.closed');
    offset = -HOUR;
    expect(await missed).toBeLessThan(RING + 5_000);
  });

  it('ahead by twenty minutes: nobody who waits is sent away, and the offer still rings', async () => {
    const { engine, seen } = await start('ahead');
    const { ready, begin } = storyteller(engine);
    await ready('agent1');
    const missed = timeTo(engine, 'task.closed');
    await begin();
    offset = HOUR / 3;
    expect(await missed).toBeGreaterThan(RING / 2);
    const state = await engine.read(({ world }) => world.state);
    expect(Object.keys(state.sessions)).toEqual(['s1']);
    expect(seen.map(({ type }) => type)).not.toContain('request.expired');
  });

  it('back while the process was away: what is offered then rings as long as ever', async () => {
    const first = await start('restart');
    await storyteller(first.engine).begin();
    await open.pop()?.close();
    offset = -HOUR;
    const { engine } = await start('restart');
    const missed = timeTo(engine, 'task.closed');
    await storyteller(engine).ready('agent1');
    expect(await missed).toBeLessThan(RING + 5_000);
  });
});
