import { Check, Coffee, LogOut, MessagesSquare, Power, PowerOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReasonName } from '../desk/reason-name.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useWorkNames } from '../desk/work-name.ts';
import { useFormat } from '../i18n/format.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { StateDot } from '../ui/StateDot.tsx';
import { Table, type Column } from '../ui/Table.tsx';
import { Confirm } from './Ask.tsx';
import { CallItems } from './CallItems.tsx';
import type { FloorAgent, FloorMrd } from './floor-slice.ts';
import { RowMenu } from './RowMenu.tsx';
import { Since } from './Since.tsx';
import { teamActions } from './team-actions.ts';
import cells from './Rows.module.css';
import page from './Team.module.css';
import { useRows, type Order, type SortBy } from './use-team.ts';

/** Order of the rows: ready, not ready, signed out. */
const RANKS: Readonly<Record<string, number>> = { READY: 0, NOT_READY: 1, LOGOUT: 2 };

const SORTS: SortBy<FloorAgent> = {
  name: ({ name }) => name,
  state: ({ state }) => RANKS[state] ?? 3,
  since: ({ since }) => since ?? Infinity,
  chats: ({ conversations }) => conversations,
  team: ({ team }) => team.name,
};

const FIRST = { by: 'state', down: false };

const isOn = ({ state }: FloorMrd): boolean => state === 'READY' || state === 'ACTIVE' || state === 'BUSY';

function State({ agent }: { agent: FloorAgent }) {
  const { t } = useTranslation();
  const reasonName = useReasonName();
  const { state, reason, connected } = agent;
  const known = state === 'READY' || state === 'NOT_READY' ? state : 'LOGOUT';
  const word = reason === null || known === 'READY' ? t(`state.${known}`) : reasonName(reason);
  return (
    <span className={cells.state} data-state={known}>
      <StateDot state={known} />
      <span className={cells.cut}>{word}</span>
      {known !== 'LOGOUT' && !connected && <span className={cells.muted}>{t('team.noConnection')}</span>}
    </span>
  );
}

function Work({ mrds }: { mrds: readonly FloorMrd[] }) {
  const { work } = useWorkNames();
  const format = useFormat();
  return (
    <span className={cells.mrds}>
      {mrds.map((mrd) => (
        <span key={mrd.id} className={cells.mrd}>
          <StateDot state={mrd.state} size={10} />
          {work(mrd.name)}{' '}
          <span className={cells.muted}>
            {format.number(mrd.live)}/{format.number(mrd.max)}
          </span>
        </span>
      ))}
    </span>
  );
}

function Acts({
  agent,
  onLogout,
  onShow,
}: {
  agent: FloorAgent;
  onLogout: () => void;
  onShow: (words: string) => void;
}) {
  const { t } = useTranslation();
  const { work } = useWorkNames();
  const { setState, setMrd } = useSlice(teamActions);
  const { id, name, state, mrds } = agent;
  if (state === 'LOGOUT') return null;
  return (
    <RowMenu id={id} name={name}>
      <CallItems agent={agent} />
      <MenuItem
        icon={<MessagesSquare size={16} />}
        disabled={agent.conversations === 0}
        onSelect={() => onShow(name)}
      >
        {t('team.act.show')}
      </MenuItem>
      <MenuSeparator />
      {state === 'READY' ? (
        <MenuItem icon={<Coffee size={16} />} onSelect={() => setState(id, 'NOT_READY')}>
          {t('team.act.notReady')}
        </MenuItem>
      ) : (
        <MenuItem icon={<Check size={16} />} onSelect={() => setState(id, 'READY')}>
          {t('team.act.ready')}
        </MenuItem>
      )}
      {state === 'READY' &&
        mrds.map((mrd) => (
          <MenuItem
            key={mrd.id}
            icon={isOn(mrd) ? <PowerOff size={16} /> : <Power size={16} />}
            onSelect={() => setMrd(id, mrd.id, isOn(mrd) ? 'NOT_READY' : 'READY')}
          >
            {t(isOn(mrd) ? 'team.act.mrdOff' : 'team.act.mrdOn', { work: work(mrd.name) })}
          </MenuItem>
        ))}
      <MenuSeparator />
      <MenuItem icon={<LogOut size={16} />} onSelect={onLogout}>
        {t('team.act.logout')}
      </MenuItem>
    </RowMenu>
  );
}

/** Agents of the teams: their state, since when, and their open work. */
export function AgentTable({
  agents,
  question,
  order,
  onShow,
}: {
  agents: readonly FloorAgent[];
  question: string;
  order: Order;
  /** Shows the chats that match this text. */
  onShow: (words: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { setState } = useSlice(teamActions);
  const [leaving, setLeaving] = useState<FloorAgent | null>(null);
  const { rows, sorting, onSort, still } = useRows(agents, SORTS, FIRST, question, order);
  const columns: readonly Column<FloorAgent>[] = [
    {
      id: 'name',
      name: t('team.col.agent'),
      width: 'minmax(7rem, 2fr)',
      rank: 1,
      sorts: true,
      draw: ({ name }) => (
        <span className={cells.person}>
          <span className={cells.face}>
            <Avatar name={name} />
          </span>
          <bdi className={cells.cut}>{name}</bdi>
        </span>
      ),
    },
    {
      id: 'state',
      name: t('team.col.state'),
      width: 'minmax(7rem, 1.5fr)',
      rank: 2,
      sorts: true,
      draw: (agent) => <State agent={agent} />,
    },
    {
      id: 'since',
      name: t('team.col.time'),
      width: '5rem',
      rank: 1,
      sorts: true,
      end: true,
      draw: ({ since, state }) => (since === null || state === 'LOGOUT' ? '–' : <Since at={since} />),
    },
    {
      id: 'chats',
      name: t('team.col.inHand'),
      width: '5rem',
      rank: 2,
      sorts: true,
      end: true,
      draw: ({ conversations }) => format.number(conversations),
    },
    {
      id: 'work',
      name: t('team.col.work'),
      width: 'minmax(10rem, 2fr)',
      rank: 3,
      draw: ({ mrds, state }) => (state === 'LOGOUT' ? '' : <Work mrds={mrds} />),
    },
    {
      id: 'team',
      name: t('team.col.team'),
      width: 'minmax(5rem, 1fr)',
      rank: 3,
      sorts: true,
      draw: ({ team }) => <bdi>{team.name}</bdi>,
    },
  ];
  return (
    <div className={page.fill} {...still}>
      <Table
        label={t('team.tab.agents')}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        sub={(agent) => <State agent={agent} />}
        act={(agent) => <Acts agent={agent} onLogout={() => setLeaving(agent)} onShow={onShow} />}
        actName={t('team.col.actions')}
        sorting={sorting}
        onSort={onSort}
        empty={t('team.empty.agents')}
      />
      {leaving !== null && (
        <Confirm
          title={t('team.confirm.logout', { name: leaving.name })}
          text={t('team.confirm.logoutText', { count: leaving.conversations })}
          yes={t('team.confirm.logoutYes')}
          onYes={() => setState(leaving.id, 'LOGOUT')}
          onClose={() => setLeaving(null)}
        />
      )}
    </div>
  );
}
