import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { WordsBoundary } from '../desk/Boundary.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import { messageOf, tickOf, type Fold, type MessageEntry } from '../store/fold.ts';
import { cx } from '../ui/class-names.ts';
import type { MeasuredWindow } from '../ui/list-window/use-measured-window.ts';
import type { Row } from './rows.ts';
import styles from './Timeline.module.css';
import { TimelineRow } from './TimelineRow.tsx';
import { useWho } from './use-who.ts';

function answeredBy(row: Row, fold: Fold): MessageEntry | null {
  const replyTo =
    row.kind === 'message' ? row.entry.replyTo : row.kind === 'outgoing' ? row.message.replyTo : null;
  return replyTo === null ? null : messageOf(fold, replyTo);
}

/** A pointer that has been outside for so long, in ms, has left. */
const LEFT_AFTER = 100;

type TimelineRowsProps = {
  rows: readonly Row[];
  list: MeasuredWindow;
  fold: Fold;
  /** The row that Tab leads to. */
  active: string | null;
  onFocus: (key: string) => void;
  lit: string | null;
  /** Ids of chosen messages, null when nothing is being chosen. */
  selected: ReadonlySet<string> | null;
};

/** The rows that are drawn, in the ordinary flow, between what stands for the others. */
export function TimelineRows(props: TimelineRowsProps) {
  const { rows, list, fold, active, onFocus, lit, selected } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const who = useWho();
  const me = useDesk((state) => state.me?.id ?? '');
  /** The row under the pointer, and the one with the focus: what can be done with them is shown. */
  const [pointed, setPointed] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(leaving.current);
    },
    [],
  );
  const keyOf = (element: EventTarget) =>
    element instanceof Element ? (element.closest<HTMLElement>('[data-row]')?.dataset.row ?? null) : null;
  return (
    <div
      className={styles.rows}
      onPointerOver={(event: PointerEvent) => {
        clearTimeout(leaving.current);
        if (event.pointerType !== 'touch') setPointed(keyOf(event.target));
      }}
      onPointerLeave={() => {
        clearTimeout(leaving.current);
        leaving.current = setTimeout(() => {
          setPointed(null);
        }, LEFT_AFTER);
      }}
      onFocus={(event) => {
        const key = keyOf(event.target);
        setFocused(key);
        if (key !== null) onFocus(key);
      }}
      onBlur={() => {
        setFocused(null);
      }}
    >
      <div style={{ blockSize: list.before }} />
      {rows.slice(list.span.from, list.span.to).map((row) => {
        const message = row.kind === 'message' ? row.entry : null;
        return (
          <div
            key={row.key}
            ref={list.row}
            className={cx(styles.row, message !== null && styles.reachable)}
            data-row={row.key}
            {...(message !== null && {
              role: 'article',
              tabIndex: row.key === active ? 0 : -1,
              'aria-label': t('timeline.said', { name: who(message), time: format.time(message.at) }),
            })}
          >
            <WordsBoundary of={row}>
              <TimelineRow
                row={row}
                me={me}
                tick={message === null ? 'sent' : tickOf(fold, message)}
                failure={message === null ? '' : (fold.failed[message.id] ?? '')}
                quoted={answeredBy(row, fold)}
                selected={selected === null || message === null ? null : selected.has(message.id)}
                tools={selected === null && (row.key === pointed || row.key === focused)}
                lit={row.key === lit}
              />
            </WordsBoundary>
          </div>
        );
      })}
      <div style={{ blockSize: list.after }} />
    </div>
  );
}
