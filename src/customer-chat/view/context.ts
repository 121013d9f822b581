import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ChatClient } from '../../../packages/customer-client/chat-verbs.ts';
import type { PageConfiguration } from '../../../packages/customer-client/configuration.ts';
import type { Speech } from './texts/index.ts';

/** What every part of a chat's view works with. */
export type ViewContext = {
  client: ChatClient;
  configuration: PageConfiguration;
  speech: Speech;
  /** The heading: the channel's, or what the page that shows the widget calls it. */
  title: string;
  /** Moves the focus, unless the person is elsewhere. */
  focus: (element: HTMLElement) => void;
  /** The widget's close button; null on a page of its own. */
  onClose: (() => void) | null;
};

export const ChatContext = createContext<ViewContext | null>(null);

/** The context of the chat that the component belongs to. */
export function useChat(): ViewContext {
  const context = useContext(ChatContext);
  if (context === null) throw new Error('A part of the chat is drawn outside of a chat.');
  return context;
}
