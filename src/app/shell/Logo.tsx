import styles from './Logo.module.css';

/** The mark of the desk. */
export function Logo() {
  return (
    <svg className={styles.logo} viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M9 11.5A2.5 2.5 0 0 1 11.5 9h9a2.5 2.5 0 0 1 2.5 2.5v6a2.5 2.5 0 0 1-2.5 2.5H16l-4.500 3.500V20A2.500 2.500 0 0 1 9 17.500z" />
    </svg>
  );
}
