/**
 * What this tab keeps over a reload. In frames where the browser refuses storage it is kept in memory: then a
 * reload forgets it, and nothing else breaks.
 */
export type TabStorage = {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
};

/** Storage in memory alone. */
export function memoryStorage(): TabStorage {
  const kept = new Map<string, string>();
  return {
    read: (key) => {
      const json = kept.get(key);
      return json === undefined ? undefined : (JSON.parse(json) as unknown);
    },
    write: (key, value) => void kept.set(key, JSON.stringify(value)),
    remove: (key) => void kept.delete(key),
  };
}

function available(): Storage | null {
  try {
    const storage = globalThis.sessionStorage;
    storage.setItem('desk.probe', '1');
    storage.removeItem('desk.probe');
    return storage;
  } catch {
    return null;
  }
}

/** `sessionStorage`, or memory where there is none. */
export function tabStorage(): TabStorage {
  const storage = available();
  const memory = memoryStorage();
  if (storage === null) return memory;
  return {
    read: (key) => {
      try {
        const json = storage.getItem(key);
        return json === null ? undefined : (JSON.parse(json) as unknown);
      } catch {
        return undefined;
      }
    },
    write: (key, value) => {
      try {
        storage.setItem(key, JSON.stringify(value));
      } catch {
        memory.write(key, value);
      }
    },
    remove: (key) => {
      storage.removeItem(key);
    },
  };
}
