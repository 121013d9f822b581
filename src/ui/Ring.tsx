import styles from './Ring.module.css';
import { cx } from './class-names.ts';

const RADIUS = 16;
const ROUND = 2 * Math.PI * RADIUS;

/** A ring that empties with the time that is left, and the seconds in it. Times in ms. */
export function Ring({ left, lasts, label }: { left: number; lasts: number; label: string }) {
  const part = lasts <= 0 ? 0 : Math.min(1, Math.max(0, left / lasts));
  // The clock ticks once a second: right at the start it may still be a little behind.
  const seconds = Math.max(0, Math.ceil(Math.min(left, lasts) / 1000));
  return (
    <span className={cx(styles.ring, seconds <= 5 ? styles.hot : seconds <= 10 && styles.warm)}>
      <svg viewBox="0 0 40 40" aria-hidden="true">
        <circle className={styles.track} cx="20" cy="20" r={RADIUS} />
        <circle
          className={styles.left}
          cx="20"
          cy="20"
          r={RADIUS}
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - part)}
        />
      </svg>
      <span className={styles.seconds} role="timer" aria-label={label}>
        {seconds}
      </span>
    </span>
  );
}
