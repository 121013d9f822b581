import type { ReactNode } from 'react';
import styles from './Avatar.module.css';

/** First letters of the first and last word of a name. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => /^\P{M}\p{M}*/u.exec(word ?? '')?.[0] ?? '').join('');
}

/** One of six hues, always the same for the same name. */
function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}

/** A person by initials; `mark` sits at its corner. The name stands beside it. */
export function Avatar({
  name,
  size = 'medium',
  mark,
}: {
  name: string;
  size?: 'small' | 'medium' | 'large';
  mark?: ReactNode;
}) {
  return (
    <span className={styles.avatar} data-size={size} data-hue={hueOf(name)} aria-hidden="true">
      {initials(name)}
      {mark !== undefined && <span className={styles.mark}>{mark}</span>}
    </span>
  );
}
