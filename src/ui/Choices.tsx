import { useId, type ReactNode } from 'react';
import styles from './Choices.module.css';

type Choice<T extends string> = { value: T; name: string; lang?: string; icon?: ReactNode };

/** A choice of two or three that are all seen, as radio buttons side by side. */
export function Choices<T extends string>({
  label,
  labelledBy,
  value,
  choices,
  onChange,
}: {
  /** Its name; or the id of what names it. */
  label?: string;
  labelledBy?: string;
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
}) {
  const group = useId();
  return (
    <div className={styles.choices} role="radiogroup" aria-label={label} aria-labelledby={labelledBy}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice} lang={choice.lang}>
          <input
            type="radio"
            name={group}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => {
              onChange(choice.value);
            }}
          />
          <span>
            {choice.icon}
            {choice.name}
          </span>
        </label>
      ))}
    </div>
  );
}
