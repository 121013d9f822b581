import { BellOff, BellRing, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useFormat } from '../i18n/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { isOfQueues, newlyRinging, ringingOn, type Alarm, type Ringing } from './alarms.ts';
import type { FloorView } from './floor-slice.ts';
import styles from './AlarmBar.module.css';

/** However many ring, they sound at most this often, ms. */
const SOUND_EVERY = 10_000;
/** So many lines are shown; the others are counted. */
const SHOWN = 4;

/** Sounds for what has begun to ring; nothing that goes on sounds again. */
function useSound(ringing: readonly Ringing[], now: number): void {
  const actions = useActions();
  const sounds = useDesk((state) => state.settings.sounds.enabled);
  const known = useRef<ReadonlySet<string>>(new Set());
  const soundedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const fresh = newlyRinging(known.current, ringing);
    const isSoon = now - soundedAt.current < SOUND_EVERY;
    // What may not sound yet is new until it may.
    const held = new Set(isSoon ? fresh.map(({ key }) => key) : []);
    known.current = new Set(ringing.map(({ key }) => key).filter((key) => !held.has(key)));
    if (fresh.length === 0 || isSoon) return;
    soundedAt.current = now;
    if (sounds) actions.testSound({ sound: 'bell', occasion: 'message' });
  }, [ringing, now, actions, sounds]);
}

type Told = { keys: ReadonlySet<string>; news: readonly Ringing[]; at: number };

/** What has begun to ring, gathered: for those who hear the page, said at most as often as it sounds. */
function useNews(ringing: readonly Ringing[], now: number): readonly Ringing[] {
  const [told, setTold] = useState<Told>({ keys: new Set(), news: [], at: Number.NEGATIVE_INFINITY });
  const fresh = newlyRinging(told.keys, ringing);
  const isSoon = now - told.at < SOUND_EVERY;
  const keys = new Set(ringing.map(({ key }) => key));
  if (fresh.length > 0 && !isSoon) setTold({ keys, news: fresh, at: now });
  else if ([...told.keys].some((key) => !keys.has(key)))
    setTold({ ...told, keys: new Set([...told.keys].filter((key) => keys.has(key))) });
  return told.news;
}

function useWords(): (ringing: Ringing) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const configured = useConfigured();
  return ({ alarm: { measure, limit }, name, value }) => {
    const shown = isOfQueues(measure) ? configured.queue(name) : name;
    const part = (percent: number) => format.percent(percent / 100);
    return measure === 'level'
      ? t('team.alarm.rings.level', { name: shown, value: part(value), limit: part(limit) })
      : t(`team.alarm.rings.${measure}`, {
          name: shown,
          count: value,
          value: format.number(value),
          limit: format.number(limit),
        });
  };
}

/** What is beyond its limit, each until it clears. */
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
  const format = useFormat();
  const words = useWords();
  const ringing = ringingOn(floor, alarms, now);
  const news = useNews(ringing, now);
  useSound(ringing, now);
  const more = ringing.length - SHOWN;
  return (
    <>
      <p className="sr-only" role="status">
        {format.list(news.map(words))}
      </p>
      {ringing.length > 0 && (
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
      )}
    </>
  );
}
