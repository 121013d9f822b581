import type { Notice } from '../store/model.ts';
import { useNoticeText } from './notice-text.ts';
import styles from './NoticeWords.module.css';

/** What happened, and one quiet line about it. */
export function NoticeWords({ notice }: { notice: Notice }) {
  const { title, detail } = useNoticeText()(notice);
  return (
    <span className={styles.words}>
      <span className={styles.title}>{title}</span>
      {detail !== null && <span className={styles.detail}>{detail}</span>}
    </span>
  );
}
