import { applyLanguage, applyColours, followTheme } from './view/appearance.ts';
import type { Theme } from './view/appearance.ts';
import { browserClient } from '../../packages/customer-client/browser-client.ts';
import { ConfigurationError, loadForm, loadWidget } from '../../packages/customer-client/configuration.ts';
import { english, loadSpeech } from './view/texts/index.ts';
import type { Speech, TextKey } from './view/texts/index.ts';
import { createChatView } from './view/chat-view.ts';
import { draw, h } from './view/dom.ts';
import { icon } from './view/icons.ts';

type ChatPageOptions = {
  /** Name or service identifier of the web channel. */
  channel: string;
  /** Wished language; null: the browser's or the channel's. */
  language: string | null;
  /** `light` or `dark`; null: as the system has it. */
  theme: string | null;
};

const FAILURES: Record<ConfigurationError['kind'], { title: TextKey; text: TextKey }> = {
  UNKNOWN: { title: 'channelUnknownTitle', text: 'channelUnknownText' },
  FORBIDDEN: { title: 'configFailedTitle', text: 'errorOrigin' },
  UNREACHABLE: { title: 'configFailedTitle', text: 'configFailedText' },
};

/** The customer's page: fetches what it needs to know, then shows the chat in the right language in `root`. */
export async function openChatPage(root: HTMLElement, options: ChatPageOptions): Promise<void> {
  const { channel, language } = options;
  let colour = '';
  let theme: Theme = 'light';
  const showColours = (): void => {
    applyColours(root, colour, theme);
    // The page around the chat follows it.
    document.documentElement.dataset.theme = theme;
  };
  followTheme(options.theme, (next) => {
    theme = next;
    showColours();
  });

  const wished = [...(language === null ? [] : [language]), ...navigator.languages];
  const chat = h('div', { class: 'chat' });
  draw(root, h('main', { class: 'page' }, h('div', { class: 'card' }, chat)));
  const container = chat.element as HTMLElement;
  const showLanguage = (speech: Speech, title: string): void => {
    applyLanguage(root, speech);
    applyLanguage(document.documentElement, speech);
    document.title = title;
  };

  const load = async (): Promise<void> => {
    drawLoading(container);
    const widget = await loadWidget(channel, wished);
    const [form, speech] = await Promise.all([
      loadForm(widget, wished),
      loadSpeech([...wished, widget.language.code]),
    ]);
    colour = widget.theme;
    showColours();
    showLanguage(speech, widget.title);
    const client = browserClient({
      serviceIdentifier: widget.serviceIdentifier,
      server: window.location.origin,
      memoryName: `chat.${widget.serviceIdentifier}`,
    });
    client.boot();
    draw(container);
    createChatView(container, { client, configuration: { widget, form }, speech });
  };
  const tryToLoad = async (): Promise<void> => {
    try {
      await load();
    } catch (error) {
      const speech = await loadSpeech(wished).catch(english);
      const kind = error instanceof ConfigurationError ? error.kind : 'UNREACHABLE';
      showLanguage(speech, speech.t('pageTitle'));
      drawFailure(container, speech, kind, () => void tryToLoad());
    }
  };
  await tryToLoad();
}

/** Bars where the chat will stand; invisible for the first moment, so that a fast start does not flash. */
function drawLoading(container: HTMLElement): void {
  const bar = (): ReturnType<typeof h> => h('span', { class: 'bar' });
  draw(container, h('div', { class: 'loading', 'aria-busy': true }, bar(), bar(), bar()));
}

function drawFailure(
  container: HTMLElement,
  { t }: Speech,
  kind: ConfigurationError['kind'],
  onRetry: () => void,
): void {
  draw(
    container,
    h(
      'div',
      { key: 'failure', class: 'failed-page', role: 'alert' },
      h('span', { class: 'failed-icon' }, icon('alert')),
      h('h1', {}, t(FAILURES[kind].title)),
      h('p', {}, t(FAILURES[kind].text)),
      kind === 'UNREACHABLE' &&
        h('button', { type: 'button', class: 'primary', on: { click: onRetry } }, t('tryAgain')),
    ),
  );
}
