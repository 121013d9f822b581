import { useTranslation } from 'react-i18next';
import { MessageBody } from '../conversation/bodies/MessageBody.tsx';
import { SystemLine } from '../conversation/SystemLine.tsx';
import { useCustomerName } from '../desk/names.ts';
import { useFormat } from '../i18n/format.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import type { MessageEntry } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';
import styles from './PrintView.module.css';

/** Bodies whose text is all there is to them; long ones are not folded on paper. */
const TEXTS: ReadonlySet<string> = new Set(['PLAIN', 'MARKDOWN']);

function Message({ entry, conversation }: { entry: MessageEntry; conversation: Conversation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const customerName = useCustomerName();
  const { author, body } = entry;
  const name =
    author.kind === 'customer'
      ? customerName(conversation.customer)
      : author.name || t(`timeline.${author.kind}`);
  return (
    <li className={styles.message} data-by={author.kind} data-whisper={entry.whisper || undefined}>
      <p className={styles.who}>
        <bdi>{name}</bdi>
        {entry.whisper && <span> · {t('timeline.onlyAgents')}</span>}
        <time dateTime={new Date(entry.at).toISOString()}>{format.time(entry.at)}</time>
      </p>
      <div className={styles.body} dir="auto">
        {TEXTS.has(body.type) ? (
          <Markdown text={body.text} asSent={body.asSent} />
        ) : (
          <MessageBody body={body} />
        )}
      </div>
    </li>
  );
}

/** All that was said and happened, by day. */
export function PrintedEntries({ conversation }: { conversation: Conversation }) {
  const format = useFormat();
  const { entries } = conversation.transcript.fold;
  const dayOf = (at: number) => new Date(at).toDateString();
  return (
    <ol className={styles.entries}>
      {entries.map((entry, index) => {
        const before = entries[index - 1];
        const newDay = before === undefined || dayOf(before.at) !== dayOf(entry.at);
        return [
          newDay && (
            <li key={`day:${entry.id}`} className={styles.day}>
              {format.date(entry.at)}
            </li>
          ),
          entry.kind === 'message' ? (
            <Message key={entry.id} entry={entry} conversation={conversation} />
          ) : (
            <li key={entry.id} className={styles.line}>
              <SystemLine entry={entry} own={false} />
            </li>
          ),
        ];
      })}
    </ol>
  );
}
