import { useTranslation } from 'react-i18next';
import { useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import { tickOf, type Fold } from '../store/fold.ts';
import { MessageBubble } from './MessageBubble.tsx';
import { OutgoingBubble } from './OutgoingBubble.tsx';
import type { Row } from './rows.ts';
import { SystemLine } from './SystemLine.tsx';
import styles from './TimelineRow.module.css';

function Day({ at }: { at: number }) {
  const format = useFormat();
  const now = useNow();
  return <p className={styles.day}>{format.day(at, now)}</p>;
}

/** One row of the timeline. */
export function TimelineRow({ row, fold, me }: { row: Row; fold: Fold; me: string }) {
  const { t } = useTranslation();
  switch (row.kind) {
    case 'day':
      return <Day at={row.at} />;
    case 'unread':
      return (
        <p className={styles.unread}>
          <span>{t('timeline.new')}</span>
        </p>
      );
    case 'line':
      return <SystemLine entry={row.entry} own={row.entry.personId !== '' && row.entry.personId === me} />;
    case 'message':
      return (
        <MessageBubble row={row} tick={tickOf(fold, row.entry)} failure={fold.failed[row.entry.id] ?? ''} />
      );
    case 'outgoing':
      return <OutgoingBubble message={row.message} first={row.first} />;
  }
}
