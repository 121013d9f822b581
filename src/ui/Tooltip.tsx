import { Direction, Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from './Kbd.tsx';
import styles from './Tooltip.module.css';

/** Around the whole page: how soon tooltips open, and in which direction tabs and menus are read. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <Direction.Provider dir={i18n.dir()}>
      <Radix.Provider delayDuration={500} skipDelayDuration={200}>
        {children}
      </Radix.Provider>
    </Direction.Provider>
  );
}

/** A few words about a control, on hover and on focus. `children` is the control itself. */
export function Tooltip({
  text,
  shortcut,
  children,
}: {
  text: string;
  shortcut?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.tooltip} sideOffset={6} collisionPadding={8}>
          {text}
          {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
