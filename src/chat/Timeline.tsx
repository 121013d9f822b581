import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ChatClient } from './client/chat-client.ts';
import type { ChatState } from './client/state.ts';
import { dayName, isolated } from './format.ts';
import { groupEntries } from './group-entries.ts';
import { DownIcon } from './icons.tsx';
import { MessageGroup } from './MessageGroup.tsx';
import { useSpeech } from './speech-context.ts';
import styles from './Timeline.module.css';

/** So close to the end counts as being there. */
const NEAR_END_PX = 48;

type Props = { state: ChatState; client: ChatClient; children?: ReactNode };

/**
 * The conversation. It stays at the newest message while one is there; whoever has scrolled up is left alone
 * and told how much is new.
 */
export function Timeline({ state, client, children }: Props): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(state.entries.length);
  const [unseen, setUnseen] = useState(0);
  const { entries, typing, phase } = state;

  const toEnd = useCallback((): void => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const newest = entries[entries.length - 1];
    const own = newest?.kind === 'message' && newest.mine && newest.status === 'sending';
    if (atEnd.current || own) {
      toEnd();
      seen.current = entries.length;
      setUnseen(0);
    } else {
      setUnseen(Math.max(0, entries.length - seen.current));
    }
  }, [entries, typing, phase, children, toEnd]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // The keyboard of a telephone and a growing composer take room away below.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [toEnd]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (atEnd.current) {
      seen.current = entries.length;
      setUnseen(0);
    }
  };

  return (
    <div className={styles.place}>
      <div
        ref={scroller}
        className={styles.scroller}
        onScroll={onScroll}
        // A list that scrolls must be reachable by keyboard.
        tabIndex={0}
        role="log"
        aria-label={t('conversation')}
        aria-busy={phase === 'resuming'}
      >
        <div className={entries.length === 0 ? styles.stage : styles.lines}>
          {groupEntries(entries).map((group) => (
            <div key={group.key} className={styles.group}>
              {group.newDay && <p className={styles.day}>{dayName(group.at, Date.now(), speech)}</p>}
              {group.notice === null ? (
                <MessageGroup group={group} state={state} onRetry={client.retry} />
              ) : (
                <p className={styles.notice}>{t(group.notice.what, { name: isolated(group.notice.name) })}</p>
              )}
            </div>
          ))}
          {children}
          {typing !== null && (
            <p className={styles.typing}>
              <span className={styles.dots} aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              <span>{t('typing', { name: isolated(typing) })}</span>
            </p>
          )}
        </div>
      </div>
      {unseen > 0 && (
        <button type="button" className={styles.newer} aria-label={t('toNewest')} onClick={toEnd}>
          <DownIcon />
          {speech.plural('newMessages', unseen)}
        </button>
      )}
    </div>
  );
}
