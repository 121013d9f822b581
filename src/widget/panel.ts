import { address, dress, followTheme } from '../chat/appearance.ts';
import { browserClient } from '../chat/browser-client.ts';
import { loadForm } from '../chat/configuration.ts';
import { loadSpeech } from '../chat/texts/index.ts';
import { createChatView } from '../chat/view/chat-view.ts';
import { attachStyles } from '../chat/view/styles.ts';
import { memoryName } from './contract.ts';
import type { Panel, PanelOptions } from './contract.ts';
import { fullScreen } from './full-screen.ts';
import styles from './panel.css?inline';
import { themeWish } from './settings.ts';
import { watchUnread } from './unread.ts';

/** The chat in its window beside the launcher. Rejects when what it needs cannot be fetched. */
export async function createPanel(options: PanelOptions): Promise<Panel> {
  const { settings, widget, shadow, onClose, onUnread } = options;
  const [form, speech] = await Promise.all([
    loadForm(widget, settings.server),
    loadSpeech([...settings.languages, widget.language.code]),
  ]);
  let isOpen = false;
  attachStyles(shadow, '16px', [styles]);
  const root = element('div', 'root');
  const dialog = element('div', 'panel');
  const chat = element('div', 'chat');
  const announcer = element('p', 'hidden');
  announcer.setAttribute('role', 'status');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-labelledby', 'chat-title');
  dialog.setAttribute('tabindex', '-1');
  dialog.dataset.side = settings.side ?? 'right';
  dialog.hidden = true;
  dialog.append(chat);
  root.append(dialog, announcer);
  // Before the launcher: what is read first comes first.
  shadow.prepend(root);
  address(root, speech);
  followTheme(themeWish(settings), (theme) => {
    dress(root, settings.colour ?? widget.theme, theme);
  });

  const client = browserClient({
    serviceIdentifier: widget.serviceIdentifier,
    server: settings.server,
    memoryName: memoryName(widget.serviceIdentifier),
    isShown: () => isOpen,
  });
  client.boot();
  const unread = watchUnread({
    client,
    isOpen: () => isOpen,
    onCount: (count) => {
      onUnread(count, speech.plural('unread', count));
    },
    onNews: (name, text) => {
      announcer.textContent = speech.t('messageFrom', {
        name: name === '' ? speech.t('assistant') : name,
        text,
      });
    },
  });
  const view = createChatView(chat, {
    client,
    configuration: { widget, form },
    speech,
    ...(settings.title !== null && { title: settings.title }),
    mayFocus: () => isOpen && hasFocus,
    onClose,
  });
  const screen = fullScreen(dialog, shadow);

  /** Whether the keyboard was in the widget last: also when what had it is no longer there. */
  let hasFocus = false;
  document.addEventListener('focusin', (event) => {
    hasFocus = event.target === shadow.host;
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  });

  return {
    open: (focus) => {
      isOpen = true;
      dialog.hidden = false;
      announcer.textContent = '';
      screen.enter();
      client.look();
      unread.look();
      hasFocus = focus;
      if (focus) view.focus();
      view.redraw();
    },
    close: () => {
      isOpen = false;
      dialog.hidden = true;
      screen.leave();
      client.look();
      unread.look();
    },
  };
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
