/** What can be done with a message from where it stands. Without these actions a timeline is only to be read. */
import { createContext, use } from 'react';
import type { MessageEntry } from '../store/fold.ts';
import type { Changing } from '../store/model.ts';

/** How a message is chosen: by itself, or with all between it and the one chosen before. */
export type Choosing = 'one' | 'range';

export type MessageActions = {
  /** The next message will answer this one; null when nothing can be written here. */
  reply: ((entry: MessageEntry) => void) | null;
  copy: (entry: MessageEntry) => void;
  /** Begins to change an own message, or to take it back; null where that cannot be. */
  change: ((entry: MessageEntry, how: Changing['how']) => void) | null;
  choose: (entry: MessageEntry, how: Choosing) => void;
  /** Goes to a message, also one that has yet to be loaded. */
  goTo: (messageId: string) => void;
  /** Keeps the row around an element where it is while it changes its height. */
  hold: (element: Element) => void;
};

export const MessageActionsContext = createContext<MessageActions | null>(null);

/** What can be done with a message, or null where it is only to be read. */
export function useMessageActions(): MessageActions | null {
  return use(MessageActionsContext);
}
