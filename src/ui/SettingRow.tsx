import { useId, type ReactNode } from 'react';
import styles from './SettingRow.module.css';

/** A setting: its name, what it means, and the control, which takes the name as its own by `labelledBy`. */
export function SettingRow({
  name,
  text,
  children,
}: {
  name: string;
  text?: string;
  children: (labelledBy: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <span id={id} className={styles.name}>
          {name}
        </span>
        {text !== undefined && <span className={styles.text}>{text}</span>}
      </div>
      {children(id)}
    </div>
  );
}
