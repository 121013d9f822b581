import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { MessageEntry, Tick } from '../store/fold.ts';
import { MessageBubble } from './MessageBubble.tsx';
import { OutgoingBubble } from './OutgoingBubble.tsx';
import type { Row } from './rows.ts';
import { SystemLines } from './SystemLine.tsx';
import styles from './TimelineRow.module.css';

function Day({ at }: { at: number }) {
  const format = useFormat();
  const now = useNow();
  return <p className={styles.day}>{format.day(at, now)}</p>;
}

export type TimelineRowProps = {
  row: Row;
  me: string;
  tick: Tick;
  failure: string;
  quoted: MessageEntry | null;
  selected: boolean | null;
  tools: boolean;
  lit: boolean;
};

/** One row of the timeline. Drawn anew only when something about it has changed. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, me, quoted } = props;
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
    case 'lines':
      return <SystemLines entries={row.entries} me={me} />;
    case 'message':
      return (
        <MessageBubble
          row={row}
          tick={props.tick}
          failure={props.failure}
          quoted={quoted}
          selected={props.selected}
          tools={props.tools}
          lit={props.lit}
        />
      );
    case 'outgoing':
      return <OutgoingBubble row={row} quoted={quoted} />;
  }
});
