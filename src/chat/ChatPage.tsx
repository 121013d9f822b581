import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import styles from './ChatPage.module.css';
import { ChatWindow } from './ChatWindow.tsx';
import { applyBrand } from './appearance.ts';
import { browserClient } from './browser-client.ts';
import type { ChatClient } from './client/chat-client.ts';
import { ConfigurationError, loadConfiguration } from './configuration.ts';
import type { PageConfiguration } from './configuration.ts';
import { AlertIcon } from './icons.tsx';
import { SpeechContext } from './speech-context.ts';
import { english, loadSpeech } from './texts/index.ts';
import type { Speech } from './texts/index.ts';

type Loaded =
  | { step: 'loading' }
  | { step: 'failed'; kind: ConfigurationError['kind'] }
  | { step: 'ready'; configuration: PageConfiguration; client: ChatClient };

type Props = {
  /** Name or service identifier of the web channel. */
  channel: string;
  /** Wished language; null: the channel's or the browser's. */
  language: string | null;
};

/** The customer's page: fetches what it needs to know, then shows the chat in the right language. */
export function ChatPage({ channel, language }: Props): ReactNode {
  const [loaded, setLoaded] = useState<Loaded>({ step: 'loading' });
  const [speech, setSpeech] = useState<Speech>(english);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let gone = false;
    let client: ChatClient | undefined;
    const load = async (): Promise<void> => {
      const wished = [...(language === null ? [] : [language]), ...navigator.languages];
      try {
        const configuration = await loadConfiguration(channel);
        const spoken = await loadSpeech([...wished, configuration.widget.language.code]);
        if (gone) return;
        applyBrand(configuration.widget.theme);
        client = browserClient(configuration.widget.serviceIdentifier);
        client.boot();
        setSpeech(spoken);
        setLoaded({ step: 'ready', configuration, client });
      } catch (error) {
        const spoken = await loadSpeech(wished);
        if (gone) return;
        setSpeech(spoken);
        setLoaded({ step: 'failed', kind: error instanceof ConfigurationError ? error.kind : 'UNREACHABLE' });
      }
    };
    void load();
    return () => {
      gone = true;
      client?.dispose();
    };
  }, [channel, language, attempt]);

  const title = loaded.step === 'ready' ? loaded.configuration.widget.title : speech.t('pageTitle');
  useEffect(() => {
    document.documentElement.lang = speech.language;
    document.documentElement.dir = speech.direction;
    document.title = title;
  }, [speech, title]);

  const tryAgain = useCallback(() => {
    setLoaded({ step: 'loading' });
    setAttempt((count) => count + 1);
  }, []);

  return (
    <SpeechContext value={speech}>
      <main className={styles.page}>
        <div className={styles.card}>
          {loaded.step === 'loading' && <Loading />}
          {loaded.step === 'failed' && <Failed kind={loaded.kind} speech={speech} onRetry={tryAgain} />}
          {loaded.step === 'ready' && (
            <ChatWindow client={loaded.client} configuration={loaded.configuration} />
          )}
        </div>
      </main>
    </SpeechContext>
  );
}

/** Bars where the page will stand; invisible for the first moment, so that a fast start does not flash. */
function Loading(): ReactNode {
  return (
    <div className={styles.loading} aria-busy="true">
      <span className={styles.bar} />
      <span className={styles.bar} />
      <span className={styles.bar} />
    </div>
  );
}

function Failed({
  kind,
  speech,
  onRetry,
}: {
  kind: ConfigurationError['kind'];
  speech: Speech;
  onRetry: () => void;
}): ReactNode {
  const unknown = kind === 'UNKNOWN';
  return (
    <div className={styles.failed} role="alert">
      <span className={styles.failedIcon}>
        <AlertIcon />
      </span>
      <h1>{speech.t(unknown ? 'channelUnknownTitle' : 'configFailedTitle')}</h1>
      <p>{speech.t(unknown ? 'channelUnknownText' : 'configFailedText')}</p>
      {!unknown && (
        <button type="button" className={styles.primary} onClick={onRetry}>
          {speech.t('tryAgain')}
        </button>
      )}
    </div>
  );
}
