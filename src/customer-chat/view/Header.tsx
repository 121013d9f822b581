/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../../packages/customer-client/state.ts';
import { useChat } from './context.ts';
import { initials } from './format.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';
import { saveTranscript } from './save-transcript.ts';

const RUNNING: ReadonlySet<ChatState['phase']> = new Set(['open', 'requesting', 'resuming']);

/** Whom one speaks to, and the ways out. Ending asks back: it cannot be undone. */
export function Header({ state }: { state: ChatState }): VNode {
  const { client, configuration, speech, title, onClose } = useChat();
  const { t, language } = speech;
  const { widget } = configuration;
  const [asking, setAsking] = useState(false);
  const endButtonRef = useRef<HTMLButtonElement>(null);
  const running = RUNNING.has(state.phase);
  // The next chat does not begin with the question.
  if (asking && !running) setAsking(false);

  const names = state.agents.map(({ name }) => name);
  const who = new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
  const [first] = names;
  const subtitle = (): string => {
    if (state.phase === 'ending') return t('ending');
    if (state.phase === 'idle' || state.phase === 'ended') return widget.subTitle;
    return who === '' ? t('withNobody') : t('withAgent', { name: who });
  };
  return (
    <header class="header">
      <div class="header-row">
        <span key={first === undefined ? 'mark' : initials(first)} class="avatar" aria-hidden>
          {first === undefined ? <Icon name="bubble" /> : initials(first)}
        </span>
        <div class="titles">
          <h1 id="chat-title" class="title">
            <bdi>{title}</bdi>
          </h1>
          <Subtitle words={subtitle()} who={running ? who : ''} isShort={onClose !== null} />
        </div>
        {widget.enableDownloadTranscript && state.entries.length > 0 && (
          <Tool
            key="save"
            icon="save"
            label={t('transcript')}
            onClick={() => {
              saveTranscript(state.entries, title, speech);
            }}
          />
        )}
        {running && (
          <button
            key="end"
            type="button"
            class={onClose === null ? 'end' : 'end narrow'}
            title={t('end')}
            aria-expanded={asking}
            ref={endButtonRef}
            onClick={() => {
              setAsking(!asking);
            }}
          >
            <Icon name="leave" />
            <span class="end-label">{t('end')}</span>
          </button>
        )}
        {onClose !== null && <Tool key="close" icon="down" label={t('closeChat')} onClick={onClose} />}
      </div>
      {asking && running && (
        <EndQuestion
          onKeep={() => {
            setAsking(false);
            endButtonRef.current?.focus();
          }}
          onEnd={() => {
            setAsking(false);
            client.end();
          }}
        />
      )}
    </header>
  );
}

type SubtitleProps = {
  words: string;
  /** The agents of a chat that runs; empty: nobody. */
  who: string;
  /** Beside the widget's buttons there is room for the name alone. */
  isShort: boolean;
};

function Subtitle({ words, who, isShort }: SubtitleProps): VNode | null {
  if (words === '') return null;
  return (
    <p class="line" aria-live="polite">
      {who !== '' && <span key="dot" class="online-dot" />}
      {isShort && who !== '' && (
        <span key={`full ${words}`} class="hidden">
          {words}
        </span>
      )}
      {isShort && who !== '' ? (
        <bdi key={`name ${who}`} class="line-text" aria-hidden>
          {who}
        </bdi>
      ) : (
        <bdi key={words} class="line-text">
          {words}
        </bdi>
      )}
    </p>
  );
}

function EndQuestion({ onKeep, onEnd }: { onKeep: () => void; onEnd: () => void }): VNode {
  const { focus, speech } = useChat();
  const { t } = speech;
  const confirmRef = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (confirmRef.current !== null) focus(confirmRef.current);
  }, [focus]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onKeep();
  };
  return (
    <div class="question" role="group" aria-labelledby="end-question">
      <p id="end-question">{t('endQuestion')}</p>
      <div class="answers">
        <button type="button" class="quiet" onClick={onKeep} onKeyDown={onKeyDown}>
          {t('endCancel')}
        </button>
        <button type="button" class="strong" ref={confirmRef} onClick={onEnd} onKeyDown={onKeyDown}>
          {t('endConfirm')}
        </button>
      </div>
    </div>
  );
}

function Tool({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }): VNode {
  return (
    <button type="button" class="tool" title={label} aria-label={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
