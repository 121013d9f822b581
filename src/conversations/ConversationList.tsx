import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useDesk } from '../desk/desk-context.ts';
import { Offers } from '../offers/Offers.tsx';
import { LatestNotice } from '../shell/LatestNotice.tsx';
import { inOrder } from '../store/selectors.ts';
import { ConversationRow } from './ConversationRow.tsx';
import styles from './ConversationList.module.css';
import { useStableOrder } from './use-stable-order.ts';

function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-conversation]')];
}

/** Moves the focus among the rows: one stop for Tab, arrows within. */
function roam(event: KeyboardEvent<HTMLElement>): void {
  const rows = rowsOf(event.currentTarget);
  const at = rows.findIndex((row) => row === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const row = to === undefined ? undefined : rows[to];
  if (row === undefined) return;
  event.preventDefault();
  row.focus();
}

/** Offers on top, then the agent's conversations in the order of who waits, still while they are looked at. */
export function ConversationList() {
  const { t } = useTranslation();
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const wanted = useDesk(useShallow(inOrder));
  const order = useStableOrder(wanted, hovered || focused);
  const selected = useDesk((state) => state.selected);
  const stop = selected !== null && order.includes(selected) ? selected : order[0];
  return (
    <div className={styles.pane}>
      <LatestNotice />
      <Offers />
      <h2 className={styles.title}>
        {t('list.title')}
        {order.length > 0 && <span className={styles.count}>{order.length}</span>}
      </h2>
      {order.length === 0 ? (
        <p className={styles.none}>{t('list.none')}</p>
      ) : (
        <ul
          className={styles.list}
          aria-label={t('list.title')}
          onKeyDown={roam}
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
          {order.map((id) => (
            <ConversationRow key={id} id={id} focusable={id === stop} />
          ))}
        </ul>
      )}
    </div>
  );
}
