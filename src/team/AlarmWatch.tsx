import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useClickGuard } from '../desk/use-click-guard.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/Button.tsx';
import { ringingOn, type Alarm } from './alarms.ts';
import styles from './AlarmWatch.module.css';
import { useAlarmWords } from './use-alarm-words.ts';
import { useSetup } from './use-setup.ts';
import { useFloor } from './use-team.ts';
import { useTold } from './use-told.ts';

/** So long something new is shown over the places, ms; in Team it stands until it clears. */
const SHOWN_FOR = 30_000;

/** For supervisors, in every place: sounds and says what passes the limit of an alarm. */
export function AlarmWatch() {
  const { setup } = useSetup();
  return setup.alarms.length > 0 ? <Watched alarms={setup.alarms} /> : null;
}

function Watched({ alarms }: { alarms: readonly Alarm[] }) {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const words = useAlarmWords();
  const now = useNow();
  const inTeam = useDesk((state) => state.place === 'team');
  // Team asks for the floor itself.
  const { floor } = useFloor(!inTeam && alarms.some(({ muted }) => !muted));
  const ringing = floor === null ? [] : ringingOn(floor, alarms, now);
  const { news, since } = useTold(ringing, now);
  const [dismissedAt, setDismissedAt] = useState(Number.NEGATIVE_INFINITY);
  const shown = ringing.filter(({ key, alarm }) => {
    const at = since.get(key);
    return at !== undefined && !alarm.muted && at > dismissedAt && now - at < SHOWN_FOR;
  });
  const [first] = shown;
  const guard = useClickGuard<HTMLElement>();
  return (
    <>
      <p className="sr-only" role="status">
        {format.list(news.map(words))}
      </p>
      {first !== undefined && !inTeam && (
        <section className={styles.bar} aria-label={t('team.alarm.title')} {...guard}>
          <TriangleAlert size={18} aria-hidden="true" />
          <p className={styles.words}>
            <span>{words(first)}</span>
            {shown.length > 1 && (
              <span className={styles.more}>{t('team.alarm.more', { count: shown.length - 1 })}</span>
            )}
          </p>
          <Button
            size="small"
            look="quiet"
            onClick={() => {
              setDismissedAt(now);
            }}
          >
            {t('hand.dismiss')}
          </Button>
          <Button
            size="small"
            onClick={() => {
              actions.go('team');
            }}
          >
            {t('place.team')}
          </Button>
        </section>
      )}
    </>
  );
}
