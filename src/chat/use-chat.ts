import { useSyncExternalStore } from 'react';
import type { ChatClient } from './client/chat-client.ts';
import type { ChatState } from './client/state.ts';

/** The chat's state as it changes. */
export function useChat(client: ChatClient): ChatState {
  return useSyncExternalStore(client.subscribe, client.state);
}
