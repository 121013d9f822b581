import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useActions, useDesk, useDeskContext } from '../desk/desk-context.ts';
import { useSeen } from '../desk/use-seen.ts';
import { AwayNotice } from '../away/AwayNotice.tsx';
import { SoundHint } from '../alerts/SoundHint.tsx';
import { LatestEnding } from '../offers/LatestEnding.tsx';
import { Offers } from '../offers/Offers.tsx';
import { listedConversations } from '../store/kind.ts';
import { inOrder } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { rowByKey } from '../ui/list-keys.ts';
import { useEvenWindow } from '../ui/list-window/use-list-window.ts';
import styles from './ConversationList.module.css';
import { ConversationRow } from './ConversationRow.tsx';
import { visible } from './list-view.ts';
import { ListTools } from './ListTools.tsx';
import { useOpenAndWrite } from './use-open-and-write.ts';
import { useStableOrder } from './use-stable-order.ts';

/** Lists up to here are drawn whole. */
const WHOLE = 30;
const SHAPE = {
  rowHeight: (list: HTMLElement) => list.querySelector<HTMLElement>('li')?.offsetHeight ?? 0,
  // Where nothing is laid out yet, as many rows as fill a tall window, CSS px.
  assumed: { row: 64, view: 1200 },
};

/** Nothing matches: shows the search, and a button to show all. */
function NoMatch() {
  const { t } = useTranslation();
  const actions = useActions();
  const { filter, search } = useDesk((state) => state.list);
  return (
    <div className={styles.noMatch} role="status">
      <p>
        {search.trim() === '' ? t(`list.noneOf.${filter}`) : t('list.noMatch', { search: search.trim() })}
      </p>
      <Button
        size="small"
        onClick={() => {
          actions.showInList({ filter: 'all', search: '' });
        }}
      >
        {t('list.showAll')}
      </Button>
    </div>
  );
}

/** The conversations, longest waiting first. The order does not change while the list is in use. */
function Rows() {
  const { t } = useTranslation();
  const openAndWrite = useOpenAndWrite();
  const { store } = useDeskContext();
  const work = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [cursor, setCursor] = useState<string | null>(null);
  const goTo = useRef<string | null>(null);

  const wanted = useDesk(useShallow((state) => visible(state, inOrder(state))));
  const question = useDesk((state) => `${state.list.filter} ${state.list.search}`);
  const { density } = useDesk((state) => state.settings);
  const { order, moved, settle } = useStableOrder(
    wanted,
    hovered || focused,
    (id) => store.getState().conversations[id]?.transcript.based === true,
    question,
  );
  const selected = useDesk((state) => state.selected);
  const keyed = useMemo(() => order.map((key) => ({ key })), [order]);
  const rows = useEvenWindow(keyed, SHAPE, { whole: WHOLE, measure: density });
  const { scroller } = rows;
  const place = useCallback(
    (element: HTMLDivElement | null) => {
      list.current = element;
      scroller(element);
    },
    [scroller],
  );
  const at = (id: string | null) => (id === null ? -1 : order.indexOf(id));
  const stop = [cursor, selected, order[0] ?? null].find((id) => at(id) !== -1) ?? null;

  useEffect(() => {
    store.setState((state) => (state.list.order === order ? {} : { list: { ...state.list, order } }));
  }, [store, order]);

  // A row can get the focus only after it is drawn.
  useEffect(() => {
    if (goTo.current === null) return;
    const row = [...(list.current?.querySelectorAll<HTMLElement>('[data-conversation]') ?? [])].find(
      (each) => each.dataset.conversation === goTo.current,
    );
    if (row === undefined) return;
    goTo.current = null;
    row.focus();
  });

  // A row that is removed while it has the focus sends no event.
  useEffect(() => {
    if (focused && work.current?.contains(document.activeElement) === false) setFocused(false);
  }, [focused, order, moved]);

  const focusRow = (index: number) => {
    const id = order[index];
    if (id === undefined) return;
    rows.reveal(id);
    goTo.current = id;
    setCursor(id);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const here = at(document.activeElement?.getAttribute('data-conversation') ?? null);
    const to = rowByKey(key, here, order.length);
    if (to === null) return;
    event.preventDefault();
    focusRow(to);
  };

  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      focusRow(0);
    } else if (event.key === 'Enter' && order[0] !== undefined) {
      event.preventDefault();
      event.currentTarget.blur();
      openAndWrite(order[0]);
    }
  };

  const sort = (byKey: boolean) => {
    settle();
    // The button disappears: the focus moves on to the list.
    if (byKey) focusRow(0);
  };

  const drawn = order
    .map((id, index) => ({ id, index }))
    .filter(({ id, index }) => (index >= rows.span.from && index < rows.span.to) || id === stop);

  return (
    <div
      ref={work}
      className={styles.work}
      onPointerEnter={() => {
        setHovered(true);
      }}
      onPointerLeave={() => {
        setHovered(false);
      }}
      onFocus={() => {
        setFocused(true);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
    >
      <ListTools moved={moved} onSort={sort} onKeyDown={onSearchKey} />
      {order.length === 0 ? (
        <NoMatch />
      ) : (
        <div ref={place} className={styles.list}>
          <ul
            className={styles.rows}
            style={rows.windowed ? { blockSize: `${rows.total}px` } : undefined}
            aria-label={t('place.conversations')}
            onKeyDown={onKeyDown}
          >
            {drawn.map(({ id, index }) => (
              <ConversationRow
                key={id}
                id={id}
                focusable={id === stop}
                position={index + 1}
                of={order.length}
                top={rows.windowed ? rows.top(index) : null}
              />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/**
 * The conversations, and below them a room for notices and offers: it grows upwards over the end of the list,
 * so that no row moves when something comes or goes.
 */
export function ConversationList() {
  const { t } = useTranslation();
  const seen = useSeen();
  const any = useDesk((state) => listedConversations(state).length > 0);
  const serves = useDesk((state) => state.servesCustomers);
  return (
    <div className={styles.pane}>
      <h2 className="sr-only">{t('place.conversations')}</h2>
      {any ? <Rows /> : <p className={styles.none}>{t(serves ? 'list.none' : 'list.noneWatched')}</p>}
      <div className={styles.news}>
        <SoundHint />
        {seen !== 'main' && (
          <>
            <AwayNotice />
            <LatestEnding />
            <Offers />
          </>
        )}
      </div>
    </div>
  );
}
