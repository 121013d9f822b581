import { Tag } from 'lucide-react';
import { useLabels } from '../desk/labels.ts';
import styles from './RowLabel.module.css';

/** The most urgent label of a row's customer, and how many more there are. */
export function RowLabel({ ids }: { ids: readonly string[] }) {
  const own = useLabels(ids)?.filter(({ id }) => ids.includes(id)) ?? [];
  const [first, ...others] = own;
  if (first === undefined) return null;
  return (
    <span className={styles.label} title={own.map(({ name }) => name).join('\n')}>
      <Tag size={11} aria-hidden="true" color={first.color} />
      <bdi>{first.name}</bdi>
      {others.length > 0 && <span className={styles.more}>+{others.length}</span>}
    </span>
  );
}
