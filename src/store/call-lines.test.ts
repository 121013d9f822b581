import { describe, expect, it } from 'vitest';
import { readEvent } from '../connection/read-event.ts';
import { EMPTY_FOLD, foldOn } from './fold.ts';
import { isKept } from './events.ts';

const AT = Date.UTC(2026, 10, 17, 14, 0);
const SENDER = { id: 'agent-1', type: 'AGENT', senderName: 'Amira Kaya' };

/** A call's event as the server says it, `after` ms from the beginning. */
function said(seq: number, name: string, after: number, data: object = {}) {
  const event = readEvent(
    {
      id: `e${seq}`,
      name,
      seq,
      timestamp: AT + after,
      data: {
        header: { sender: SENDER, timestamp: AT + after },
        body: { type: 'VOICE', callId: 'call-1', leg: '1001:agent-1:call-1', reasonCode: 'INBOUND' },
        ...data,
      },
    },
    0,
    AT,
  );
  if (!isKept(event)) throw new Error('It has no place.');
  return event;
}

const CALL = [
  said(1, 'CALL_LEG_STARTED', 0),
  said(2, 'CALL_HOLD', 20_000),
  said(3, 'CALL_RESUME', 30_000),
  said(4, 'CALL_LEG_ENDED', 75_000),
  said(5, 'VOICE_ACTIVITY', 75_000, { duration: 75_000, holdTime: 10_000 }),
];

const lines = (events: readonly (typeof CALL)[number][]) =>
  foldOn(EMPTY_FOLD, events, 'agent-1').entries.map((entry) =>
    entry.kind === 'line' ? [entry.what, entry.personId, entry.lasted] : entry.kind,
  );

describe('a phone call in the timeline', () => {
  it('is told by its parts, each with the time that it lasted', () => {
    expect(lines(CALL)).toEqual([
      ['callStarted', 'agent-1', null],
      ['callHeld', 'agent-1', null],
      ['callResumed', 'agent-1', null],
      ['callEnded', 'agent-1', 75_000],
      ['call', 'agent-1', 75_000],
    ]);
  });

  it('whose beginning is not loaded yet gets its time when that comes', () => {
    expect(lines(CALL.slice(3, 4))).toEqual([['callEnded', 'agent-1', null]]);
    expect(lines(CALL).at(3)).toEqual(['callEnded', 'agent-1', 75_000]);
  });

  it('is drawn from the same objects when it is folded anew', () => {
    const [before, after] = [foldOn(EMPTY_FOLD, CALL, 'agent-1'), foldOn(EMPTY_FOLD, CALL, 'agent-1')];
    after.entries.forEach((entry, index) => {
      expect(entry).toBe(before.entries[index]);
    });
  });
});
