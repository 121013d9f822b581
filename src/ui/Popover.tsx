import { Popover as Radix } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { returnFocus } from './focus-home.ts';
import { useStartingFocus, type Start } from './start.ts';
import styles from './Popover.module.css';

/** A small panel at a control. Not modal; Escape and a click elsewhere close it, and the focus goes home. */
export function Popover({
  trigger,
  label,
  align = 'end',
  open,
  starts = null,
  onOpenChange,
  onClosed,
  first,
  children,
}: {
  trigger: ReactNode;
  label: string;
  align?: 'start' | 'end';
  open: boolean;
  /** One that starts open has to be told so by `open` as well. */
  starts?: Start;
  onOpenChange: (open: boolean) => void;
  /** It has closed; the focus goes home next. */
  onClosed?: () => void;
  /** Selects what has the focus at first; by default the first that can have it. */
  first?: string;
  children: ReactNode;
}) {
  const opener = useRef<HTMLButtonElement>(null);
  useStartingFocus(opener, starts);
  const panel = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger ref={opener} asChild>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          ref={panel}
          className={styles.popover}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed?.();
            returnFocus(opener.current);
          }}
          {...(first !== undefined && {
            onOpenAutoFocus: (event: Event) => {
              event.preventDefault();
              panel.current?.querySelector<HTMLElement>(first)?.focus();
            },
          })}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
