import type { ChatClient } from '../../../packages/customer-client/chat-client.ts';
import type { PageConfiguration } from '../../../packages/customer-client/configuration.ts';
import type { Speech } from './texts/index.ts';

/** What every part of a chat's view works with. */
export type ViewContext = {
  client: ChatClient;
  configuration: PageConfiguration;
  speech: Speech;
  /** The heading: the channel's, or what the page that shows the widget calls it. */
  title: string;
  /** Draws again, after something that only the view knows has changed. */
  redraw: () => void;
  /** Moves the focus, unless the person is elsewhere. */
  focus: (element: HTMLElement) => void;
  /** The widget's close button; null on a page of its own. */
  onClose: (() => void) | null;
};
