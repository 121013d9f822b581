import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evolve } from './decide.ts';
import { EVENT_VERSION } from './events.ts';
import type { StoredEvent } from './upcast.ts';
import type { StoredState } from './upcast-state.ts';
import { upcastState } from './upcast-state.ts';
import { createWorld } from './world.ts';
import { JournalVersionError, upcast } from './upcast.ts';

/** Written by an older version and never changed since: its events, and the state that they gave then. */
function readSample(name: string): { version: number; events: StoredEvent[]; state: StoredState } {
  const file = new URL(`testing/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof readSample>;
}

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
    expect(() => upcast({ type: 'agent.danced' }, EVENT_VERSION)).toThrow(/"agent.danced"/);
    expect(() => upcast({ type: 'toString' }, EVENT_VERSION)).toThrow(JournalVersionError);
  });

  it.each(['journal-v1.json', 'journal-v1-full.json'])(
    'of version 1 still give the state that they gave then (%s)',
    (name) => {
      const sample = readSample(name);
      const world = createWorld('test');
      for (const event of sample.events) evolve(world, upcast(event, sample.version));
      expect(JSON.parse(JSON.stringify(world.state))).toEqual(upcastState(sample.state, sample.version));
    },
  );
});
