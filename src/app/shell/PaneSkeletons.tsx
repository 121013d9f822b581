/** What stands in a pane while its part is on its way: the same frame, so that nothing shifts when it comes. */
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './PaneSkeletons.module.css';

/** A conversation: head, messages, composer. */
export function ConversationSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.conversation} aria-busy="true" aria-label={t('conversation.waiting')} role="group">
      <div className={styles.head}>
        <Skeleton width={2} height={2} />
        <Skeleton width={9} />
      </div>
      <div className={styles.messages}>
        <Skeleton width={16} height={2.5} />
        <Skeleton width={22} height={2.5} />
        <Skeleton width={12} height={2.5} />
      </div>
      <div className={styles.composer} />
    </div>
  );
}

/** The context pane, or a page: a heading and some lines. */
export function LinesSkeleton() {
  return (
    <div className={styles.lines} aria-busy="true">
      <Skeleton width={8} height={1.25} />
      <Skeleton width={14} />
      <Skeleton width={11} />
      <Skeleton width={13} />
    </div>
  );
}
