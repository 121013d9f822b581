import { Volume2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/Switch.tsx';
import { SettingRow } from './SettingRow.tsx';
import styles from './SettingsPage.module.css';

/** Sounds on or off, how loud, and how they sound. */
export function SoundSlot() {
  const { t } = useTranslation();
  const actions = useActions();
  const sounds = useDesk((state) => state.settings.sounds);
  return (
    <>
      <SettingRow name={t('settings.sounds')} text={t('settings.soundsText')}>
        {(labelledBy) => (
          <Switch
            labelledBy={labelledBy}
            checked={sounds.enabled}
            onChange={(enabled) => {
              actions.changeSettings({ sounds: { ...sounds, enabled } });
            }}
          />
        )}
      </SettingRow>
      <SettingRow name={t('settings.volume')}>
        {(labelledBy) => (
          <span className={styles.volume}>
            <input
              type="range"
              min={0}
              max={1}
              step={0.1}
              value={sounds.volume}
              disabled={!sounds.enabled}
              aria-labelledby={labelledBy}
              onChange={(event) => {
                actions.changeSettings({ sounds: { ...sounds, volume: Number(event.target.value) } });
              }}
            />
            <Button
              size="small"
              icon={<Volume2 size={15} aria-hidden="true" />}
              onClick={() => {
                actions.testSound();
              }}
            >
              {t('settings.test')}
            </Button>
          </span>
        )}
      </SettingRow>
    </>
  );
}
