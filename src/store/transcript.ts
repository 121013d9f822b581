/**
 * The kept events of one conversation, in one unbroken run, and what waits beyond a gap.
 *
 * Frames may arrive in any order and any number of times: an event before the run's head is a repetition, the
 * next one continues the run, a later one waits until the gap is filled. A snapshot says up to which seq it is
 * complete. So the run, and all that is drawn from it, depends on the set of events alone (I11, L-M1, L-M9).
 */
import type { KeptEvent } from './events.ts';
import { EMPTY_FOLD, foldOn, type Fold } from './fold.ts';

export type Transcript = {
  /** Whether the beginning (a snapshot) is known; before that, everything waits. */
  based: boolean;
  /** The last seq up to which nothing is missing. */
  head: number;
  /** Whether there is more before the first event, to be loaded page by page. */
  earlier: boolean;
  /** Ascending by seq. */
  events: readonly KeptEvent[];
  /** What arrived beyond a gap, ascending by seq. */
  pending: readonly KeptEvent[];
  fold: Fold;
};

/** A conversation of which nothing is known yet. */
export const EMPTY_TRANSCRIPT: Transcript = {
  based: false,
  head: 0,
  earlier: false,
  events: [],
  pending: [],
  fold: EMPTY_FOLD,
};

/** Sorted by seq, each place once. */
function inOrder(events: readonly KeptEvent[]): KeptEvent[] {
  const bySeq = new Map<number, KeptEvent>();
  for (const event of events) if (!bySeq.has(event.seq)) bySeq.set(event.seq, event);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** Moves what now follows the head from `pending` into the run. Gives the events that came in. */
function drain(transcript: Transcript, me: string): [Transcript, readonly KeptEvent[]] {
  let head = transcript.head;
  const came: KeptEvent[] = [];
  const rest: KeptEvent[] = [];
  for (const event of transcript.pending) {
    if (event.seq > head && event.seq - event.skipped <= head + 1) {
      came.push(event);
      head = event.seq;
    } else if (event.seq > head) {
      rest.push(event);
    }
  }
  if (came.length === 0 && rest.length === transcript.pending.length) return [transcript, came];
  return [
    {
      ...transcript,
      head,
      pending: rest,
      events: came.length === 0 ? transcript.events : [...transcript.events, ...came],
      fold: foldOn(transcript.fold, came, me),
    },
    came,
  ];
}

/**
 * Takes live events. The second part of the answer are those that became part of the run now, in order: what
 * they mean for the rest of the conversation is due now and only now.
 */
export function takeEvents(
  transcript: Transcript,
  events: readonly KeptEvent[],
  me: string,
): [Transcript, readonly KeptEvent[]] {
  const fresh = events.filter((event) => !transcript.based || event.seq > transcript.head);
  if (fresh.length === 0) return [transcript, []];
  const pending = inOrder([...transcript.pending, ...fresh]);
  const next = { ...transcript, pending };
  return transcript.based ? drain(next, me) : [next, []];
}

/**
 * Takes the answer to a question for what follows the head: complete up to `seq`, so that places it leaves
 * empty hold nothing for this desk.
 */
export function takeCatchUp(
  transcript: Transcript,
  events: readonly KeptEvent[],
  seq: number,
  me: string,
): [Transcript, readonly KeptEvent[]] {
  if (!transcript.based) return [transcript, []];
  const known = inOrder([...transcript.pending, ...events]);
  const came = known.filter((event) => event.seq > transcript.head && event.seq <= seq);
  const head = Math.max(transcript.head, seq);
  const [next, more] = drain(
    {
      ...transcript,
      head,
      pending: known.filter((event) => event.seq > head),
      events: [...transcript.events, ...came],
      fold: foldOn(transcript.fold, came, me),
    },
    me,
  );
  return [next, [...came, ...more]];
}

/**
 * Takes a snapshot: `events` without a hole from their first to `seq`, `earlier` when there is more before.
 * What is known from before is kept where the two runs touch; a snapshot older than the run adds nothing.
 */
export function takeSnapshot(
  transcript: Transcript,
  snapshot: { events: readonly KeptEvent[]; seq: number; earlier: boolean },
  me: string,
): [Transcript, readonly KeptEvent[]] {
  if (transcript.based && snapshot.seq < transcript.head) return [transcript, []];
  const events = inOrder(snapshot.events);
  const first = events[0]?.seq ?? snapshot.seq + 1;
  const joins = transcript.based && transcript.head >= first - 1;
  const before = joins ? transcript.events.filter((event) => event.seq < first) : [];
  const run = [...before, ...events];
  return drain(
    {
      based: true,
      head: snapshot.seq,
      earlier: joins && before.length > 0 ? transcript.earlier : snapshot.earlier,
      events: run,
      pending: transcript.pending.filter((event) => event.seq > snapshot.seq),
      fold: foldOn(EMPTY_FOLD, run, me),
    },
    me,
  );
}

/** Takes a page of older events. `earlier` says whether there is still more before it. */
export function takePage(
  transcript: Transcript,
  page: { events: readonly KeptEvent[]; earlier: boolean },
  me: string,
): Transcript {
  const first = transcript.events[0]?.seq ?? transcript.head + 1;
  const older = inOrder(page.events).filter((event) => event.seq < first);
  const events = [...older, ...transcript.events];
  return { ...transcript, earlier: page.earlier, events, fold: foldOn(EMPTY_FOLD, events, me) };
}

/** After which seq events are missing, or null when there is no gap. */
export function gapAfter(transcript: Transcript): number | null {
  return transcript.based && transcript.pending.length > 0 ? transcript.head : null;
}
