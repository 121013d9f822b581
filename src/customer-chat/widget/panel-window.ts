import { applyLanguage, applyColours, followTheme } from '../view/appearance.ts';
import type { Speech } from '../view/texts/index.ts';
import { attachStyles } from '../view/styles.ts';
import styles from './panel.css?inline';

type WindowOptions = {
  speech: Speech;
  colour: string;
  side: 'left' | 'right';
  /** null: as the system has it. */
  theme: 'light' | 'dark' | null;
};

export type PanelWindow = {
  dialog: HTMLElement;
  /** Where the chat is drawn. */
  chat: HTMLElement;
  /** What is put in here is read out. */
  announcer: HTMLElement;
};

/** The window of the chat, closed and empty, with the theme and colour of everything in it. */
export function createPanelWindow(shadow: ShadowRoot, options: WindowOptions): PanelWindow {
  attachStyles(shadow, '16px', [styles]);
  const root = element('div', 'root');
  const dialog = element('div', 'panel');
  const chat = element('div', 'chat');
  const announcer = element('p', 'hidden');
  announcer.setAttribute('role', 'status');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-labelledby', 'chat-title');
  dialog.setAttribute('tabindex', '-1');
  dialog.dataset.side = options.side;
  dialog.hidden = true;
  dialog.append(chat);
  root.append(dialog, announcer);
  // Before the launcher: what is read first comes first.
  shadow.prepend(root);
  applyLanguage(root, options.speech);
  followTheme(options.theme, (theme) => {
    applyColours(root, options.colour, theme);
  });
  return { dialog, chat, announcer };
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
