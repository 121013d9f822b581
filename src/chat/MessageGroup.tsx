import type { ReactNode } from 'react';
import { Markdown } from '../markdown/Markdown.tsx';
import type { ChatMessage, ChatState, MessageStatus } from './client/state.ts';
import { errorText } from './error-text.ts';
import { initials, timeOfDay } from './format.ts';
import type { EntryGroup } from './group-entries.ts';
import { AlertIcon, CheckIcon, ChecksIcon, ClockIcon } from './icons.tsx';
import styles from './MessageGroup.module.css';
import { useSpeech } from './speech-context.ts';
import type { TextKey } from './texts/index.ts';

const STATUS: Record<MessageStatus, { key: TextKey; icon: () => ReactNode }> = {
  sending: { key: 'statusSending', icon: ClockIcon },
  sent: { key: 'statusSent', icon: CheckIcon },
  delivered: { key: 'statusDelivered', icon: ChecksIcon },
  read: { key: 'statusRead', icon: ChecksIcon },
  failed: { key: 'statusFailed', icon: AlertIcon },
};

type Props = { group: EntryGroup; state: ChatState; onRetry: (id: string) => void };

/** What one person said in one go, with the time once and the ticks of the newest. */
export function MessageGroup({ group, state, onRetry }: Props): ReactNode {
  const { t, language } = useSpeech();
  const last = group.messages[group.messages.length - 1];
  if (last === undefined) return null;
  const name = group.mine ? t('you') : group.senderName === '' ? t('assistant') : group.senderName;
  return (
    <div className={group.mine ? styles.mine : styles.theirs}>
      {!group.mine && (
        <span className={styles.avatar} aria-hidden="true">
          {initials(name)}
        </span>
      )}
      <div className={styles.column}>
        <p className={group.mine ? styles.hidden : styles.name}>
          <bdi>{name}</bdi>
        </p>
        {group.messages.map((message, index) => (
          <Bubble
            key={message.id}
            message={message}
            tail={index === group.messages.length - 1}
            canRetry={state.phase === 'open'}
            onRetry={onRetry}
          />
        ))}
        <p className={styles.foot}>
          <time dateTime={new Date(last.at).toISOString()}>{timeOfDay(last.at, language)}</time>
          {last.status !== null && <Status status={last.status} offline={state.connection !== 'online'} />}
        </p>
      </div>
    </div>
  );
}

function Bubble({
  message,
  tail,
  canRetry,
  onRetry,
}: {
  message: ChatMessage;
  tail: boolean;
  canRetry: boolean;
  onRetry: (id: string) => void;
}): ReactNode {
  const { t } = useSpeech();
  const classes = [
    styles.bubble,
    tail ? styles.tail : '',
    message.status === 'sending' ? styles.pending : '',
  ];
  return (
    <>
      <div className={classes.join(' ')}>
        {message.text === '' ? (
          <em className={styles.other}>{t('otherContent')}</em>
        ) : (
          <Markdown text={message.text} />
        )}
      </div>
      {message.status === 'failed' && (
        <p className={styles.failed}>
          <AlertIcon />
          <span>
            {t(errorText(message.error ?? ''))}{' '}
            {message.error !== null && <small>{t('errorCode', { code: message.error })}</small>}
          </span>
          {canRetry && (
            <button
              type="button"
              className={styles.retry}
              onClick={() => {
                onRetry(message.id);
              }}
            >
              {t('retry')}
            </button>
          )}
        </p>
      )}
    </>
  );
}

function Status({ status, offline }: { status: MessageStatus; offline: boolean }): ReactNode {
  const { t } = useSpeech();
  const { key, icon: Icon } = STATUS[status];
  const label = t(status === 'sending' && offline ? 'statusWaiting' : key);
  return (
    <span className={styles[status]} title={label}>
      <Icon />
      <span className={styles.hidden}>{label}</span>
    </span>
  );
}
