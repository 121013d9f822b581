import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { control } from '../desk/actions.ts';
import { useActions, useAsking, useDesk } from '../desk/desk-context.ts';
import { Refused } from '../desk/Refused.tsx';
import { countAfter } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';
import { outgoingOf } from '../store/selectors.ts';
import { Announcer } from './Announcer.tsx';
import { guessHeight, rowsOf } from './rows.ts';
import styles from './Timeline.module.css';
import { TimelineRow } from './TimelineRow.tsx';
import { usePresent } from './use-present.ts';

/** This near to the end, in px, the timeline follows new messages. */
const NEAR_END = 48;
/** This near to the beginning, in px, older messages are fetched. */
const NEAR_START = 200;

/** What was said, newest at the end. Follows new messages while the end is in view; older ones come page by page. */
export function Timeline({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { id, transcript } = conversation;
  const me = useDesk((state) => state.me?.id ?? '');
  const divider = useDesk((state) => state.dividers[id] ?? null);
  const outgoing = useDesk(useShallow((state) => outgoingOf(state, id)));
  const loading = useAsking(control.earlier(id)) !== null;
  const rows = useMemo(
    () => rowsOf(transcript.fold.entries, outgoing, { me, divider }),
    [transcript.fold.entries, outgoing, me, divider],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [seenAtEnd, setSeenAtEnd] = useState(transcript.head);
  const present = usePresent();

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => guessHeight(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END,
    initialRect: { width: 600, height: 600 },
  });

  const toEnd = useCallback(() => {
    virtualizer.scrollToEnd();
  }, [virtualizer]);

  // Opening shows the newest; what follows is kept in view by the virtualizer's anchor.
  useEffect(toEnd, [toEnd, id]);

  // An own message is always followed, also from further up.
  const lastOutgoing = outgoing.at(-1)?.id;
  useEffect(() => {
    if (lastOutgoing !== undefined) toEnd();
  }, [lastOutgoing, toEnd]);

  useEffect(() => {
    if (!atEnd || !present) return;
    actions.saw(id);
    setSeenAtEnd(transcript.head);
  }, [actions, atEnd, present, id, transcript.head]);

  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_END);
    if (element.scrollTop < NEAR_START && transcript.earlier && !loading) actions.loadEarlier(id);
  };

  const below = atEnd ? 0 : countAfter(transcript.fold, seenAtEnd);
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="off"
        aria-label={t('timeline.label')}
        tabIndex={0}
        onScroll={onScroll}
      >
        {transcript.earlier && (
          <div className={styles.earlier}>
            <button
              type="button"
              className={styles.earlierButton}
              disabled={loading}
              onClick={() => {
                actions.loadEarlier(id);
              }}
            >
              {t(loading ? 'timeline.loading' : 'timeline.earlier')}
            </button>
            <Refused control={control.earlier(id)} />
          </div>
        )}
        <div className={styles.rows} style={{ blockSize: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={styles.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <TimelineRow row={row} fold={transcript.fold} me={me} />
              </div>
            );
          })}
        </div>
      </div>
      {!atEnd && (
        <button type="button" className={styles.toEnd} onClick={toEnd}>
          {below > 0 ? t('timeline.newBelow', { count: below }) : t('timeline.toEnd')}
          <ArrowDown size={14} aria-hidden="true" />
        </button>
      )}
      <Announcer conversation={conversation} />
    </div>
  );
}
