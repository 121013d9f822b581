import { Lock } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import type { Tick } from '../store/fold.ts';
import { cx } from '../ui/class-names.ts';
import { MessageBody } from './MessageBody.tsx';
import styles from './MessageBubble.module.css';
import type { MessageRow } from './rows.ts';
import { Ticks } from './Ticks.tsx';

/** One message: theirs at the start, this desk's own at the end, with how far it has come. */
export const MessageBubble = memo(function MessageBubble({
  row,
  tick,
  failure,
}: {
  row: MessageRow;
  tick: Tick;
  failure: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { entry, own } = row;
  const who = own ? t('timeline.you') : entry.author.name || t(`timeline.${entry.author.kind}`);
  return (
    <div
      className={cx(
        styles.message,
        own && styles.own,
        entry.whisper && styles.whisper,
        row.first && styles.first,
      )}
      data-message={entry.id}
    >
      {row.first && !own && (
        <span className={styles.author} dir="auto">
          {who}
          {entry.author.kind === 'bot' && ` · ${t('timeline.bot')}`}
        </span>
      )}
      {row.first && own && <span className="sr-only">{who}</span>}
      {entry.whisper && row.first && (
        <span className={styles.private}>
          <Lock size={12} aria-hidden="true" /> {t('timeline.onlyAgents')}
        </span>
      )}
      <div className={styles.bubble} dir="auto">
        <MessageBody body={entry.body} />
      </div>
      {(row.last || tick === 'failed') && (
        <span className={styles.foot}>
          <time dateTime={new Date(entry.at).toISOString()} title={format.full(entry.at)}>
            {format.time(entry.at)}
          </time>
          {own && !entry.whisper && <Ticks tick={tick} />}
          {tick === 'failed' && (
            <span className={styles.failure}>{t('timeline.notDelivered', { reason: failure })}</span>
          )}
        </span>
      )}
    </div>
  );
});
