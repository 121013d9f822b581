import { Hand } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useConfigured } from '../desk/use-configured.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Table, type Column } from '../ui/Table.tsx';
import { Acts, Question, waits, type Asked } from './ConversationActs.tsx';
import type { FloorConversation, FloorView } from './floor-slice.ts';
import { WAITS } from './QueueTable.tsx';
import { Since } from './Since.tsx';
import cells from './Rows.module.css';
import page from './Team.module.css';
import { useRows, type Order, type SortBy } from './use-team.ts';

/** Who waits comes first. */
const RANKS: Readonly<Record<string, number>> = {
  QUEUED: 0,
  OFFERED: 1,
  LISTED: 2,
  ACTIVE: 3,
  ON_HOLD: 4,
  BOT: 5,
  WRAP_UP: 6,
};
const TONES: Readonly<Record<string, Tone>> = {
  QUEUED: 'warm',
  OFFERED: 'info',
  LISTED: 'neutral',
  ACTIVE: 'good',
  ON_HOLD: 'neutral',
  BOT: 'accent',
  WRAP_UP: 'neutral',
};
const isStatus = oneOf('QUEUED', 'OFFERED', 'LISTED', 'ACTIVE', 'ON_HOLD', 'BOT', 'WRAP_UP');

const SORTS: SortBy<FloorConversation> = {
  customer: ({ customer }) => customer,
  // Whose agent asks for help, then the longest in each state.
  status: ({ state, since, hands }) => (hands.length > 0 ? -1 : (RANKS[state] ?? 7)) * 1e15 + since,
  queue: ({ queue, list }) => queue?.name ?? list?.name ?? '',
  agents: ({ agents }) => agents[0]?.name ?? '',
  since: ({ since }) => since,
};

function Status({ state }: { state: string }) {
  const { t } = useTranslation();
  const known = isStatus(state) ? state : 'ACTIVE';
  return <Badge tone={TONES[known] ?? 'neutral'}>{t(`team.status.${known}`)}</Badge>;
}

/** Conversations that wait, stand on lists, are served or are wrapped up. */
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
      width: 'minmax(7rem, 2fr)',
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
      draw: ({ queue, list }) => (
        <bdi>{queue === null ? (list?.name ?? '–') : configured.queue(queue.name)}</bdi>
      ),
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
        act={(row) => <Acts {...{ floor, row, onJoin }} onAsk={setAsked} />}
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
