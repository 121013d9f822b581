import type { ChatClient } from './chat-verbs.ts';
import { chatOnServer } from './chat-on-server.ts';
import { createMemory, volatileStore } from './memory.ts';
import type { ChatMemory, KeyValueStore } from './memory.ts';
import { randomId } from './random-id.ts';

type BrowserClientOptions = {
  serviceIdentifier: string;
  /** The server's origin. */
  server: string;
  /** Under which keys the browser remembers the chat. */
  memoryName: string;
  /** The identity that the page's server has signed, or null. */
  identity?: () => string | null;
  /** Whether the chat can be seen at all, when its page can. */
  isShown?: () => boolean;
};

export type BrowserClient = ChatClient & {
  memory: ChatMemory;
  /** What can be seen has changed. */
  look: () => void;
};

/** A chat client on this browser's storage, network and attention. */
export function browserClient(options: BrowserClientOptions): BrowserClient {
  const { serviceIdentifier, server, isShown = () => true, identity = () => null } = options;
  const memory = createMemory(
    options.memoryName,
    storeOf(() => window.localStorage),
    storeOf(() => window.sessionStorage),
    randomId,
  );
  const client = chatOnServer({ server, serviceIdentifier, memory, identity });

  const look = (): void => {
    client.setAttentive(isShown() && document.visibilityState === 'visible' && document.hasFocus());
  };
  const wake = (): void => {
    client.wake();
    look();
  };
  const onStorage = ({ key }: StorageEvent): void => {
    if (key === options.memoryName) client.otherTabActed();
  };
  window.addEventListener('storage', onStorage);
  window.addEventListener('online', wake);
  window.addEventListener('focus', look);
  window.addEventListener('blur', look);
  document.addEventListener('visibilitychange', wake);
  look();
  return {
    ...client,
    memory,
    look,
    dispose: () => {
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('online', wake);
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', wake);
      client.dispose();
    },
  };
}

/** Storage can be switched off altogether: reading the property then throws. */
function storeOf(get: () => KeyValueStore): KeyValueStore {
  try {
    return get();
  } catch {
    return volatileStore();
  }
}
