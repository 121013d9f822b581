import { VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { volumeOf } from './choice.ts';
import styles from './SoundHint.module.css';

/**
 * The browser keeps the page silent until somebody touches it (L-B6). Any touch ends that; this says so while it
 * lasts, to those who want sounds.
 */
export function SoundHint() {
  const { t } = useTranslation();
  const actions = useActions();
  const silent = useDesk((state) => state.audio === 'blocked' && volumeOf(state.settings) > 0);
  if (!silent) return null;
  return (
    <button
      type="button"
      className={styles.hint}
      onClick={() => {
        actions.testSound();
      }}
    >
      <VolumeX size={15} aria-hidden="true" />
      {t('sound.blocked')}
    </button>
  );
}
