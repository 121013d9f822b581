/**
 * Messages on their way. Each carries its own id from the moment it is written, so that sending it again stores
 * it once (L-M4); it waits here through lost networks and reloads until the server has taken it, and goes when the
 * transcript shows it. Within a conversation messages go one after the other, in the order they were written.
 */
import type { DeskStore } from '../store/desk-store.ts';
import { outgoing, settledOutgoing } from '../store/local.ts';
import type { Conversation, DeskState, Outgoing } from '../store/model.ts';
import { outgoingOf } from '../store/selectors.ts';
import { isReady, type OutgoingBody, type Upload } from '../store/outgoing.ts';
import { readBody } from './outgoing-body.ts';
import { agentMessage } from './publish.ts';
import { isTransient, OFFLINE, refusalOf } from './refusal.ts';
import type { TabStorage } from '../base/tab-storage.ts';
import { fields, list, number, text, textOrNull } from '../base/fields.ts';

const KEY = 'desk.outbox';
/** Our own code: the file of a message has not got to the server. */
const UPLOAD_FAILED = 'UPLOAD_FAILED';
/** How soon to try again what was not heard although we are connected, ms. */
const AGAIN_AFTER = 2000;

export type Outbox = {
  /** Writes a message to a conversation, and gives its id. */
  add: (
    conversationId: string,
    body: OutgoingBody,
    replyTo: string | null,
    sessionId?: string | null,
  ) => string;
  /** A file is further on its way, is there, or can't get there. */
  uploaded: (id: string, upload: Upload) => void;
  /** Sends a refused one again, under the same id. */
  retry: (id: string) => void;
  /** Gives up one that has not reached the server, and gives it back; null for one that may have. */
  discard: (id: string) => Outgoing | null;
  /** It is known whose it is: what an earlier life of this tab kept for this agent is sent, and is kept from now on. */
  recall: (storage: TabStorage) => void;
  stop: () => void;
};

function readOutgoing(value: unknown): Outgoing[] {
  const wire = fields(value);
  const id = text(wire.id);
  const conversationId = text(wire.conversationId);
  // An earlier version of this desk kept words alone.
  const body = readBody(wire.body ?? { kind: 'text', text: wire.text });
  if (id === '' || conversationId === '' || body === null) return [];
  const failed = wire.state === 'failed' || (body.kind === 'file' && body.upload.state === 'failed');
  const refusal = fields(wire.refusal);
  return [
    {
      id,
      conversationId,
      body,
      replyTo: textOrNull(wire.replyTo),
      ...(text(wire.sessionId) === '' ? {} : { sessionId: text(wire.sessionId) }),
      ...(wire.tried === true || wire.state === 'sending' ? { tried: true as const } : {}),
      at: number(wire.at) ?? 0,
      // What was under way when the tab went may or may not have arrived: it is sent again, under its id.
      state: failed ? 'failed' : 'waiting',
      refusal: failed ? { code: text(refusal.code, UPLOAD_FAILED), msg: text(refusal.msg) } : null,
    },
  ];
}

function hasArrived(conversation: Conversation | undefined, id: string): boolean {
  const entries = conversation?.transcript.fold.entries ?? [];
  for (let i = entries.length - 1; i >= 0; i -= 1) {
    const entry = entries[i];
    if (entry?.kind === 'message' && entry.id === id) return true;
  }
  return false;
}

/** The outbox of this tab. Sends by `ask` whenever the store says that the connection and the conversation are there. */
export function createOutbox(options: {
  store: DeskStore;
  ask: (event: string, payload: unknown) => Promise<unknown>;
  now: () => number;
  newId: () => string;
}): Outbox {
  const { store } = options;
  let storage: TabStorage | null = null;
  /** Conversations with a message under way. */
  const busy = new Set<string>();
  /** Conversations whose message was not heard: they wait a moment before it is said again. */
  const paused = new Map<string, ReturnType<typeof setTimeout>>();

  const put = (message: Outgoing) => store.setState((state) => outgoing(state, message));
  const drop = (id: string) => store.setState((state) => settledOutgoing(state, id));

  const isHere = (message: Outgoing) => store.getState().outbox[message.id] !== undefined;

  const later = (conversationId: string) => {
    clearTimeout(paused.get(conversationId));
    const timer = setTimeout(() => {
      paused.delete(conversationId);
      flush();
    }, AGAIN_AFTER);
    paused.set(conversationId, timer);
  };

  const deliver = async (message: Outgoing, conversation: Conversation, state: DeskState) => {
    busy.add(conversation.id);
    put({ ...message, state: 'sending', tried: true, refusal: null });
    try {
      await options.ask('publishCimEvent', agentMessage(message, conversation, state));
      if (isHere(message)) put({ ...message, state: 'accepted', tried: true });
    } catch (error) {
      // Where the transcript has shown it before the answer got lost, nothing is left to do.
      if (isHere(message) && isTransient(error)) {
        put({ ...message, state: 'waiting', tried: true });
        if (refusalOf(error).code !== OFFLINE) later(conversation.id);
        return;
      }
      if (isHere(message)) put({ ...message, state: 'failed', tried: true, refusal: refusalOf(error) });
    } finally {
      busy.delete(conversation.id);
    }
    flush();
  };

  const flush = () => {
    const state = store.getState();
    if (state.link.status !== 'online') return;
    const waiting = Object.values(state.outbox).filter((message) => message.state === 'waiting');
    for (const conversationId of new Set(waiting.map((message) => message.conversationId))) {
      const conversation = state.conversations[conversationId];
      if (conversation?.transcript.based !== true || busy.has(conversationId)) continue;
      if (paused.has(conversationId)) continue;
      const next = outgoingOf(state, conversationId).find(
        ({ state, body }) => state === 'waiting' && isReady(body),
      );
      if (next !== undefined) void deliver(next, conversation, state);
    }
  };

  const keep = () => {
    const kept = Object.values(store.getState().outbox).filter((message) => message.state !== 'accepted');
    if (kept.length === 0) storage?.remove(KEY);
    else storage?.write(KEY, kept);
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.outbox !== before.outbox) keep();
    if (state.conversations !== before.conversations) {
      for (const message of Object.values(state.outbox)) {
        if (hasArrived(state.conversations[message.conversationId], message.id)) drop(message.id);
      }
    }
    if (state.link !== before.link || state.conversations !== before.conversations) flush();
  });

  return {
    add: (conversationId, body, replyTo, sessionId = null) => {
      const before = outgoingOf(store.getState(), conversationId).at(-1)?.at ?? 0;
      const message: Outgoing = {
        id: options.newId(),
        conversationId,
        body,
        replyTo,
        ...(sessionId === null ? {} : { sessionId }),
        // By the server's clock, as what has arrived: then it stands in the group and under the day that it will have.
        // They go in the order of their times, also when the machine's clock is set back.
        at: Math.max(options.now() + store.getState().clockOffset, before + 1),
        state: 'waiting',
        refusal: null,
      };
      put(message);
      flush();
      return message.id;
    },
    uploaded: (id, upload) => {
      const message = store.getState().outbox[id];
      if (message?.body.kind !== 'file') return;
      const failed = upload.state === 'failed' ? (upload.refusal ?? { code: UPLOAD_FAILED, msg: '' }) : null;
      put({
        ...message,
        body: { ...message.body, upload },
        state: failed === null ? 'waiting' : 'failed',
        refusal: failed,
      });
      flush();
    },
    retry: (id) => {
      const message = store.getState().outbox[id];
      if (message?.state !== 'failed') return;
      put({ ...message, state: 'waiting', refusal: null });
      flush();
    },
    discard: (id) => {
      const message = store.getState().outbox[id];
      const unheard = message?.state === 'failed' || (message?.state === 'waiting' && message.tried !== true);
      if (message === undefined || !unheard) return null;
      drop(id);
      return message;
    },
    recall: (of) => {
      storage = of;
      for (const message of list(of.read(KEY)).flatMap(readOutgoing)) put(message);
      keep();
      flush();
    },
    stop: () => {
      unsubscribe();
      for (const timer of paused.values()) clearTimeout(timer);
    },
  };
}
