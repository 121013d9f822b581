import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Tabs.module.css';

export type Tab = { id: string; name: string; content: ReactNode };

/** Panels of which one is seen. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
  aside,
}: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (id: string) => void;
  /** A control at the end of the row of tabs. */
  aside?: ReactNode;
}) {
  return (
    <Radix.Root className={styles.root} value={value} onValueChange={onChange}>
      <div className={styles.head}>
        <Radix.List className={styles.list} aria-label={label}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.id} value={tab.id} className={styles.tab}>
              {tab.name}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className={styles.panel}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
