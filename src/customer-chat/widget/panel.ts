import { browserClient } from '../../../packages/customer-client/browser-client.ts';
import { loadForm } from '../../../packages/customer-client/configuration.ts';
import { loadSpeech } from '../view/texts/index.ts';
import { createChatView } from '../view/chat-view.tsx';
import { memoryName } from './contract.ts';
import type { Panel, PanelOptions } from './contract.ts';
import { fullScreen } from './full-screen.ts';
import { createPanelWindow } from './panel-window.ts';
import { themeWish } from './settings.ts';
import { watchUnread } from './unread.ts';

/** The chat in its window beside the launcher. Rejects when what it needs cannot be fetched. */
export async function createPanel(options: PanelOptions): Promise<Panel> {
  const { settings, widget, shadow, onClose, onUnread } = options;
  const [form, speech] = await Promise.all([
    loadForm(widget, settings.languages, settings.server),
    loadSpeech([...settings.languages, widget.language.code]),
  ]);
  let isOpen = false;
  const { dialog, chat, announcer } = createPanelWindow(shadow, {
    speech,
    colour: settings.colour ?? widget.theme,
    side: settings.side ?? 'right',
    theme: themeWish(settings),
  });

  const client = browserClient({
    serviceIdentifier: widget.serviceIdentifier,
    server: settings.server,
    memoryName: memoryName(widget.serviceIdentifier),
    identity: settings.identity,
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
