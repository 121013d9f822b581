import { Play, Volume2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SOUNDS, type SoundName } from '../../protocol/agent-manager/sounds.ts';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { SettingRow } from '../ui/SettingRow.tsx';
import type { Settings } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { Switch } from '../ui/Switch.tsx';
import type { Occasion } from '../desk/alerts.ts';
import { soundOf } from './choice.ts';
import styles from './SoundSettings.module.css';

/** How long an offer may sound, seconds; 0 is until it is answered. */
const RINGS = [0, 5, 10, 20, 30] as const;

const OCCASIONS: readonly Occasion[] = ['offer', 'message'];

/** What becomes of the settings when a sound is chosen. */
function choose(settings: Settings, occasion: Occasion, mrdId: string, sound: SoundName): Partial<Settings> {
  return occasion === 'offer'
    ? { offerSounds: { ...settings.offerSounds, [mrdId]: sound } }
    : { messageSounds: { ...settings.messageSounds, [mrdId]: sound } };
}

/** The sound of one occasion in one MRD, heard as soon as it is chosen. */
function SoundChoice({ occasion, mrd }: { occasion: Occasion; mrd: { id: string; name: string } }) {
  const { t } = useTranslation();
  const actions = useActions();
  const settings = useDesk((state) => state.settings);
  const sound = soundOf(settings, occasion, mrd.id);
  const name = t(occasion === 'offer' ? 'sound.offer' : 'sound.message', { mrd: mrd.name });
  return (
    <SettingRow name={name}>
      {(labelledBy) => (
        <span className={styles.choice}>
          <Select
            aria-labelledby={labelledBy}
            value={sound}
            disabled={!settings.sounds.enabled}
            choices={SOUNDS.map((each) => ({ value: each, name: t(`sound.names.${each}`) }))}
            onChange={(value) => {
              const chosen = value as SoundName;
              actions.changeSettings(choose(settings, occasion, mrd.id, chosen));
              actions.testSound({ sound: chosen, occasion });
            }}
          />
          <IconButton
            label={t('sound.try', { sound: t(`sound.names.${sound}`) })}
            icon={<Play size={15} />}
            disabled={sound === 'none'}
            onClick={() => {
              actions.testSound({ sound, occasion });
            }}
          />
        </span>
      )}
    </SettingRow>
  );
}

/** Whether, how loud and how long the desk sounds, and what is heard of each kind of work. */
export function SoundSettings() {
  const { t } = useTranslation();
  const actions = useActions();
  const { sounds, ringSeconds } = useDesk((state) => state.settings);
  const mrds = useDesk((state) => state.presence?.mrds) ?? [];
  const lengths = RINGS.some((each) => each === ringSeconds) ? RINGS : [...RINGS, ringSeconds];
  return (
    <>
      <SettingRow name={t('sound.enabled')} text={t('sound.enabledText')}>
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
      <SettingRow name={t('sound.volume')}>
        {(labelledBy) => (
          <span className={styles.volume}>
            <input
              type="range"
              min={0}
              max={1}
              step={0.05}
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
      <SettingRow name={t('sound.ring')}>
        {(labelledBy) => (
          <Select
            aria-labelledby={labelledBy}
            value={String(ringSeconds)}
            disabled={!sounds.enabled}
            choices={lengths.map((seconds) => ({
              value: String(seconds),
              name: seconds === 0 ? t('sound.ringAlways') : t('sound.ringFor', { count: seconds }),
            }))}
            onChange={(value) => {
              actions.changeSettings({ ringSeconds: Number(value) });
            }}
          />
        )}
      </SettingRow>
      {mrds.flatMap((mrd) =>
        OCCASIONS.map((occasion) => (
          <SoundChoice key={`${mrd.id} ${occasion}`} occasion={occasion} mrd={mrd} />
        )),
      )}
    </>
  );
}
