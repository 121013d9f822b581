import { useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import styles from './Phone.module.css';

/** How long it is since then (epoch ms of the server's clock), running. Nothing where that is not known. */
export function Elapsed({ at }: { at: number | null }) {
  const format = useFormat();
  const now = useNow();
  return at === null ? null : <span className={styles.time}>{format.duration(now - at)}</span>;
}
