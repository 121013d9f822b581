import styles from './StateDot.module.css';
import { cx } from './class-names.ts';

/** States that have a mark of their own: colour and shape, so that neither is needed to tell them apart. */
type Mark = 'off' | 'ready' | 'active' | 'busy' | 'pending' | 'interrupted';

const MARKS: Readonly<Record<string, Mark>> = {
  READY: 'ready',
  ACTIVE: 'active',
  BUSY: 'busy',
  PENDING_NOT_READY: 'pending',
  INTERRUPTED: 'interrupted',
};

/** The mark of an agent's or MRD's state. */
function markOf(state: string): Mark {
  return MARKS[state] ?? 'off';
}

function shape(mark: Mark) {
  switch (mark) {
    case 'ready':
      return <circle cx="6" cy="6" r="5" fill="currentColor" />;
    case 'active':
      return (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" fill="currentColor" />
        </>
      );
    case 'busy':
      return <rect x="1.5" y="1.5" width="9" height="9" rx="1.75" fill="currentColor" />;
    case 'pending':
      return (
        <path
          d="M6 1.5 10.75 10.25H1.25Z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
      );
    case 'interrupted':
      return (
        <path
          d="M3.75 2v8M8.25 2v8"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.25"
          strokeLinecap="round"
        />
      );
    case 'off':
      return <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
  }
}

/** The mark of a state. The word stands beside it, so it is hidden from screen readers. */
export function StateDot({ state, size = 12 }: { state: string; size?: number }) {
  const mark = markOf(state);
  return (
    <svg
      className={cx(styles.dot, styles[mark])}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      data-mark={mark}
    >
      {shape(mark)}
    </svg>
  );
}
