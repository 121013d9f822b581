/** Pull lists as the server tells them: the lists that this desk looks at, and the requests that stand on them. */
import { fields, list, number, text, time, under } from '../base/fields.ts';
import { readCustomer, readSession } from '../connection/read-parties.ts';
import type { Customer } from '../store/events.ts';
import type { ServerSlice } from '../store/server-slice.ts';

/** `waiting`: nobody has joined yet; `parked`: all who had joined have left again. */
export type RequestState = 'waiting' | 'served' | 'parked';

export type ListedRequest = {
  /** That of its conversation. */
  id: string;
  listId: string;
  state: RequestState;
  /** Since when the customer is there, epoch ms. */
  since: number;
  customer: Customer;
  channelType: string;
};

export type ListsView = {
  lists: readonly { id: string; name: string }[];
  requests: ReadonlyMap<string, ListedRequest>;
};

const STATES: Readonly<Record<string, RequestState>> = {
  CREATED: 'waiting',
  ACTIVE: 'served',
  INACTIVE: 'parked',
};

/** null: it is on the list no more. */
function readRequest(value: unknown): ListedRequest | null {
  const wire = fields(value);
  const state = STATES[text(wire.status)];
  const id = text(wire.id);
  if (state === undefined || id === '') return null;
  return {
    id,
    listId: text(wire.listId),
    state,
    // Lists of requests have it as text, events as a number.
    since: number(wire.time) ?? time(wire.time, 0),
    customer: readCustomer(under(wire, 'channelSession').customer),
    channelType: readSession(wire.channelSession).channelType,
  };
}

function readAll(payload: unknown): [string, ListedRequest][] {
  return list(payload)
    .map(readRequest)
    .flatMap((request) => (request === null ? [] : [[request.id, request] as const]))
    .map(([id, request]) => [id, request]);
}

/** The event carries its request as JSON text. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}

export const listsSlice: ServerSlice<ListsView> = {
  initial: { lists: [], requests: new Map() },
  events: {
    onPullModeSubscribedList: (before, payload) => ({
      ...before,
      lists: list(payload).map((one) => ({ id: text(fields(one).id), name: text(fields(one).name) })),
    }),
    pullModeSubscribedListRequests: (before, payload) => ({ ...before, requests: new Map(readAll(payload)) }),
    addPullModeSubscribedListRequests: (before, payload) => ({
      ...before,
      requests: new Map([...before.requests, ...readAll(payload)]),
    }),
    removePullModeSubscribedListRequests: (before, payload) => ({
      ...before,
      requests: new Map([...before.requests].filter(([, { listId }]) => listId !== payload)),
    }),
    onPullModeSubscribedListRequest: (before, payload) => {
      const wire = parsed(fields(payload).pullModeEvent);
      const request = readRequest(wire);
      const requests = new Map(before.requests);
      if (request === null) requests.delete(text(fields(wire).id));
      else requests.set(request.id, request);
      return { ...before, requests };
    },
  },
};
