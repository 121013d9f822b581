import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import styles from './Select.module.css';

type Choice = { value: string; name: string };

/** A choice of a few, by the browser's own list: the one that phones, screen readers and keyboards know best. */
export function Select({
  choices,
  onChange,
  ...rest
}: Omit<ComponentProps<'select'>, 'onChange'> & {
  choices: readonly Choice[];
  onChange: (value: string) => void;
}) {
  return (
    <span className={styles.wrap}>
      <select
        {...rest}
        className={styles.select}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
      <ChevronDown className={styles.arrow} size={16} aria-hidden="true" />
    </span>
  );
}
