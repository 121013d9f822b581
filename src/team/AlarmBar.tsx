import { BellOff, BellRing, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../desk/desk-context.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ringingOn, type Alarm } from './alarms.ts';
import type { FloorView } from './floor-slice.ts';
import styles from './AlarmBar.module.css';
import { useAlarmWords } from './use-alarm-words.ts';

/** So many lines are shown; the others are counted. */
const SHOWN = 4;

/** What is beyond its limit, each until it clears. `AlarmWatch` says and sounds it. */
export function AlarmBar({
  floor,
  alarms,
  onChange,
}: {
  floor: FloorView;
  alarms: readonly Alarm[];
  /** null: they are only shown. */
  onChange: ((alarms: readonly Alarm[]) => void) | null;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const words = useAlarmWords();
  const ringing = ringingOn(floor, alarms, now);
  const more = ringing.length - SHOWN;
  if (ringing.length === 0) return null;
  return (
    <ul className={styles.alarms} aria-label={t('team.alarm.title')}>
      {ringing.slice(0, SHOWN).map((one) => {
        const { alarm, key } = one;
        return (
          <li key={key} className={styles.alarm} data-muted={alarm.muted || undefined}>
            <TriangleAlert size={16} aria-hidden="true" />
            <span className={styles.words}>{words(one)}</span>
            {onChange !== null && (
              <IconButton
                label={t(alarm.muted ? 'team.alarm.unmute' : 'team.alarm.mute')}
                icon={
                  alarm.muted ? (
                    <BellOff size={16} aria-hidden="true" />
                  ) : (
                    <BellRing size={16} aria-hidden="true" />
                  )
                }
                onClick={() => {
                  onChange(
                    alarms.map((each) => (each.id === alarm.id ? { ...each, muted: !each.muted } : each)),
                  );
                }}
              />
            )}
          </li>
        );
      })}
      {more > 0 && <li className={styles.alarmMore}>{t('team.alarm.more', { count: more })}</li>}
    </ul>
  );
}
