import { Switch as Radix } from 'radix-ui';
import styles from './Switch.module.css';

/** On or off. `label` is its name unless `labelledBy` points at one on the screen. */
export function Switch({
  checked,
  onChange,
  label,
  labelledBy,
  disabled = false,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label?: string;
  labelledBy?: string;
  disabled?: boolean;
}) {
  return (
    <Radix.Root
      className={styles.track}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      aria-label={label}
      aria-labelledby={labelledBy}
    >
      <Radix.Thumb className={styles.thumb} />
    </Radix.Root>
  );
}
