/** The floor of a supervisor's teams as the server tells it: the whole once, then what has changed. */
import { count, fields, list, number, text, texts } from '../base/fields.ts';
import type { ServerSlice } from '../store/server-slice.ts';

type Named = { id: string; name: string };

export type FloorMrd = Named & { state: string; live: number; max: number };

export type FloorAgent = Named & {
  team: Named;
  state: string;
  reason: string | null;
  /** Epoch ms of the server's clock; null: they have not signed in yet. */
  since: number | null;
  connected: boolean;
  mrds: readonly FloorMrd[];
  conversations: number;
};

export type FloorQueue = Named & {
  waiting: number;
  since: number | null;
  ready: number;
  active: number;
  /** 0 to 1; null: nobody counts yet today. */
  serviceLevel: number | null;
  /** ms; null: nobody works for it. */
  expectedMs: number | null;
  /** Today's customers, and those of them who left unanswered. */
  offered: number;
  abandoned: number;
};

export type FloorConversation = {
  id: string;
  customer: string;
  channelType: string;
  queue: Named | null;
  /** The pull list on which it waits; null: on none. */
  list: Named | null;
  state: string;
  since: number;
  priority: number;
  agents: readonly Named[];
  hands: readonly string[];
};

type ById<Row> = ReadonlyMap<string, Row>;

export type FloorView = {
  agents: ById<FloorAgent>;
  queues: ById<FloorQueue>;
  conversations: ById<FloorConversation>;
  teams: readonly Named[];
  /** Of the last that was told; null: they are not counted. */
  seq: number | null;
  /** Something in between was missed: it has to be asked for anew. */
  torn: boolean;
};

function readNamed(value: unknown): Named {
  const { id, name } = fields(value);
  return { id: text(id), name: text(name) };
}

const namedOrNull = (value: unknown): Named | null =>
  value === null || value === undefined ? null : readNamed(value);

function readAgent(value: unknown): FloorAgent {
  const wire = fields(value);
  return {
    ...readNamed(value),
    team: readNamed(wire.team),
    state: text(wire.state),
    reason: typeof wire.reason === 'string' ? wire.reason : null,
    since: number(wire.since),
    connected: wire.connected === true,
    mrds: list(wire.mrds).map((one) => {
      const mrd = fields(one);
      return { ...readNamed(one), state: text(mrd.state), live: count(mrd.live), max: count(mrd.max) };
    }),
    conversations: count(wire.conversations),
  };
}

function readQueue(value: unknown): FloorQueue {
  const wire = fields(value);
  return {
    ...readNamed(value),
    waiting: count(wire.waiting),
    since: number(wire.since),
    ready: count(wire.ready),
    active: count(wire.active),
    serviceLevel: number(wire.serviceLevel),
    expectedMs: number(wire.expectedMs),
    offered: count(wire.offered),
    abandoned: count(wire.abandoned),
  };
}

function readConversation(value: unknown): FloorConversation {
  const wire = fields(value);
  return {
    id: text(wire.id),
    customer: text(wire.customer),
    channelType: text(wire.channelType),
    queue: namedOrNull(wire.queue),
    list: namedOrNull(wire.list),
    state: text(wire.state),
    since: number(wire.since) ?? 0,
    priority: count(wire.priority),
    agents: list(wire.agents).map(readNamed),
    hands: texts(wire.hands),
  };
}

/** The rows with what is new in their places; the same map when nothing is. */
function merged<Row extends { id: string }>(
  before: ById<Row>,
  changed: readonly Row[],
  gone: readonly string[],
): ById<Row> {
  if (changed.length === 0 && gone.length === 0) return before;
  const after = new Map(before);
  for (const row of changed) after.set(row.id, row);
  for (const id of gone) after.delete(id);
  return after;
}

const NOTHING: FloorView = {
  agents: new Map(),
  queues: new Map(),
  conversations: new Map(),
  teams: [],
  seq: null,
  torn: false,
};

function take(before: FloorView, payload: unknown): FloorView {
  const wire = fields(payload);
  const gone = fields(wire.gone);
  const seq = number(wire.seq);
  return {
    seq,
    torn: before.torn || (before.seq !== null && seq !== null && seq !== before.seq + 1),
    agents: merged(before.agents, list(wire.agents).map(readAgent), texts(gone.agents)),
    queues: merged(before.queues, list(wire.queues).map(readQueue), texts(gone.queues)),
    conversations: merged(
      before.conversations,
      list(wire.conversations).map(readConversation),
      texts(gone.conversations),
    ),
    teams: wire.teams === undefined ? before.teams : list(wire.teams).map(readNamed),
  };
}

/** null: not told yet. What was told last stays while the connection is lost. */
export const floorSlice: ServerSlice<FloorView | null> = {
  initial: null,
  events: {
    floorSnapshot: (_before, payload) => take(NOTHING, payload),
    floorChanges: (before, payload) => (before === null ? null : take(before, payload)),
  },
};
