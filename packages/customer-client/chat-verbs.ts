/** What a customer's chat can be asked, by a page or by the widget. */
import type { ChatRequest } from './memory.ts';
import type { ChatState } from './state.ts';

/** One customer's chat, without any drawing: the page and the widget show its state and call its verbs. */
export type ChatClient = {
  state: () => ChatState;
  subscribe: (listener: () => void) => () => void;
  /** Takes up a conversation or a request that a reload interrupted. */
  boot: () => void;
  /** Another tab of this browser has begun a chat: while this one shows the form, it joins. */
  otherTabActed: () => void;
  request: (request: ChatRequest) => void;
  send: (text: string) => void;
  /** Answers a message with one of its buttons. */
  choose: (messageId: string, option: number) => void;
  /** After the end: from 1 to 5, with a comment that may be empty. */
  rate: (rating: number, comment: string) => void;
  /** Sends a failed message again, under its own id. */
  retry: (id: string) => void;
  typing: () => void;
  stopTyping: () => void;
  setAttentive: (attentive: boolean) => void;
  end: () => void;
  /** After the end: forget the conversation and show the form again. */
  reset: () => void;
  wake: () => void;
  draft: () => string;
  saveDraft: (text: string) => void;
  dispose: () => void;
};
