import { CircleCheck, Circle, Lock } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { WordsBoundary } from '../desk/Boundary.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { useFormat } from '../i18n/format.ts';
import type { MessageEntry, Tick } from '../store/fold.ts';
import { cx } from '../ui/class-names.ts';
import { MessageBody } from './bodies/MessageBody.tsx';
import { deferredEdit, deferredUnsend } from './deferred-changes.ts';
import styles from './MessageBubble.module.css';
import { MessageTools } from './MessageTools.tsx';
import { QuotedMessage } from './QuotedMessage.tsx';
import type { MessageRow } from './rows.ts';
import { Ticks } from './Ticks.tsx';
import { useWho } from './use-who.ts';

type MessageBubbleProps = {
  row: MessageRow;
  tick: Tick;
  failure: string;
  /** The message that this one answers; null when there is none, or it is not loaded. */
  quoted: MessageEntry | null;
  /** Whether it is chosen; null when nothing is being chosen. */
  selected?: boolean | null;
  /** Whether its actions are shown. */
  tools?: boolean;
  /** The place to look at, after a jump or a search. */
  lit?: boolean;
};

/** One message: the others' at the start, the agent's own at the end, with its delivery state. */
export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const { row, tick, failure, quoted, selected = null, tools = false, lit = false } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const who = useWho();
  const { entry, own } = row;
  const { replyTo } = entry;
  const changing = useDesk(({ changing: now }) => (now?.messageId === entry.id ? now.how : null));
  return (
    <div
      className={cx(
        styles.message,
        own && styles.own,
        entry.whisper && styles.whisper,
        row.first && styles.first,
        selected === true && styles.selected,
        lit && styles.lit,
      )}
      data-message={entry.id}
      data-lit={lit || undefined}
    >
      {row.first && !own && (
        <span className={styles.author} dir="auto">
          {who(entry)}
          {entry.author.kind === 'bot' && ` · ${t('timeline.bot')}`}
        </span>
      )}
      {entry.whisper && row.first && (
        <span className={styles.private}>
          <Lock size={12} aria-hidden="true" /> {t('timeline.onlyAgents')}
        </span>
      )}
      <div className={styles.line}>
        {selected !== null && (
          <span className={styles.mark} aria-hidden="true">
            {selected ? <CircleCheck size={18} /> : <Circle size={18} />}
          </span>
        )}
        <div className={styles.bubble} data-words={entry.id}>
          {replyTo !== null && (
            <WordsBoundary of={quoted}>
              <QuotedMessage messageId={replyTo} quoted={quoted} />
            </WordsBoundary>
          )}
          <WordsBoundary of={entry.body}>
            {changing === 'edit' ? (
              <DeferredPart
                of={deferredEdit}
                props={{ entry }}
                meanwhile={<MessageBody body={entry.body} />}
              />
            ) : (
              <MessageBody body={entry.body} />
            )}
          </WordsBoundary>
        </div>
        {tools && changing === null && <MessageTools entry={entry} own={own} />}
      </div>
      {changing === 'unsend' && <DeferredPart of={deferredUnsend} props={{ entry }} />}
      {selected === true && <span className="sr-only">{t('timeline.selected')}</span>}
      {(row.last || tick === 'failed' || entry.edited === true) && (
        <span className={styles.foot}>
          <time dateTime={new Date(entry.at).toISOString()} title={format.full(entry.at)}>
            {tools ? format.moment(entry.at) : format.time(entry.at)}
          </time>
          {entry.edited === true && entry.body.type !== 'DELETEDNOTIFICATION' && (
            <span>{t('timeline.edited')}</span>
          )}
          {own && !entry.whisper && <Ticks tick={tick} />}
          {tick === 'failed' && (
            <span className={styles.failure}>{t('timeline.notDelivered', { reason: failure })}</span>
          )}
        </span>
      )}
    </div>
  );
});
