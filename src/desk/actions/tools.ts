/** What actions are made of: the store, the server, and asking at a control. */
import type { Connection } from '../../connection/connection.ts';
import { refusalOf } from '../../connection/refusal.ts';
import type { Rest } from '../../connection/rest.ts';
import type { DeskStore } from '../../store/desk-store.ts';
import { createServerSlices, type AttachSlice } from '../server-slices.ts';
import * as local from '../../store/local.ts';
import type { Conversation, DeskState } from '../../store/model.ts';

export type ToolsOptions = {
  store: DeskStore;
  connection: Connection;
  rest: Rest;
  /** Epoch ms of this machine. */
  now: () => number;
  newId: () => string;
  /** The id of a conversation's wrap-up, the same in all that is sent of it. */
  wrapupId: (conversationId: string) => string;
};

export type ActionTools = ToolsOptions & {
  /** Connects a slice of server state with the socket. */
  attach: AttachSlice;
  /** Other actions of this desk, by domain. */
  slice: Slices;
  get: () => DeskState;
  /** The agent's id. */
  me: () => string;
  conversation: (id: string) => Conversation | undefined;
  /** What a request about a conversation says in any case. */
  about: (conversationId: string) => Readonly<Record<string, unknown>>;
  /**
   * Asks the server at a control; `what` tells the control what it is waiting for. A refusal is shown at that control,
   * and nothing is asked there twice at once. Resolves with whether the server said yes.
   */
  ask: (at: string, what: string, event: string, payload: unknown) => Promise<boolean>;
  /** The same for a request of another kind. */
  attempt: (at: string, what: string, request: () => Promise<unknown>) => Promise<boolean>;
};

/** The tools of a desk that is connected. */
export function createTools(options: ToolsOptions): ActionTools {
  const { store, connection } = options;
  const get = () => store.getState();
  const me = () => get().me?.id ?? '';
  const conversation = (id: string) => get().conversations[id];
  const attempt: ActionTools['attempt'] = async (at, what, request) => {
    if (get().asking[at] !== undefined) return false;
    store.setState((state) => local.asking(state, at, what));
    try {
      await request();
      return true;
    } catch (error) {
      store.setState((state) => local.refused(state, at, refusalOf(error)));
      return false;
    } finally {
      store.setState((state) => local.asking(state, at, null));
    }
  };
  const tools: ActionTools = {
    ...options,
    attach: createServerSlices(store, connection),
    slice: (create) => slices(create),
    get,
    me,
    conversation,
    about: (id) => ({
      conversationId: id,
      agentId: me(),
      roomInfo: { id: conversation(id)?.roomId ?? id, mode: 'CONTACT_CENTER' },
    }),
    attempt,
    ask: (at, what, event, payload) => attempt(at, what, () => connection.ask(event, payload)),
  };
  const slices = createSlices(tools);
  return tools;
}

/** Actions of one domain, made once for each desk when somebody first needs them: they come with their feature's code. */
export type Slices = <S>(create: (tools: ActionTools) => S) => S;

/** The slices of a desk. */
function createSlices(tools: ActionTools): Slices {
  const made = new Map<(tools: ActionTools) => unknown, unknown>();
  return <S>(create: (tools: ActionTools) => S): S => {
    if (!made.has(create)) made.set(create, create(tools));
    return made.get(create) as S;
  };
}
