import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import type { FloorView } from './floor-slice.ts';
import { WAITS } from './QueueTable.tsx';
import { Since } from './Since.tsx';
import styles from './Team.module.css';

function Tile({ name, value, note }: { name: string; value: string; note: ReactNode }) {
  return (
    <div className={styles.tile}>
      <dt className={styles.tileName}>{name}</dt>
      <dd className={styles.tileValue}>{value}</dd>
      <dd className={styles.tileNote}>{note}</dd>
    </div>
  );
}

/** The floor in four figures. On a wall they are what is read across the room. */
export function Tiles({ floor }: { floor: FloorView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const agents = [...floor.agents.values()];
  const queues = [...floor.queues.values()];
  const conversations = [...floor.conversations.values()];
  const waiting = conversations.filter(({ state }) => state === 'QUEUED' || state === 'OFFERED');
  const first = waiting.reduce((least, { since }) => Math.min(least, since), Infinity);
  const ready = agents.filter(({ state, connected }) => state === 'READY' && connected);
  const signedIn = agents.filter(({ state }) => state !== 'LOGOUT');
  const served = conversations.filter(({ state }) => state === 'ACTIVE' || state === 'ON_HOLD');
  const wrappingUp = conversations.length - waiting.length - served.length;
  const levels = queues.flatMap(({ serviceLevel }) => serviceLevel ?? []);
  const level = levels.length === 0 ? null : levels.reduce((sum, one) => sum + one, 0) / levels.length;
  return (
    <dl className={styles.tiles}>
      <Tile
        name={t('team.tile.waiting')}
        value={format.number(waiting.length)}
        note={
          waiting.length === 0 ? (
            t('team.tile.nobody')
          ) : (
            <>
              {t('team.tile.longest')} <Since at={first} {...WAITS} />
            </>
          )
        }
      />
      <Tile
        name={t('team.tile.served')}
        value={format.number(served.length)}
        note={t('team.tile.wrapUps', { count: wrappingUp })}
      />
      <Tile
        name={t('team.tile.ready')}
        value={format.number(ready.length)}
        note={t('team.tile.signedIn', { count: signedIn.length })}
      />
      <Tile
        name={t('team.tile.level')}
        value={level === null ? '–' : format.percent(level)}
        note={t('team.tile.levelText')}
      />
    </dl>
  );
}
