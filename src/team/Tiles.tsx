import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import type { FloorView } from './floor-slice.ts';
import { WAITS } from './QueueTable.tsx';
import { Since } from './Since.tsx';
import styles from './Tiles.module.css';

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
  const wrappingUp = conversations.filter(({ state }) => state === 'WRAP_UP');
  const listed = conversations.filter(({ state }) => state === 'LISTED');
  const withBots = conversations.filter(({ state }) => state === 'BOT');
  // Each queue as heavy as it has customers.
  const rated = queues.flatMap(({ serviceLevel, offered }) =>
    serviceLevel === null ? [] : [{ level: serviceLevel, offered: Math.max(1, offered) }],
  );
  const heads = rated.reduce((sum, { offered }) => sum + offered, 0);
  const level = heads === 0 ? null : rated.reduce((sum, one) => sum + one.level * one.offered, 0) / heads;
  const offered = queues.reduce((sum, queue) => sum + queue.offered, 0);
  const abandoned = queues.reduce((sum, queue) => sum + queue.abandoned, 0);
  return (
    <dl className={styles.tiles}>
      <Tile
        name={t('team.tile.waiting')}
        value={format.number(waiting.length)}
        note={
          <>
            {waiting.length === 0 ? (
              t('team.tile.nobody')
            ) : (
              <>
                {t('team.tile.longest')} <Since at={first} {...WAITS} />
              </>
            )}
            {listed.length > 0 && ` · ${t('team.tile.onLists', { count: listed.length })}`}
          </>
        }
      />
      <Tile
        name={t('team.tile.served')}
        value={format.number(served.length)}
        note={[
          t('team.tile.wrapUps', { count: wrappingUp.length }),
          ...(withBots.length > 0 ? [t('team.tile.withBots', { count: withBots.length })] : []),
        ].join(' · ')}
      />
      <Tile
        name={t('team.tile.ready')}
        value={format.number(ready.length)}
        note={t('team.tile.signedIn', { count: signedIn.length })}
      />
      <Tile
        name={t('team.tile.level')}
        value={level === null ? '–' : format.percent(level)}
        note={
          abandoned === 0
            ? t('team.tile.levelText')
            : t('team.tile.abandoned', { count: abandoned, part: format.percent(abandoned / offered) })
        }
      />
    </dl>
  );
}
