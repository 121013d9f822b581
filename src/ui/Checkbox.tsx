import { useId, type ReactNode } from 'react';
import styles from './Checkbox.module.css';

/** Chosen or not, with its words beside it. `partly`: some of what it stands for is chosen. */
export function Checkbox({
  label,
  checked,
  partly = false,
  disabled = false,
  hint,
  onChange,
}: {
  label: ReactNode;
  checked: boolean;
  partly?: boolean;
  disabled?: boolean;
  hint?: ReactNode;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className={styles.around} data-disabled={disabled || undefined}>
      <input
        ref={(box) => {
          if (box !== null) box.indeterminate = partly;
        }}
        id={id}
        type="checkbox"
        className={styles.box}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}hint`}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
