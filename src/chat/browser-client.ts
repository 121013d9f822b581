import { createChatClient } from './client/chat-client.ts';
import type { ChatClient } from './client/chat-client.ts';
import { createMemory, volatileStore } from './client/memory.ts';
import type { KeyValueStore } from './client/memory.ts';
import { randomId } from './client/random-id.ts';
import { socketIoWire } from './client/wire.ts';

/** A chat client on this browser's storage, network and attention. */
export function browserClient(serviceIdentifier: string): ChatClient {
  const memory = createMemory(
    serviceIdentifier,
    storeOf(() => window.localStorage),
    storeOf(() => window.sessionStorage),
    randomId,
  );
  const wire = socketIoWire(window.location.origin, () => {
    const { customer, sessionToken } = memory.identity();
    return {
      serviceIdentifier,
      channelCustomerIdentifier: customer,
      ...(sessionToken === null ? {} : { sessionToken }),
    };
  });
  const client = createChatClient({ serviceIdentifier, memory, wire });

  const look = (): void => {
    client.setAttentive(document.visibilityState === 'visible' && document.hasFocus());
  };
  const wake = (): void => {
    client.wake();
    look();
  };
  window.addEventListener('online', wake);
  window.addEventListener('focus', look);
  window.addEventListener('blur', look);
  document.addEventListener('visibilitychange', wake);
  look();
  return {
    ...client,
    dispose: () => {
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
