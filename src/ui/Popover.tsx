import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Popover.module.css';

/** A small panel at a control. Not modal; Escape and a click elsewhere close it and the focus goes back. */
export function Popover({
  trigger,
  label,
  align = 'end',
  open,
  onOpenChange,
  onCloseAutoFocus,
  children,
}: {
  trigger: ReactNode;
  label: string;
  align?: 'start' | 'end';
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where the focus goes when it closes, if not to the control: by `preventDefault`. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.popover}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          {...(onCloseAutoFocus === undefined ? {} : { onCloseAutoFocus })}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
