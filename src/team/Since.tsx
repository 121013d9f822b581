import { useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import styles from './Rows.module.css';

/** How long something lasts, warmer as it becomes longer than it should be (ms; no limits: never). */
export function Since({ at, warm = Infinity, hot = Infinity }: { at: number; warm?: number; hot?: number }) {
  const now = useNow();
  const format = useFormat();
  const lasts = now - at;
  return (
    <span className={styles.time} data-warmth={lasts >= hot ? 'hot' : lasts >= warm ? 'warm' : undefined}>
      {format.duration(lasts)}
    </span>
  );
}
