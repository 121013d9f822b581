import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../desk/desk-context.ts';
import { useKeys } from '../../desk/keys/use-keys.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import styles from './FindButton.module.css';

/** The way to everything: opens the palette. Its keys stand on it. */
export function FindButton() {
  const { t } = useTranslation();
  const actions = useActions();
  const keys = useKeys('palette');
  return (
    <button
      type="button"
      className={styles.find}
      aria-haspopup="dialog"
      onClick={() => {
        actions.show('palette');
      }}
    >
      <Search size={16} aria-hidden="true" />
      <span className="sr-only">{t('palette.open')}</span>
      <span className={styles.words} aria-hidden="true">
        {t('palette.find')}
      </span>
      {keys !== undefined && (
        <span className={styles.keys} aria-hidden="true">
          <Kbd>{keys}</Kbd>
        </span>
      )}
    </button>
  );
}
