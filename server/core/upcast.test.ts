import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evolve } from './decide.ts';
import { EVENT_VERSION } from './events.ts';
import type { State } from './state.ts';
import type { StoredEvent } from './upcast.ts';
import { createWorld } from './world.ts';
import { JournalVersionError, upcast } from './upcast.ts';

describe('older journals', () => {
  it('are read step by step into the present form', () => {
    const upcasters = new Map<number, (event: StoredEvent) => StoredEvent>([
      [1, (event) => ({ ...event, second: true })],
      [2, (event) => ({ ...event, third: true })],
    ]);
    expect(upcast({ type: 'agent.connected' }, 1, upcasters, 3)).toEqual({
      type: 'agent.connected',
      second: true,
      third: true,
    });
    expect(upcast({ type: 'agent.connected' }, 3, upcasters, 3)).toEqual({ type: 'agent.connected' });
  });

  it('of today are taken as they are', () => {
    const event = { type: 'agent.connected', agentId: 'ada' };
    expect(upcast(event, EVENT_VERSION)).toBe(event);
  });

  it('that nobody can read are refused, also those of the future', () => {
    expect(() => upcast({}, EVENT_VERSION + 1)).toThrow(JournalVersionError);
    expect(() => upcast({}, 0)).toThrow(JournalVersionError);
  });

  it('of version 1 still give the state that they gave then (a kept sample)', () => {
    const file = new URL('testing/journal-v1.json', import.meta.url);
    const sample = JSON.parse(readFileSync(file, 'utf8')) as {
      version: number;
      events: StoredEvent[];
      state: State;
    };
    const world = createWorld('test');
    for (const event of sample.events) evolve(world, upcast(event, sample.version));
    expect(JSON.parse(JSON.stringify(world.state))).toEqual(sample.state);
  });
});
