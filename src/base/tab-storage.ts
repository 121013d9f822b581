/** What this tab keeps over a reload, as values under names; in memory where the browser keeps nothing. */
import { tabStore } from './browser-capabilities.ts';

export type TabStorage = {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
};

/** Storage in memory alone. */
export function memoryStorage(): TabStorage {
  const kept = new Map<string, string>();
  return {
    read: (key) => parsed(kept.get(key) ?? null),
    write: (key, value) => void kept.set(key, JSON.stringify(value)),
    remove: (key) => void kept.delete(key),
  };
}

function parsed(json: string | null): unknown {
  try {
    return json === null ? undefined : (JSON.parse(json) as unknown);
  } catch {
    return undefined;
  }
}

/** The storage of this tab. */
export function tabStorage(): TabStorage {
  return {
    read: (key) => parsed(tabStore.getItem(key)),
    write: (key, value) => {
      tabStore.setItem(key, JSON.stringify(value));
    },
    remove: (key) => {
      tabStore.removeItem(key);
    },
  };
}

/** A tab's storage for one agent. */
export type AgentStorage = TabStorage & {
  /** Removes everything that was kept by this; from then on nothing is kept any more. */
  forget: () => void;
};

/**
 * The part of a tab's storage that belongs to one agent of one tenant: agents who follow each other in a tab never
 * see, and never send, each other's words.
 */
export function agentStorage(storage: TabStorage, agent: { tenant: string; id: string }): AgentStorage {
  const of = `:${encodeURIComponent(agent.tenant)}:${encodeURIComponent(agent.id)}`;
  const touched = new Set<string>();
  let forgotten = false;
  const named = (key: string) => {
    touched.add(key);
    return key + of;
  };
  return {
    read: (key) => (forgotten ? undefined : storage.read(named(key))),
    write: (key, value) => {
      if (!forgotten) storage.write(named(key), value);
    },
    remove: (key) => {
      storage.remove(named(key));
    },
    forget: () => {
      forgotten = true;
      for (const key of touched) storage.remove(key + of);
    },
  };
}
