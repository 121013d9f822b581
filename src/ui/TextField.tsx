import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './TextField.module.css';

type Shared = {
  label: string;
  /** The label is for screen readers alone, where the place says by itself what is to be entered. */
  quiet?: boolean;
  /** Said below the field. */
  hint?: ReactNode;
  /** What is wrong with what was entered, said instead of the hint. */
  problem?: ReactNode;
  className?: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

type Native = 'className' | 'value' | 'onChange' | 'id' | 'aria-label' | 'aria-invalid';

type TextFieldProps = Shared &
  (
    | ({ lines?: undefined } & Omit<ComponentProps<'input'>, Native>)
    /** How many lines it shows. */
    | ({ lines: number } & Omit<ComponentProps<'textarea'>, Native | 'rows'>)
  );

/** A field for words, in one line or in several. */
export function TextField({
  label,
  quiet = false,
  hint,
  problem,
  className,
  onChange,
  ...native
}: TextFieldProps) {
  const id = useId();
  const wrong = problem !== undefined && problem !== false && problem !== '';
  const below = wrong ? problem : hint;
  const common = {
    id,
    dir: 'auto' as const,
    className: styles.field,
    'aria-label': quiet ? label : undefined,
    'aria-invalid': wrong || undefined,
  };
  const describedBy = [native['aria-describedby'], below === undefined ? undefined : `${id}below`]
    .filter((each) => each !== undefined)
    .join(' ');
  const described = describedBy === '' ? {} : { 'aria-describedby': describedBy };
  return (
    <div className={cx(styles.around, className)}>
      {!quiet && (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      {native.lines === undefined ? (
        <input
          type="text"
          {...native}
          {...common}
          {...described}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      ) : (
        <Lines
          {...native}
          {...common}
          {...described}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
      {below !== undefined && (
        <p id={`${id}below`} className={styles.below} data-wrong={wrong || undefined} role="status">
          {below}
        </p>
      )}
    </div>
  );
}

function Lines({ lines, ...native }: { lines: number } & ComponentProps<'textarea'>) {
  return <textarea {...native} rows={lines} />;
}
