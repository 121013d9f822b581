import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import styles from './Pagination.module.css';

/** The end of a list that comes page by page: more on demand. Nothing once everything is there. */
export function Pagination({
  more,
  label,
  pending,
  problem,
  onMore,
}: {
  /** Whether there is another page. */
  more: boolean;
  label: string;
  /** The next page is on its way. */
  pending: boolean;
  /** Why the next page did not come, with the way to try again: stands instead of the button. */
  problem?: ReactNode;
  onMore: () => void;
}) {
  if (problem !== undefined && problem !== null) return problem;
  if (!more) return null;
  return (
    <div className={styles.more}>
      <Button size="small" look="quiet" pending={pending} onClick={onMore}>
        {label}
      </Button>
    </div>
  );
}
