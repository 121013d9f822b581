import { CircleAlert, Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './SettingsPage.module.css';

/** Whether the server has what was set: said when it has, and with a way on when it has not. */
export function SavingState() {
  const { t } = useTranslation();
  const actions = useActions();
  const saving = useDesk((state) => state.saving);
  /** Nothing has to be said before anything has been changed. */
  const [changed, setChanged] = useState(saving !== 'saved');
  if (saving !== 'saved' && !changed) setChanged(true);
  return (
    <div className={styles.saving} role="status">
      {saving === 'failed' && (
        <span className={styles.failed}>
          <CircleAlert size={16} aria-hidden="true" />
          {t('settings.notSaved')}
          <Button
            size="small"
            onClick={() => {
              actions.saveSettings();
            }}
          >
            {t('common.retry')}
          </Button>
        </span>
      )}
      {saving === 'saved' && changed && (
        <span className={styles.saved}>
          <Check size={16} aria-hidden="true" />
          {t('settings.saved')}
        </span>
      )}
    </div>
  );
}
