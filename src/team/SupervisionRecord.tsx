import { Ear, MessageSquareLock, MessagesSquare, Phone } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { DateField } from '../ui/DateField.tsx';
import { Pagination } from '../ui/Pagination.tsx';
import { Select } from '../ui/Select.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Table, type Column } from '../ui/Table.tsx';
import type { FloorView } from './floor-slice.ts';
import { deviceName, recordActions, type Monitoring, type RecordWanted } from './record.ts';
import cells from './Rows.module.css';
import page from './Team.module.css';

const ALL = '';
const DAY_MS = 86_400_000;

type Read =
  | { state: 'reading' | 'failed' }
  | { state: 'read'; entries: readonly Monitoring[]; next: number | null; more: 'idle' | 'asked' | 'failed' };

/** The pages of what is wanted so far, and how to get the next one. */
function useRecord(wanted: RecordWanted): { read: Read; more: () => void; again: () => void } {
  const { read: ask } = useSlice(recordActions);
  const [attempt, setAttempt] = useState(0);
  const key = `${JSON.stringify(wanted)} ${String(attempt)}`;
  const [found, setFound] = useState<{ key: string; read: Read }>({ key: '', read: { state: 'reading' } });
  useEffect(() => {
    let current = true;
    ask(JSON.parse(key.slice(0, key.lastIndexOf(' '))) as RecordWanted, null).then(
      (page) => {
        if (current) setFound({ key, read: { state: 'read', ...page, more: 'idle' } });
      },
      () => {
        if (current) setFound({ key, read: { state: 'failed' } });
      },
    );
    return () => {
      current = false;
    };
  }, [ask, key]);
  // Pages of another filter are not shown for this one.
  const read: Read = found.key === key ? found.read : { state: 'reading' };
  return {
    read,
    again: () => {
      setAttempt(attempt + 1);
    },
    more: () => {
      if (read.state !== 'read' || read.next === null || read.more === 'asked') return;
      const { entries, next } = read;
      setFound({ key, read: { ...read, more: 'asked' } });
      const put = (after: Read) => {
        setFound((now) => (now.key === key ? { key, read: after } : now));
      };
      ask(wanted, next).then(
        (page) =>
          put({ state: 'read', entries: [...entries, ...page.entries], next: page.next, more: 'idle' }),
        // The pages that were loaded stay.
        () => put({ ...read, more: 'failed' }),
      );
    },
  };
}

/** What the supervisor did: listened, whispered or joined. */
function Steps({ of: { onPhone, whisperedAt, bargedInAt } }: { of: Monitoring }) {
  const { t } = useTranslation();
  return (
    <span className={cells.steps}>
      {onPhone && (
        <Badge tone="neutral" icon={<Phone size={12} aria-hidden="true" />}>
          {t('team.record.onPhone')}
        </Badge>
      )}
      {whisperedAt === null && bargedInAt === null && (
        <Badge tone="neutral" icon={<Ear size={12} aria-hidden="true" />}>
          {t('team.record.listened')}
        </Badge>
      )}
      {whisperedAt !== null && (
        <Badge tone="info" icon={<MessageSquareLock size={12} aria-hidden="true" />}>
          {t('team.record.whispered')}
        </Badge>
      )}
      {bargedInAt !== null && (
        <Badge tone="warm" icon={<MessagesSquare size={12} aria-hidden="true" />}>
          {t('team.record.bargedIn')}
        </Badge>
      )}
    </span>
  );
}

/** How long the supervisor was there, up to now where they still are. */
function Lasted({ of: { beganAt, endedAt } }: { of: Monitoring }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return endedAt === null ? (
    <span className={cells.state}>
      {t('team.record.now')} {format.duration(now - beganAt)}
    </span>
  ) : (
    <>{format.duration(endedAt - beganAt)}</>
  );
}

/** Agents and supervisors by whom the record can be narrowed: those on the floor, and those in the record. */
function useChoices(floor: FloorView, read: Read) {
  const me = useDesk((state) => state.me);
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const seen = read.state === 'read' ? read.entries.map(({ supervisor }) => supervisor) : [];
  const fresh = seen.filter(({ id }) => !known.has(id));
  if (fresh.length > 0) {
    setKnown(new Map([...known, ...fresh.map(({ id, name }): [string, string] => [id, name])]));
  }
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  const supervisors = new Map(known);
  if (me !== null && !supervisors.has(me.id)) supervisors.set(me.id, me.name);
  return {
    agents: [...floor.agents.values()].sort(byName),
    supervisors: [...supervisors].map(([id, name]) => ({ id, name })).sort(byName),
  };
}

function NotRead({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={page.failed} role="alert">
      <span>{t('team.record.failed')}</span>
      <Button size="small" onClick={onAgain}>
        {t('team.record.again')}
      </Button>
    </div>
  );
}

/** Who monitored whom, when and from where. */
export function SupervisionRecord({ floor }: { floor: FloorView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [agentId, setAgentId] = useState(ALL);
  const [supervisorId, setSupervisorId] = useState(ALL);
  const [from, setFrom] = useState<number | null>(null);
  // The day after, also where the clocks change in between.
  const until = from === null ? null : new Date(from + 1.5 * DAY_MS).setHours(0, 0, 0, 0);
  const { read, more, again } = useRecord({ agentId, supervisorId, from, until });
  const { agents, supervisors } = useChoices(floor, read);
  const columns: readonly Column<Monitoring>[] = [
    {
      id: 'began',
      name: t('team.record.began'),
      width: 'minmax(8.5rem, 1.6fr)',
      rank: 1,
      draw: ({ beganAt }) => <span className={cells.time}>{format.moment(beganAt)}</span>,
    },
    {
      id: 'supervisor',
      name: t('team.record.supervisor'),
      width: 'minmax(7rem, 1.2fr)',
      rank: 2,
      draw: ({ supervisor }) => <bdi>{supervisor.name}</bdi>,
    },
    {
      id: 'agents',
      name: t('team.col.agent'),
      width: 'minmax(7rem, 1.2fr)',
      rank: 1,
      draw: (row) => <bdi>{row.agents.map(({ name }) => name).join(', ')}</bdi>,
    },
    {
      id: 'steps',
      name: t('team.record.how'),
      width: 'minmax(8rem, 1fr)',
      rank: 2,
      draw: (row) => <Steps of={row} />,
    },
    {
      id: 'lasted',
      name: t('team.record.lasted'),
      width: '5.5rem',
      rank: 2,
      end: true,
      draw: (row) => <Lasted of={row} />,
    },
    {
      id: 'customer',
      name: t('team.col.customer'),
      width: 'minmax(6rem, 1fr)',
      rank: 3,
      draw: ({ customer }) => <bdi>{customer === '' ? '–' : customer}</bdi>,
    },
    {
      id: 'place',
      name: t('team.record.from'),
      width: 'minmax(9rem, 1.4fr)',
      rank: 3,
      draw: (row) => <Place of={row} />,
    },
  ];
  return (
    <>
      <div className={page.tools}>
        <Select
          aria-label={t('team.col.agent')}
          value={agentId}
          choices={[
            { value: ALL, name: t('team.record.allAgents') },
            ...agents.map(({ id, name }) => ({ value: id, name })),
          ]}
          onChange={setAgentId}
        />
        <Select
          aria-label={t('team.record.supervisor')}
          value={supervisorId}
          choices={[
            { value: ALL, name: t('team.record.allSupervisors') },
            ...supervisors.map(({ id, name }) => ({ value: id, name })),
          ]}
          onChange={setSupervisorId}
        />
        <DateField label={t('team.record.day')} quiet of="day" value={from} onChange={setFrom} />
      </div>
      {read.state === 'reading' && (
        <div className={page.coming} aria-busy="true">
          <Skeleton width={30} height={1} />
          <Skeleton width={26} height={1} />
        </div>
      )}
      {read.state === 'failed' && <NotRead onAgain={again} />}
      {read.state === 'read' && (
        <>
          <div className={page.fill}>
            <Table
              label={t('team.tab.record')}
              columns={columns}
              rows={read.entries}
              keyOf={({ id }) => id}
              sub={(row) => (
                <>
                  <bdi>{row.supervisor.name}</bdi> <Steps of={row} />
                </>
              )}
              empty={t('team.record.none')}
            />
          </div>
          <Pagination
            more={read.next !== null}
            label={t('team.record.more')}
            pending={read.more === 'asked'}
            problem={read.more === 'failed' ? <NotRead onAgain={more} /> : null}
            onMore={more}
          />
        </>
      )}
    </>
  );
}

function Place({ of: { address, device } }: { of: Monitoring }) {
  const { t } = useTranslation();
  if (address === '' && device === '') return <span className={cells.muted}>{t('team.record.unknown')}</span>;
  return (
    <span className={cells.time} title={device}>
      <bdi>{address}</bdi> <span className={cells.muted}>{deviceName(device)}</span>
    </span>
  );
}
