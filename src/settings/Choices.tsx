import { useId } from 'react';
import styles from './Choices.module.css';

type Choice<T extends string> = { value: T; name: string; lang?: string };

/** A choice of two or three that are all seen, as radio buttons side by side. */
export function Choices<T extends string>({
  labelledBy,
  value,
  choices,
  onChange,
}: {
  labelledBy: string;
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
}) {
  const group = useId();
  return (
    <div className={styles.choices} role="radiogroup" aria-labelledby={labelledBy}>
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
          <span>{choice.name}</span>
        </label>
      ))}
    </div>
  );
}
