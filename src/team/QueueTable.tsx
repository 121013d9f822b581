import { Eraser, MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfigured } from '../desk/use-configured.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { Table, type Column } from '../ui/Table.tsx';
import { Confirm } from './Ask.tsx';
import type { FloorQueue } from './floor-slice.ts';
import { RowMenu } from './RowMenu.tsx';
import { Since } from './Since.tsx';
import { teamActions } from './team-actions.ts';
import cells from './Rows.module.css';
import page from './Team.module.css';
import { useRows, type Order, type SortBy } from './use-team.ts';

const SORTS: SortBy<FloorQueue> = {
  name: ({ name }) => name,
  waiting: ({ waiting }) => waiting,
  longest: ({ since }) => since ?? Infinity,
  ready: ({ ready }) => ready,
  active: ({ active }) => active,
  level: ({ serviceLevel }) => serviceLevel ?? -1,
  expected: ({ expectedMs }) => expectedMs ?? Infinity,
  abandoned: ({ abandoned }) => abandoned,
};

const FIRST = { by: 'waiting', down: true };

/** From these times on a wait is shown warm, then hot, ms. */
export const WAITS = { warm: 60_000, hot: 180_000 };

/** Queues that agents of the teams serve: who waits, for how long, and who could take them. */
export function QueueTable({
  queues,
  question,
  order,
  onShow,
  onWall = false,
}: {
  queues: readonly FloorQueue[];
  question: string;
  order: Order;
  /** Shows the chats that match this text. */
  onShow?: (words: string) => void;
  /** No action is available. */
  onWall?: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const configured = useConfigured();
  const { flush } = useSlice(teamActions);
  const [emptied, setEmptied] = useState<FloorQueue | null>(null);
  const { rows, sorting, onSort, still } = useRows(queues, SORTS, FIRST, question, order);
  const figure = (id: 'waiting' | 'ready' | 'active', name: string, rank: 1 | 2 | 3): Column<FloorQueue> => ({
    id,
    name,
    width: '5.5rem',
    rank,
    sorts: true,
    end: true,
    draw: (queue) => format.number(queue[id]),
  });
  const columns: readonly Column<FloorQueue>[] = [
    {
      id: 'name',
      name: t('team.col.queue'),
      width: 'minmax(7rem, 2fr)',
      rank: 1,
      sorts: true,
      draw: ({ name }) => <bdi className={cells.strong}>{configured.queue(name)}</bdi>,
    },
    figure('waiting', t('team.col.waiting'), 1),
    {
      id: 'longest',
      name: t('team.col.longest'),
      width: '5.5rem',
      rank: 2,
      sorts: true,
      end: true,
      draw: ({ since }) => (since === null ? '–' : <Since at={since} {...WAITS} />),
    },
    {
      id: 'expected',
      name: t('team.col.expected'),
      width: '6.5rem',
      rank: 3,
      sorts: true,
      end: true,
      draw: ({ expectedMs }) => (expectedMs === null ? '–' : format.duration(expectedMs)),
    },
    figure('ready', t('team.col.ready'), 2),
    figure('active', t('team.col.served'), 2),
    {
      id: 'abandoned',
      name: t('team.col.abandoned'),
      width: '7rem',
      rank: 3,
      sorts: true,
      end: true,
      draw: ({ abandoned, offered }) => (
        <>
          {format.number(abandoned)}
          {offered > 0 && <span className={cells.muted}> {format.percent(abandoned / offered)}</span>}
        </>
      ),
    },
    {
      id: 'level',
      name: t('team.col.level'),
      width: '7rem',
      rank: 3,
      sorts: true,
      end: true,
      draw: ({ serviceLevel }) => (serviceLevel === null ? '–' : format.percent(serviceLevel)),
    },
  ];
  const act = (queue: FloorQueue) => (
    <RowMenu id={queue.id} name={queue.name}>
      <MenuItem icon={<MessagesSquare size={16} />} onSelect={() => onShow?.(queue.name)}>
        {t('team.act.show')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Eraser size={16} />} disabled={queue.waiting === 0} onSelect={() => setEmptied(queue)}>
        {t('team.act.flush')}
      </MenuItem>
    </RowMenu>
  );
  return (
    <div className={page.fill} {...still}>
      <Table
        label={t('team.tab.queues')}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        sub={({ since, ready }) => (
          <>
            {since !== null && <Since at={since} {...WAITS} />} {t('team.readyCount', { count: ready })}
          </>
        )}
        {...(!onWall && { act, actName: t('team.col.actions'), onSort })}
        sorting={sorting}
        empty={t('team.empty.queues')}
      />
      {emptied !== null && (
        <Confirm
          title={t('team.confirm.flush', { name: configured.queue(emptied.name) })}
          text={t('team.confirm.flushText', { count: emptied.waiting })}
          yes={t('team.confirm.flushYes')}
          onYes={() => flush(emptied.id)}
          onClose={() => setEmptied(null)}
        />
      )}
    </div>
  );
}
