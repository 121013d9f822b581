import type { ReactNode } from 'react';
import styles from './Kbd.module.css';

/** A key, or several pressed together: in the order in which keyboards have them, in every language. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className={styles.kbd} dir="ltr">
      {children}
    </kbd>
  );
}
