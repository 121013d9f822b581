/** What the timeline says of phone calls: who is on the phone, since when and for how long. */
import type { Happening, KeptEvent } from './events.ts';
import type { Entry, LineEntry } from './entries.ts';

type CallHappening = Extract<Happening, { type: 'call' }>;

const WHATS = {
  started: 'callStarted',
  ended: 'callEnded',
  held: 'callHeld',
  resumed: 'callResumed',
  over: 'call',
} as const satisfies Record<CallHappening['change'], LineEntry['what']>;

/** Entries by the event they came from: folding anew gives the same objects again. */
const made = new WeakMap<KeptEvent, LineEntry>();

/** When this part of a call began, epoch ms; null where that is not loaded. */
function begunAt(before: readonly Entry[], leg: string): number | null {
  const begun = before.findLast(
    (entry) => entry.kind === 'line' && entry.what === 'callStarted' && entry.detail === leg,
  );
  return begun?.at ?? null;
}

/** The line of something that happened with a call; `before` are the entries before it. */
export function callLine(event: KeptEvent, what: CallHappening, before: readonly Entry[]): LineEntry {
  const known = made.get(event);
  const begun = what.change === 'ended' ? begunAt(before, what.leg) : null;
  const lasted = what.lasted ?? (begun === null ? null : Math.max(0, event.at - begun));
  if (known?.lasted === lasted) return known;
  const line: LineEntry = {
    kind: 'line',
    id: event.id,
    seq: event.seq,
    at: event.at,
    what: WHATS[what.change],
    personId: what.author.kind === 'agent' ? what.author.id : '',
    name: what.author.name,
    detail: what.leg,
    codes: [],
    note: null,
    lasted,
  };
  made.set(event, line);
  return line;
}
