import { ArrowDown, LoaderCircle } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { control } from '../desk/actions/actions.ts';
import { useActions, useAsking, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { earlierActions } from './earlier-actions.ts';
import { Refused } from '../desk/Refused.tsx';
import { useShortcut } from '../desk/keys/use-shortcut.ts';
import { useMeasuredWindow } from '../ui/list-window/use-measured-window.ts';
import { countAfter, type MessageEntry } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';
import { outgoingOf } from '../store/selectors.ts';
import { Announcer } from './Announcer.tsx';
import { guessHeight, rowMaker, type Row } from './rows.ts';
import { SearchBar } from './SearchBar.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import styles from './Timeline.module.css';
import { MessageActionsContext } from './message-actions.ts';
import { TimelineRows } from './TimelineRows.tsx';
import { useHighlights } from './use-highlights.ts';
import { colleaguesIn } from '../store/company.ts';
import { useJump } from './use-jump.ts';
import { usePresent } from './use-present.ts';
import { useRoving } from './use-roving.ts';
import { useSelecting } from './use-selecting.ts';
import { useTimelineActions } from './use-message-actions.ts';

/** The rows of a conversation with what is still on its way. */
function useRows(conversation: Conversation): readonly Row[] {
  const { id, transcript } = conversation;
  const me = useDesk((state) => state.me?.id ?? '');
  const divider = useDesk((state) => state.dividers[id] ?? null);
  const outgoing = useDesk(useShallow((state) => outgoingOf(state, id)));
  const [make] = useState(rowMaker);
  const { entries } = transcript.fold;
  // While colleagues are together, what they write to each other stands apart.
  const apart = colleaguesIn(conversation, me).length > 0;
  const shown = useMemo(
    () => (apart ? entries.filter((entry) => entry.kind !== 'message' || !entry.whisper) : entries),
    [entries, apart],
  );
  return useMemo(() => make(shown, outgoing, { me, divider }), [make, shown, outgoing, me, divider]);
}

/** The message that an element belongs to. */
function messageAt(rows: readonly Row[], element: EventTarget): MessageEntry | null {
  const key =
    element instanceof Element ? element.closest<HTMLElement>('[data-row]')?.dataset.row : undefined;
  const row = key === undefined ? undefined : rows.find((each) => each.key === key);
  return row?.kind === 'message' ? row.entry : null;
}

/** What the customer has said last. */
function newestOfCustomer(rows: readonly Row[]): MessageEntry | null {
  const row = rows.findLast((each) => each.kind === 'message' && each.entry.author.kind === 'customer');
  return row?.kind === 'message' ? row.entry : null;
}

/** What was said, newest at the end. Follows new messages while the end is in view; older ones come page by page. */
export function Timeline({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const earlierPages = useSlice(earlierActions);
  const { id, transcript } = conversation;
  const { fold, earlier } = transcript;
  const loading = useAsking(control.earlier(id)) !== null;
  const refused = useDesk((state) => state.refusals[control.earlier(id)] !== undefined);
  const searching = useDesk((state) => state.searching === id);
  const present = usePresent();
  const log = useRef<HTMLDivElement>(null);
  const rows = useRows(conversation);
  const list = useMeasuredWindow(rows, guessHeight);
  const { atEnd, toEnd, scroller } = list;
  const place = useCallback(
    (element: HTMLDivElement | null) => {
      log.current = element;
      scroller(element);
    },
    [scroller],
  );
  const [seenAtEnd, setSeenAtEnd] = useState(transcript.head);
  const [words, setWords] = useState('');
  const jump = useJump(conversation, list.show);
  const messages = useCallback(
    () => rows.flatMap((row) => (row.kind === 'message' ? [row.entry] : [])),
    [rows],
  );
  const selecting = useSelecting(messages);
  const onMessages = useTimelineActions({
    conversation,
    messages,
    selecting,
    goTo: jump.goTo,
    hold: list.hold,
  });
  useHighlights(log, searching ? words : '');

  const roving = useRoving(rows, log, list.reveal, { onMessage: onMessages.onKey });
  const { active } = roving;
  const focusActive = () => {
    const row = log.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]');
    (row ?? log.current)?.focus();
    return true;
  };
  useShortcut('messages', focusActive);
  useShortcut('search', () => {
    actions.search(id);
    return true;
  });
  useShortcut('back', () => {
    if (searching) actions.search(null);
    else if (selecting.ids !== null) selecting.end();
    else return false;
    return true;
  });
  useShortcut('reply', () => {
    const focused = document.activeElement === null ? null : messageAt(rows, document.activeElement);
    return onMessages.replyTo(focused ?? newestOfCustomer(rows));
  });

  // An own message is always followed, also from further up.
  const newest = rows.at(-1);
  const lastOutgoing = newest?.kind === 'outgoing' ? newest.key : null;
  useEffect(() => {
    if (lastOutgoing !== null) toEnd();
  }, [lastOutgoing, toEnd]);

  if (atEnd && present && seenAtEnd !== transcript.head) setSeenAtEnd(transcript.head);
  useEffect(() => {
    if (!atEnd || !present) return;
    actions.saw(id);
  }, [actions, atEnd, present, id, transcript.head]);

  useEffect(() => {
    if (list.nearBeginning && earlier && !loading && !refused) earlierPages.load(id);
  }, [list.nearBeginning, earlier, loading, refused, earlierPages, id]);

  // A search belongs to the conversation it was opened in.
  useEffect(
    () => () => {
      actions.search(null);
    },
    [actions],
  );

  const onClick = (event: MouseEvent) => {
    const entry = messageAt(rows, event.target);
    const inControl = event.target instanceof Element && event.target.closest('a, button') !== null;
    if (entry === null || inControl) return;
    const range = event.shiftKey && selecting.ids !== null;
    if (selecting.ids === null && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    selecting.choose(entry, range ? 'range' : 'one');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    roving.onKeyDown(event);
    if (!event.defaultPrevented) onMessages.onLogKey(event, messageAt(rows, event.target));
  };

  const below = atEnd ? 0 : countAfter(fold, seenAtEnd);
  const chosen = selecting.ids;
  /** Messages are chosen and left by mouse and keys wherever in the log they are. */
  const handling = {
    onMouseDown: (event: MouseEvent) => {
      // Shift marks text otherwise.
      if (event.shiftKey && chosen !== null) event.preventDefault();
    },
    onClick,
    onKeyDown,
  };
  return (
    <MessageActionsContext value={onMessages.actions}>
      {searching && <SearchBar conversation={conversation} onWords={setWords} goTo={jump.goTo} />}
      <div className={styles.frame}>
        <div
          ref={place}
          className={styles.scroller}
          role="log"
          aria-live="off"
          aria-label={t('timeline.label')}
          aria-busy={loading}
          tabIndex={-1}
          {...handling}
        >
          <div className={styles.content} data-choosing={chosen === null ? undefined : ''}>
            {(earlier || loading) && (
              <div className={styles.earlier}>
                <button
                  type="button"
                  className={styles.earlierButton}
                  disabled={loading}
                  onClick={() => {
                    earlierPages.load(id);
                  }}
                >
                  {t(loading ? 'timeline.loading' : 'timeline.earlier')}
                </button>
                <Refused control={control.earlier(id)} />
              </div>
            )}
            <TimelineRows
              rows={rows}
              list={list}
              fold={fold}
              active={active}
              onFocus={roving.onFocus}
              lit={jump.lit}
              selected={chosen}
            />
          </div>
        </div>
        {(jump.seeking || jump.notFound) && (
          <p className={styles.seeking} role="status">
            {jump.seeking && <LoaderCircle className={styles.turning} size={14} aria-hidden="true" />}
            {t(jump.seeking ? 'timeline.loading' : 'timeline.notFound')}
          </p>
        )}
        {!atEnd && (
          <button type="button" className={styles.toEnd} onClick={toEnd}>
            {below > 0 ? t('timeline.newBelow', { count: below }) : t('timeline.toEnd')}
            <ArrowDown size={14} aria-hidden="true" />
          </button>
        )}
        <Announcer conversation={conversation} />
        <p className="sr-only" role="status">
          {onMessages.announcement}
        </p>
      </div>
      {chosen !== null && (
        <SelectionBar count={chosen.size} onCopy={onMessages.copyChosen} onEnd={selecting.end} />
      )}
    </MessageActionsContext>
  );
}
