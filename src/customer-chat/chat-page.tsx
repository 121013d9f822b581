/** @jsxImportSource preact */
import { render } from 'preact';
import type { VNode } from 'preact';
import { applyLanguage, applyColours, followTheme } from './view/appearance.ts';
import type { Theme } from './view/appearance.ts';
import { browserClient } from '../../packages/customer-client/browser-client.ts';
import { ConfigurationError, loadForm, loadWidget } from '../../packages/customer-client/configuration.ts';
import { english, loadSpeech } from './view/texts/index.ts';
import type { Speech, TextKey } from './view/texts/index.ts';
import { createChatView } from './view/chat-view.tsx';
import { Icon } from './view/Icon.tsx';

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
  const container = document.createElement('div');
  container.className = 'chat';
  render(<Page chat={container} />, root);
  const showLanguage = (speech: Speech, title: string): void => {
    applyLanguage(root, speech);
    applyLanguage(document.documentElement, speech);
    document.title = title;
  };

  const load = async (): Promise<void> => {
    render(<Loading />, container);
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
    createChatView(container, { client, configuration: { widget, form }, speech });
  };
  const tryToLoad = async (): Promise<void> => {
    try {
      await load();
    } catch (error) {
      const speech = await loadSpeech(wished).catch(english);
      const kind = error instanceof ConfigurationError ? error.kind : 'UNREACHABLE';
      showLanguage(speech, speech.t('pageTitle'));
      render(<Failure speech={speech} kind={kind} onRetry={() => void tryToLoad()} />, container);
    }
  };
  await tryToLoad();
}

/** The frame of the page; what is drawn in `chat` has a life of its own. */
function Page({ chat }: { chat: HTMLElement }): VNode {
  return (
    <main class="page">
      <div class="card" ref={(card) => card?.append(chat)} />
    </main>
  );
}

/** Bars where the chat will stand; invisible for the first moment, so that a fast start does not flash. */
function Loading(): VNode {
  return (
    <div class="loading" aria-busy>
      <span class="bar" />
      <span class="bar" />
      <span class="bar" />
    </div>
  );
}

type FailureProps = { speech: Speech; kind: ConfigurationError['kind']; onRetry: () => void };

function Failure({ speech: { t }, kind, onRetry }: FailureProps): VNode {
  return (
    <div class="failed-page" role="alert">
      <span class="failed-icon">
        <Icon name="alert" />
      </span>
      <h1>{t(FAILURES[kind].title)}</h1>
      <p>{t(FAILURES[kind].text)}</p>
      {kind === 'UNREACHABLE' && (
        <button type="button" class="primary" onClick={onRetry}>
          {t('tryAgain')}
        </button>
      )}
    </div>
  );
}
