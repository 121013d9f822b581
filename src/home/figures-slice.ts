/** Figures of the day and of the queues: told by the server as long as somebody looks at them. */
import { fields, number, texts, count } from '../base/fields.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import type { ServerSlice } from '../store/server-slice.ts';

/** What an agent without work in hand wants to know. Times are epoch ms of the server's clock. */
export type Figures = {
  /** Customers in the agent's queues, and since when the longest of them waits. */
  waiting: { count: number; since: number | null };
  /** Others who take work from these queues now; first names of some of them. */
  ready: { count: number; names: readonly string[] };
  /** The agent's own day. `readyMs` counts up to `readySince`, where that is set. */
  today: {
    conversations: number;
    averageTalkMs: number | null;
    readyMs: number;
    readySince: number | null;
  };
};

function readFigures(payload: unknown): Figures {
  const wire = fields(payload);
  const waiting = fields(wire.waiting);
  const ready = fields(wire.ready);
  const today = fields(wire.today);
  return {
    waiting: { count: count(waiting.count), since: number(waiting.since) },
    ready: { count: count(ready.count), names: texts(ready.names) },
    today: {
      conversations: count(today.conversations),
      averageTalkMs: number(today.averageTalkMs),
      readyMs: count(today.readyMs),
      readySince: number(today.readySince),
    },
  };
}

/** null: not told since the connection is there. */
export const figuresSlice: ServerSlice<Figures | null> = {
  initial: null,
  events: { deskFigures: (_before, payload) => readFigures(payload) },
  offline: () => null,
};

export type FiguresActions = {
  /** The figures of the day that began then (epoch ms) are to be told; null: no more. */
  watch: (since: number | null) => void;
};

export function figuresActions({ connection }: ActionTools): FiguresActions {
  return {
    watch: (since) => {
      connection.say('watchFigures', { since });
    },
  };
}
