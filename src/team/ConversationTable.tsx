import {
  ArrowRightLeft,
  ChevronsUp,
  CircleCheck,
  Ear,
  Hand,
  MessagesSquare,
  Undo2,
  UserRoundCheck,
  XCircle,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { Table, type Column } from '../ui/Table.tsx';
import { Choose, Confirm } from './Ask.tsx';
import type { FloorConversation, FloorView } from './floor-slice.ts';
import { WAITS } from './QueueTable.tsx';
import { RowMenu } from './RowMenu.tsx';
import { Since } from './Since.tsx';
import { teamActions } from './team-actions.ts';
import cells from './Rows.module.css';
import page from './Team.module.css';
import { useRows, type Order, type SortBy } from './use-team.ts';

/** Who waits comes first. */
const RANKS: Readonly<Record<string, number>> = {
  QUEUED: 0,
  OFFERED: 1,
  ACTIVE: 2,
  ON_HOLD: 3,
  BOT: 4,
  WRAP_UP: 5,
};
const TONES: Readonly<Record<string, Tone>> = {
  QUEUED: 'warm',
  OFFERED: 'info',
  ACTIVE: 'good',
  ON_HOLD: 'neutral',
  BOT: 'accent',
  WRAP_UP: 'neutral',
};
const isStatus = oneOf('QUEUED', 'OFFERED', 'ACTIVE', 'ON_HOLD', 'BOT', 'WRAP_UP');

/** The highest priority that a supervisor gives. */
const FIRST = 10;

const SORTS: SortBy<FloorConversation> = {
  customer: ({ customer }) => customer,
  // Whose agent asks for help, then the longest in each state.
  status: ({ state, since, hands }) => (hands.length > 0 ? -1 : (RANKS[state] ?? 6)) * 1e15 + since,
  queue: ({ queue }) => queue?.name ?? '',
  agents: ({ agents }) => agents[0]?.name ?? '',
  since: ({ since }) => since,
};

const waits = ({ state }: FloorConversation): boolean => state === 'QUEUED' || state === 'OFFERED';

function Status({ state }: { state: string }) {
  const { t } = useTranslation();
  const known = isStatus(state) ? state : 'ACTIVE';
  return <Badge tone={TONES[known] ?? 'neutral'}>{t(`team.status.${known}`)}</Badge>;
}

type Asked = { about: FloorConversation; what: 'MOVE' | 'ASSIGN' | 'END' };

function Acts({
  row,
  onAsk,
  onJoin,
}: {
  row: FloorConversation;
  onAsk: (asked: Asked) => void;
  onJoin: (id: string, how: 'listen' | 'help') => void;
}) {
  const { t } = useTranslation();
  const { steer } = useSlice(teamActions);
  const { id, customer, state, agents } = row;
  const [agent] = agents;
  const actions = useActions();
  const isHere = useDesk((known) => known.conversations[id]?.gone === null);
  // Whom a bot talks to waits for nobody yet.
  if (state === 'BOT') return null;
  if (state === 'WRAP_UP') {
    return (
      <RowMenu id={id} name={customer}>
        <MenuItem
          icon={<CircleCheck size={16} />}
          disabled={agent === undefined}
          onSelect={() => steer(id, { action: 'FINISH_WRAP_UP', agentId: agent?.id ?? '' })}
        >
          {t('team.act.finish')}
        </MenuItem>
      </RowMenu>
    );
  }
  return (
    <RowMenu id={id} name={customer}>
      {!waits(row) && (
        <>
          {isHere ? (
            <MenuItem icon={<MessagesSquare size={16} />} onSelect={() => actions.open(id)}>
              {t('home.open')}
            </MenuItem>
          ) : (
            <MenuItem icon={<Ear size={16} />} onSelect={() => onJoin(id, 'listen')}>
              {t('team.act.listen')}
            </MenuItem>
          )}
          <MenuSeparator />
        </>
      )}
      {state === 'QUEUED' && (
        <MenuItem
          icon={<ChevronsUp size={16} />}
          disabled={row.priority >= FIRST}
          onSelect={() => steer(id, { action: 'PRIORITISE', priority: FIRST })}
        >
          {t('team.act.prioritise')}
        </MenuItem>
      )}
      <MenuItem icon={<UserRoundCheck size={16} />} onSelect={() => onAsk({ about: row, what: 'ASSIGN' })}>
        {t('team.act.assign')}
      </MenuItem>
      <MenuItem
        icon={<ArrowRightLeft className="mirror" size={16} />}
        onSelect={() => onAsk({ about: row, what: 'MOVE' })}
      >
        {t('team.act.move')}
      </MenuItem>
      {state !== 'QUEUED' && (
        <MenuItem
          icon={<Undo2 className="mirror" size={16} />}
          onSelect={() => steer(id, { action: 'PULL_OUT' })}
        >
          {t('team.act.pullOut')}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<XCircle size={16} />} onSelect={() => onAsk({ about: row, what: 'END' })}>
        {t('team.act.end')}
      </MenuItem>
    </RowMenu>
  );
}

/** What is asked before an act: of whom or where to, or whether at all. */
function Question({ asked, floor, onClose }: { asked: Asked; floor: FloorView; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const configured = useConfigured();
  const { steer } = useSlice(teamActions);
  const { id, customer: name, queue, agents } = asked.about;
  if (asked.what === 'END') {
    return (
      <Confirm
        title={t('team.confirm.end', { name })}
        text={t('team.confirm.endText')}
        yes={t('team.confirm.endYes')}
        onYes={() => steer(id, { action: 'END' })}
        onClose={onClose}
      />
    );
  }
  if (asked.what === 'MOVE') {
    return (
      <Choose
        title={t('team.choose.queue', { name })}
        none={t('team.choose.none')}
        choices={[...floor.queues.values()]
          .filter((each) => each.id !== queue?.id)
          .map((each) => ({
            id: each.id,
            name: configured.queue(each.name),
            hint: t('team.readyCount', { count: each.ready }),
          }))}
        onChoose={(queueId) => steer(id, { action: 'MOVE', queueId })}
        onClose={onClose}
      />
    );
  }
  return (
    <Choose
      title={t('team.choose.agent', { name })}
      none={t('team.choose.none')}
      choices={[...floor.agents.values()]
        .filter((each) => each.state === 'READY' && each.connected)
        .filter((each) => !agents.some((one) => one.id === each.id))
        .sort((a, b) => a.conversations - b.conversations || a.name.localeCompare(b.name))
        .map((each) => ({
          id: each.id,
          name: each.name,
          hint: `${t('team.col.inHand')}: ${format.number(each.conversations)}`,
        }))}
      onChoose={(agentId) => steer(id, { action: 'ASSIGN', agentId })}
      onClose={onClose}
    />
  );
}

/** Conversations that wait, are served or are wrapped up. */
export function ConversationTable({
  floor,
  conversations,
  question,
  order,
  onJoin,
}: {
  floor: FloorView;
  conversations: readonly FloorConversation[];
  question: string;
  order: Order;
  onJoin: (id: string, how: 'listen' | 'help') => void;
}) {
  const { t } = useTranslation();
  const configured = useConfigured();
  const [asked, setAsked] = useState<Asked | null>(null);
  const first = { by: 'status', down: false };
  const { rows, sorting, onSort, still } = useRows(conversations, SORTS, first, question, order);
  const who = ({ agents }: FloorConversation) => agents.map(({ name }) => name).join(', ');
  const columns: readonly Column<FloorConversation>[] = [
    {
      id: 'customer',
      name: t('team.col.customer'),
      width: 'minmax(9rem, 2fr)',
      rank: 1,
      sorts: true,
      draw: ({ customer, channelType, hands }) => (
        <span className={cells.person}>
          <span className={cells.channel} title={channelName(channelType)}>
            <ChannelIcon type={channelType} />
          </span>
          <bdi className={cells.cut}>{customer}</bdi>
          {hands.length > 0 && (
            <span className={cells.hand} title={t('team.handOf', { agent: hands.join(', '), customer })}>
              <Hand size={16} aria-label={t('team.hands')} role="img" />
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'status',
      name: t('team.col.state'),
      width: 'minmax(6rem, 1fr)',
      rank: 2,
      sorts: true,
      draw: ({ state }) => <Status state={state} />,
    },
    {
      id: 'since',
      name: t('team.col.time'),
      width: '5rem',
      rank: 1,
      sorts: true,
      end: true,
      draw: (row) => <Since at={row.since} {...(waits(row) ? WAITS : {})} />,
    },
    {
      id: 'agents',
      name: t('team.col.agent'),
      width: 'minmax(7rem, 1.5fr)',
      rank: 2,
      sorts: true,
      draw: (row) => <bdi>{who(row)}</bdi>,
    },
    {
      id: 'queue',
      name: t('team.col.queue'),
      width: 'minmax(6rem, 1.2fr)',
      rank: 3,
      sorts: true,
      draw: ({ queue }) => <bdi>{queue === null ? '–' : configured.queue(queue.name)}</bdi>,
    },
  ];
  return (
    <div className={page.fill} {...still}>
      <Table
        label={t('team.tab.chats')}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        sub={(row) => (
          <>
            <Status state={row.state} /> <bdi>{who(row)}</bdi>
          </>
        )}
        act={(row) => <Acts row={row} onAsk={setAsked} onJoin={onJoin} />}
        actName={t('team.col.actions')}
        sorting={sorting}
        onSort={onSort}
        empty={t('team.empty.chats')}
        marked={({ hands }) => hands.length > 0}
      />
      {asked !== null && <Question asked={asked} floor={floor} onClose={() => setAsked(null)} />}
    </div>
  );
}
