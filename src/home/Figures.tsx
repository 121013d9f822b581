import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { firstCharacters, charactersIn } from '../../protocol/shared/characters.ts';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useServerSlice } from '../desk/use-server-slice.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { ringing } from '../store/selectors.ts';
import { figuresActions, figuresSlice, type Figures as DeskFigures } from './figures-slice.ts';
import styles from './Figures.module.css';

/** How many characters of names fit on two short lines, and how many names at most. */
const ROOM = { letters: 28, names: 3 };
const LONGEST_NAME = 24;

/** Asks for figures as long as they are shown, for the day as it is where the agent sits. */
function useFigures(now: number): DeskFigures | null {
  const { watch } = useSlice(figuresActions);
  const figures = useServerSlice(figuresSlice);
  const day = new Date(now).setHours(0, 0, 0, 0);
  // Whatever has been asked is forgotten with the connection.
  const online = useDesk((state) => (state.link.status === 'online' ? state.link.since : null));
  useEffect(() => {
    if (online === null) return;
    watch(day);
    return () => {
      watch(null);
    };
  }, [watch, day, online]);
  return figures;
}

/** Who waits in the queues, with those who ring at this desk: they wait as well. */
function useWaiting({ waiting }: DeskFigures): DeskFigures['waiting'] {
  const { count, since } = useDesk(useShallow(ringing));
  const moments = [waiting.since, since].filter((each) => each !== null);
  return {
    count: waiting.count + count,
    since: moments.length === 0 ? null : Math.min(...moments),
  };
}

/** The names for which there is room. */
function someOf(names: readonly string[]): string[] {
  const some: string[] = [];
  let letters = 0;
  for (const name of names.slice(0, ROOM.names)) {
    letters += charactersIn(name);
    if (some.length > 0 && letters > ROOM.letters) break;
    some.push(charactersIn(name) > LONGEST_NAME ? `${firstCharacters(name, LONGEST_NAME - 1)}…` : name);
  }
  return some;
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div className={styles.figure}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value}</dd>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}

function Day({ today, now }: { today: DeskFigures['today']; now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { conversations, averageTalkMs, readyMs, readySince } = today;
  return (
    <>
      <Figure
        label={t('figures.conversations', { count: conversations })}
        value={format.number(conversations)}
      />
      <Figure
        label={t('figures.talk')}
        value={averageTalkMs === null ? '–' : format.duration(averageTalkMs)}
      />
      <Figure
        label={t('figures.readyToday')}
        value={format.duration(readyMs + (readySince === null ? 0 : now - readySince))}
      />
    </>
  );
}

function Queues({ waiting, ready, now }: Pick<DeskFigures, 'waiting' | 'ready'> & { now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const some = someOf(ready.names);
  const more = ready.count - some.length;
  return (
    <>
      <Figure
        label={t('figures.waiting', { count: waiting.count })}
        value={format.number(waiting.count)}
        {...(waiting.since !== null && {
          note: t('figures.longest', { time: format.duration(now - waiting.since) }),
        })}
      />
      <Figure
        label={t('figures.ready', { count: ready.count })}
        value={format.number(ready.count)}
        {...(some.length > 0 && {
          note: format.list(more > 0 ? [...some, t('figures.more', { count: more })] : some),
        })}
      />
    </>
  );
}

const NOTHING: DeskFigures = {
  waiting: { count: 0, since: null },
  ready: { count: 0, names: [] },
  today: { conversations: 0, averageTalkMs: null, readyMs: 0, readySince: null },
};

/** The agent's own day, or what waits in the queues and who else is ready; an empty place until the server says so. */
export function Figures({ of }: { of: 'day' | 'queues' }) {
  const now = useNow();
  const figures = useFigures(now);
  const { ready, today } = figures ?? NOTHING;
  const waiting = useWaiting(figures ?? NOTHING);
  return (
    <dl className={styles.figures} data-figures={of} data-known={figures !== null}>
      {of === 'day' ? <Day today={today} now={now} /> : <Queues waiting={waiting} ready={ready} now={now} />}
    </dl>
  );
}
