/** What loader and panel know of each other. They are built apart, so that a page loads the panel when needed. */
import type { WidgetConfig } from '../../../protocol/customer-channel/widget.ts';
import type { WidgetSettings } from './settings.ts';

export type PanelOptions = {
  settings: WidgetSettings;
  widget: WidgetConfig;
  /** Where the panel is drawn; its styles come with it. */
  shadow: ShadowRoot;
  /** How many messages wait to be read; `words` say it in the customer's language. */
  onUnread: (count: number, words: string) => void;
  /** A person wants it closed. */
  onClose: () => void;
};

export type Panel = {
  /** `focus`: a person has asked for it, so it gets the keyboard. */
  open: (focus: boolean) => void;
  close: () => void;
};

/** What the panel's module exports. */
export type PanelModule = { createPanel: (options: PanelOptions) => Promise<Panel> };

/** `window.AgentDeskWidget` (docs/embed.md). */
export type WidgetApi = {
  open: () => void;
  close: () => void;
  /** Puts the widget back into a page whose whole document was written anew. */
  attach: () => void;
  /** Calls `listener` from now on, for `unread` also at once; returns the way to stop it. */
  on: (event: 'open' | 'close' | 'unread', listener: (unread: number) => void) => () => void;
};

/** Keys of the page's storage; the panel's chat keeps its own below the first. */
export function memoryName(channel: string): string {
  return `agent-desk.${channel}`;
}
