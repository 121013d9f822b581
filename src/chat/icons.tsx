import type { ReactNode } from 'react';
import styles from './Icons.module.css';

/** Small drawings, 24 × 24, in the colour of the text. They say nothing to screen readers. */
function icon(path: ReactNode, mirrored = false): () => ReactNode {
  return function Icon() {
    return (
      <svg
        className={mirrored ? `${styles.icon} ${styles.mirrored}` : styles.icon}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {path}
      </svg>
    );
  };
}

export const SendIcon = icon(<path d="M21 3 3 10.2l7.4 3.4L13.8 21 21 3ZM21 3 10.4 13.6" />, true);
export const CloseIcon = icon(<path d="m6 6 12 12M18 6 6 18" />);
export const DownIcon = icon(<path d="m6 9 6 6 6-6" />);
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="8" />
    <path d="M12 8v4l2.5 2" />
  </>,
);
export const CheckIcon = icon(<path d="m5 13 4.5 4.5L19 7.5" />);
export const ChecksIcon = icon(<path d="m2 13 4 4 8.5-9M11.5 16.5l.8.8L21 8" />);
export const AlertIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7.5v5.5M12 16.4v.1" />
  </>,
);
export const BubbleIcon = icon(<path d="M4 5h16v11H9.5L5 20v-4H4V5Z" />, true);
export const DoneIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="m8 12.5 2.7 2.7L16 9.8" />
  </>,
);
