import { DropdownMenu as Radix } from 'radix-ui';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './Menu.module.css';
import { cx } from './class-names.ts';
import { returnFocus } from './focus-home.ts';
import { useStartingFocus, type Start } from './start.ts';

/**
 * Gives the first choice the focus, as a menu does that was opened by a key. For one that opens as it is drawn first:
 * the key that asked for it came before there was a menu to notice it.
 */
function FocusFirst() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    mark.current?.parentElement
      ?.querySelector<HTMLElement>('[role="menuitem"]:not([data-disabled])')
      ?.focus({ preventScroll: true });
  }, []);
  return <span ref={mark} hidden />;
}

/**
 * A menu under a control. It is not modal: the page behind stays usable, and no style has to be put into the page
 * (which a strict content security policy would refuse).
 */
export function Menu({
  trigger,
  align = 'start',
  label,
  starts = null,
  children,
  onOpenChange,
}: {
  trigger: ReactNode;
  align?: 'start' | 'end';
  label: string;
  starts?: Start;
  children: ReactNode;
  onOpenChange?: (open: boolean) => void;
}) {
  const startsOpen = starts === 'open';
  const [early, setEarly] = useState(startsOpen);
  const opener = useRef<HTMLButtonElement>(null);
  useStartingFocus(opener, starts);
  return (
    <Radix.Root
      modal={false}
      defaultOpen={startsOpen}
      onOpenChange={(open) => {
        setEarly(false);
        onOpenChange?.(open);
      }}
    >
      <Radix.Trigger ref={opener} asChild>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.menu}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          // It would be called like its button, whose words change all the time.
          aria-labelledby={undefined}
          loop
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus(opener.current);
          }}
        >
          {early && <FocusFirst />}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** One choice. `chosen` marks what holds now. */
export function MenuItem({
  children,
  icon,
  hint,
  chosen = false,
  disabled = false,
  onSelect,
}: {
  children: ReactNode;
  icon?: ReactNode;
  hint?: ReactNode;
  chosen?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}) {
  return (
    <Radix.Item
      className={cx(styles.item, chosen && styles.chosen)}
      disabled={disabled}
      aria-current={chosen || undefined}
      onSelect={onSelect}
    >
      <span className={styles.icon}>{icon}</span>
      <span className={styles.words}>{children}</span>
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
    </Radix.Item>
  );
}

/** A heading over choices. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className={styles.label}>{children}</Radix.Label>;
}

/** A line between groups of choices. */
export function MenuSeparator() {
  return <Radix.Separator className={styles.separator} />;
}
