/**
 * `/widget.js`: what a page loads with its one line. It is small: it asks for the channel's look, draws the round
 * button, and fetches the chat itself when somebody opens it or a conversation is going on.
 */
import type { WidgetConfig } from '../../../protocol/customer-channel/widget.ts';
import { ConfigurationError, loadWidget } from '../../../packages/customer-client/configuration.ts';
import { memoryName } from './contract.ts';
import type { Panel, PanelModule, WidgetApi } from './contract.ts';
import { keepInPage } from './keep-in-page.ts';
import { createLauncher } from './launcher.ts';
import type { Launcher } from './launcher.ts';
import { readSettings, themeWish } from './settings.ts';
import type { WidgetSettings } from './settings.ts';

declare global {
  interface Window {
    AgentDeskWidget?: WidgetApi;
  }
}

/** Where the panel stands, beside this script; the build writes the name in. */
declare const PANEL_FILE: string;

type EventName = Parameters<WidgetApi['on']>[0];

/** Pauses (ms) after which a server that was not reached is asked again; the last one for ever. */
const AGAIN_MS = [5_000, 15_000, 60_000];
/** The one sentence that cannot wait for the panel's language. */
const NOT_OPENED: Record<string, string> = {
  en: 'The chat cannot be opened right now. Please try again.',
  de: 'Der Chat lässt sich gerade nicht öffnen. Bitte versuchen Sie es noch einmal.',
  es: 'El chat no se puede abrir ahora. Inténtelo de nuevo.',
  fr: 'Le chat ne peut pas s’ouvrir pour l’instant. Veuillez réessayer.',
  it: 'Al momento la chat non si può aprire. Riprovi.',
  ur: 'چیٹ اس وقت نہیں کھل سکتی۔ براہِ کرم دوبارہ کوشش کریں۔',
  ar: 'لا يمكن فتح المحادثة الآن. يُرجى المحاولة مرة أخرى.',
};

/** Starts the widget for the script element that brought it. A second one only sees to it that it is there. */
function start(script: HTMLScriptElement): void {
  if (window.AgentDeskWidget !== undefined) {
    window.AgentDeskWidget.attach();
    return;
  }
  const settings = readSettings(script);
  const listeners = new Map<EventName, Set<(unread: number) => void>>();
  let launcher: Launcher | null = null;
  let panel: Promise<Panel> | null = null;
  let wanted = false;
  let unread = 0;
  let show: ((focus: boolean) => void) | null = null;
  let hide: (() => void) | null = null;
  let host: HTMLElement | null = null;

  const tell = (event: EventName): void => {
    for (const listener of listeners.get(event) ?? []) listener(unread);
  };
  window.AgentDeskWidget = {
    open: () => {
      if (show === null) wanted = true;
      else show(true);
    },
    close: () => {
      wanted = false;
      hide?.();
    },
    attach: () => {
      if (host !== null) keepInPage(host);
    },
    on: (event, listener) => {
      const own = listeners.get(event) ?? new Set();
      listeners.set(event, own.add(listener));
      if (event === 'unread') listener(unread);
      return () => void own.delete(listener);
    },
  };

  const begin = (widget: WidgetConfig): void => {
    const own = document.createElement('div');
    host = own;
    own.setAttribute('data-agent-desk-widget', '');
    const shadow = own.attachShadow({ mode: 'open' });
    const right = settings.side === null ? isLeftToRight(settings) : settings.side === 'right';
    const openKey = `${memoryName(widget.serviceIdentifier)}.open`;
    let isOpen = false;

    const loadPanel = (): Promise<Panel> => {
      panel ??= import(/* @vite-ignore */ `${settings.server}/${PANEL_FILE}`)
        .then((module) =>
          (module as PanelModule).createPanel({
            settings: { ...settings, side: right ? 'right' : 'left' },
            widget,
            shadow,
            onUnread: (count, words) => {
              if (count === unread) return;
              unread = count;
              launcher?.setUnread(count, words);
              tell('unread');
            },
            onClose: () => hide?.(),
          }),
        )
        .catch((error: unknown) => {
          // The network, or the page's policy: the next press tries again.
          panel = null;
          throw error;
        });
      return panel;
    };
    show = (focus) => {
      if (isOpen || launcher === null) return;
      isOpen = true;
      launcher.say(null);
      launcher.setBusy(true);
      loadPanel().then(
        (loaded) => {
          launcher?.setBusy(false);
          if (!isOpen) return;
          loaded.open(focus);
          launcher?.setOpen(true);
          remember(openKey, true);
          tell('open');
        },
        (error: unknown) => {
          isOpen = false;
          launcher?.setBusy(false);
          launcher?.say(sentence(settings));
          console.error('[agent desk widget] The chat could not be loaded.', error);
        },
      );
    };
    hide = () => {
      if (!isOpen) return;
      isOpen = false;
      const hadFocus = document.activeElement === own;
      void panel?.then((loaded) => {
        loaded.close();
      });
      launcher?.setOpen(false);
      if (hadFocus) launcher?.focus();
      remember(openKey, false);
      tell('close');
    };
    launcher = createLauncher(shadow, {
      title: settings.title ?? widget.title,
      colour: settings.colour ?? widget.theme,
      theme: themeWish(settings) === 'dark' ? 'dark' : 'light',
      onPress: () => {
        if (isOpen) hide?.();
        else show?.(true);
      },
    });
    launcher.element.dataset.side = right ? 'right' : 'left';
    launcher.element.addEventListener('pointerenter', () => void loadPanel().catch(() => undefined), {
      once: true,
    });
    keepInPage(own);

    if (wanted) show(true);
    else if (remembered(openKey)) show(false);
    else if (hasConversation(widget)) void loadPanel().catch(() => undefined);
  };

  const load = (attempt: number): void => {
    loadWidget(settings.channel, settings.languages, settings.server).then(begin, (error: unknown) => {
      const kind = error instanceof ConfigurationError ? error.kind : 'UNREACHABLE';
      if (kind === 'UNREACHABLE') {
        const pause = AGAIN_MS[Math.min(attempt, AGAIN_MS.length - 1)] ?? 0;
        setTimeout(() => {
          load(attempt + 1);
        }, pause);
      }
      console.error(`[agent desk widget] ${PROBLEMS[kind]} (channel "${settings.channel}")`);
    });
  };
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => {
      load(0);
    });
  } else {
    load(0);
  }
}

/** For whoever builds the page; a visitor simply sees no chat. */
const PROBLEMS: Record<ConfigurationError['kind'], string> = {
  UNKNOWN: 'The server has no such web channel: look at data-channel.',
  FORBIDDEN: 'The channel is not for pages of this origin: add it to the channel’s `origins`.',
  UNREACHABLE: 'The server was not reached: look at the network and at connect-src of the page’s policy.',
};

function isLeftToRight({ languages }: WidgetSettings): boolean {
  const page = document.documentElement.dir;
  if (page !== '') return page !== 'rtl';
  return !/^(ar|ur)\b/i.test(languages[0] ?? '');
}

function sentence({ languages }: WidgetSettings): string {
  const known = languages.map((tag) => NOT_OPENED[tag.toLowerCase().split('-')[0] ?? '']);
  return known.find((text) => text !== undefined) ?? NOT_OPENED.en ?? '';
}

/** Whether the page's storage holds a chat that goes on. Storage may be switched off altogether. */
function hasConversation({ serviceIdentifier }: WidgetConfig): boolean {
  try {
    const kept = window.localStorage.getItem(memoryName(serviceIdentifier)) ?? '{}';
    const { sessionToken, request } = JSON.parse(kept) as Record<string, unknown>;
    return typeof sessionToken === 'string' || (typeof request === 'object' && request !== null);
  } catch {
    return false;
  }
}

function remember(key: string, open: boolean): void {
  try {
    if (open) window.sessionStorage.setItem(key, '1');
    else window.sessionStorage.removeItem(key);
  } catch {
    // Then it is closed on the next page.
  }
}

function remembered(key: string): boolean {
  try {
    return window.sessionStorage.getItem(key) === '1';
  } catch {
    return false;
  }
}

/** Loaded as a module, a script does not know its own element. */
const own =
  document.currentScript ??
  document.querySelector<HTMLScriptElement>('script[src$="/widget.js"][data-channel]');
if (own instanceof HTMLScriptElement) start(own);
