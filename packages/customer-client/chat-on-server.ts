import { createChatClient } from './chat-client.ts';
import type { ChatClient } from './chat-verbs.ts';
import { createMemory, volatileStore } from './memory.ts';
import type { ChatMemory } from './memory.ts';
import { randomId } from './random-id.ts';
import { socketIoWire } from './wire.ts';

type ChatOnServerOptions = {
  /** Origin of the server, such as `https://desk.example.org`. */
  server: string;
  /** The channel's identifier. */
  serviceIdentifier: string;
  /** What is remembered over a restart; without it, nothing is. */
  memory?: ChatMemory;
  /** The identity that the customer's own site has signed, or null. */
  identity?: () => string | null;
};

/** A customer's chat on a server; who is connecting stands in its memory. */
export function chatOnServer(options: ChatOnServerOptions): ChatClient {
  const { server, serviceIdentifier, identity = () => null } = options;
  const memory = options.memory ?? createMemory('chat', volatileStore(), volatileStore(), randomId);
  const wire = socketIoWire(server, () => {
    const { customer, sessionToken } = memory.identity();
    const token = sessionToken ?? memory.tab().lastToken;
    const identityToken = identity();
    return {
      serviceIdentifier,
      channelCustomerIdentifier: customer,
      ...(token === null ? {} : { sessionToken: token }),
      ...(identityToken === null ? {} : { identityToken }),
    };
  });
  return createChatClient({ serviceIdentifier, memory, wire });
}
