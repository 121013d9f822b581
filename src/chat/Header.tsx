import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { WidgetConfig } from '../../protocol/customer-channel/widget.ts';
import type { ChatClient } from './client/chat-client.ts';
import type { ChatState } from './client/state.ts';
import { initials, isolated } from './format.ts';
import styles from './Header.module.css';
import { BubbleIcon, CloseIcon } from './icons.tsx';
import { useSpeech } from './speech-context.ts';

type Props = { widget: WidgetConfig; state: ChatState; client: ChatClient };

/** Whom one speaks to, and the way out. Ending asks back: it cannot be undone. */
export function Header({ widget, state, client }: Props): ReactNode {
  const { t, language } = useSpeech();
  const [asking, setAsking] = useState(false);
  const endButton = useRef<HTMLButtonElement>(null);
  const running = state.phase === 'open' || state.phase === 'requesting' || state.phase === 'resuming';
  const names = state.agents.map((agent) => agent.name);
  const who = new Intl.ListFormat(language, { type: 'conjunction' }).format(names);

  const line =
    state.phase === 'ending'
      ? t('ending')
      : state.phase === 'idle' || state.phase === 'ended'
        ? widget.subTitle
        : names.length > 0
          ? t('withAgent', { name: isolated(who) })
          : t('withNobody');

  const keep = (): void => {
    setAsking(false);
    endButton.current?.focus();
  };
  const end = (): void => {
    setAsking(false);
    client.end();
  };

  return (
    <header className={styles.header}>
      <div className={styles.row}>
        <span className={styles.avatar} aria-hidden="true">
          {names[0] === undefined ? <BubbleIcon /> : initials(names[0])}
        </span>
        <div className={styles.titles}>
          <h1 className={styles.title}>
            <bdi>{widget.title}</bdi>
          </h1>
          {line !== '' && (
            <p className={styles.line} aria-live="polite">
              {names.length > 0 && running && <span className={styles.dot} />}
              <bdi className={styles.lineText}>{line}</bdi>
            </p>
          )}
        </div>
        {running && (
          <button
            ref={endButton}
            type="button"
            className={styles.end}
            aria-expanded={asking}
            onClick={() => {
              setAsking(!asking);
            }}
          >
            <CloseIcon />
            <span className={styles.endLabel}>{t('end')}</span>
          </button>
        )}
      </div>
      {asking && running && <EndQuestion onEnd={end} onKeep={keep} />}
    </header>
  );
}

function EndQuestion({ onEnd, onKeep }: { onEnd: () => void; onKeep: () => void }): ReactNode {
  const { t } = useSpeech();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    first.current?.focus();
  }, []);
  return (
    <div
      className={styles.question}
      role="group"
      aria-labelledby="end-question"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onKeep();
      }}
    >
      <p id="end-question">{t('endQuestion')}</p>
      <div className={styles.answers}>
        <button type="button" className={styles.quiet} onClick={onKeep}>
          {t('endCancel')}
        </button>
        <button ref={first} type="button" className={styles.strong} onClick={onEnd}>
          {t('endConfirm')}
        </button>
      </div>
    </div>
  );
}
