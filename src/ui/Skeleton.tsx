import styles from './Skeleton.module.css';

/**
 * A bar where words will stand, of their size. It shows only after 300 ms, so that what comes quickly does not
 * flicker. Sizes are in `rem`.
 */
export function Skeleton({ width, height = 0.75 }: { width: number; height?: number }) {
  return (
    <span
      className={styles.bar}
      style={{ inlineSize: `${width}rem`, blockSize: `${height}rem` }}
      aria-hidden="true"
    />
  );
}
