/**
 * What a chat window remembers over a reload: who it is, how to resume, and what was typed or not yet sent.
 * Never the conversation itself: that is fetched again.
 */

import { toJson } from './plain-json.ts';

/** A message that the server has not confirmed. */
export type Unsent = {
  id: string;
  text: string;
  at: number;
  /** The message that it answers by one of its buttons, and what that button brings along. */
  replyTo?: string;
  payload?: unknown;
};

export type ChatRequest = {
  /** Queue by name; empty means the channel's own. */
  queue: string;
  formId: string | null;
  answers: { key: string; type: string; value: string | string[] }[];
};

/** Kept for all tabs of this browser: who shows the token resumes the conversation. */
export type Identity = {
  customer: string;
  sessionToken: string | null;
  /** A request that was made; it is repeated until it was confirmed. */
  request: (ChatRequest & { requestId: string }) | null;
};

/** Kept for this tab alone. */
export type TabMemory = {
  unsent: Unsent[];
  draft: string;
  /** The newest message that was reported as read. */
  read: string | null;
  /** The customer asked to end the chat and no answer came yet. */
  ending: boolean;
  /** The token of the chat that is over, as long as it can be rated. */
  lastToken: string | null;
};

/** The part of the Web Storage interface that is needed. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export type ChatMemory = {
  identity: () => Identity;
  saveIdentity: (identity: Identity) => void;
  /** Reads the identity again: another tab may have begun a chat. */
  lookAgain: () => Identity;
  tab: () => TabMemory;
  saveTab: (tab: TabMemory) => void;
};

const NEW_TAB: TabMemory = { unsent: [], draft: '', read: null, ending: false, lastToken: null };

/**
 * Memory on two stores, under keys that begin with `name`. What they refuse (private mode, no room) is kept for
 * the life of the page.
 */
export function createMemory(
  name: string,
  local: KeyValueStore,
  session: KeyValueStore,
  newCustomer: () => string,
): ChatMemory {
  const identityKey = name;
  const tabKey = `${name}.tab`;
  let identity: Identity | null = null;
  let tab: TabMemory | null = null;
  const memory: ChatMemory = {
    identity: () => {
      if (identity === null) {
        const kept = read(local, identityKey) as Partial<Identity> | null;
        identity = {
          customer: typeof kept?.customer === 'string' ? kept.customer : newCustomer(),
          sessionToken: typeof kept?.sessionToken === 'string' ? kept.sessionToken : null,
          request: typeof kept?.request?.requestId === 'string' ? kept.request : null,
        };
        write(local, identityKey, identity);
      }
      return identity;
    },
    lookAgain: () => {
      const known = identity;
      identity = null;
      const kept = read(local, identityKey) as Partial<Identity> | null;
      // A store that keeps nothing knows less than this page.
      if (known !== null && kept === null) identity = known;
      return memory.identity();
    },
    saveIdentity: (next) => {
      identity = next;
      write(local, identityKey, next);
    },
    tab: () => (tab ??= { ...NEW_TAB, ...(read(session, tabKey) as Partial<TabMemory> | null) }),
    saveTab: (next) => {
      tab = next;
      write(session, tabKey, next);
    },
  };
  return memory;
}

/** A store that lives as long as the page, for browsers that give none. */
export function volatileStore(): KeyValueStore {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

function read(store: KeyValueStore, key: string): unknown {
  try {
    const text = store.getItem(key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function write(store: KeyValueStore, key: string, value: unknown): void {
  try {
    store.setItem(key, toJson(value));
  } catch {
    // The page goes on without remembering; nothing that the person can do about it here.
  }
}
