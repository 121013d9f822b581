import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './StartFrame.module.css';

/** The frame of the desk while it is being fetched: what comes takes the same places, so nothing shifts. */
export function StartFrame() {
  return (
    <div className={styles.frame} aria-busy="true">
      <div className={styles.bar}>
        <Skeleton width={9} height={2} />
        <Skeleton width={7} height={2} />
      </div>
      <div className={styles.place} />
    </div>
  );
}
