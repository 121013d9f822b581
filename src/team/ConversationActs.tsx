import {
  ArrowRightLeft,
  ChevronsUp,
  CircleCheck,
  Ear,
  Eye,
  MessagesSquare,
  Undo2,
  UserRoundCheck,
  XCircle,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { isSpokenChannel } from '../store/conversation.ts';
import { may } from '../store/selectors.ts';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { Choose, Confirm } from './Ask.tsx';
import { CallItems } from './CallItems.tsx';
import type { FloorConversation, FloorView } from './floor-slice.ts';
import { RowMenu } from './RowMenu.tsx';
import { teamActions } from './team-actions.ts';

/** The highest priority that a supervisor gives. */
const FIRST = 10;

/** Whether the customer waits for an agent of a queue. */
export const waits = ({ state }: FloorConversation): boolean => state === 'QUEUED' || state === 'OFFERED';

export type Asked = { about: FloorConversation; what: 'MOVE' | 'ASSIGN' | 'END' };

/** What can be done with a conversation, as it stands. */
export function Acts({
  floor,
  row,
  onAsk,
  onJoin,
}: {
  floor: FloorView;
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
  const mayEndListed = useDesk((known) => may(known, 'subscribed-list/manage'));
  // Whom a bot talks to waits for nobody yet.
  if (state === 'BOT' || (state === 'LISTED' && !mayEndListed)) return null;
  const ends = (
    <MenuItem icon={<XCircle size={16} />} onSelect={() => onAsk({ about: row, what: 'END' })}>
      {t('team.act.end')}
    </MenuItem>
  );
  if (state === 'LISTED') {
    return (
      <RowMenu id={id} name={customer}>
        {ends}
      </RowMenu>
    );
  }
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
  const call = isSpokenChannel(row.channelType);
  const opens = isHere ? (
    <MenuItem icon={<MessagesSquare size={16} />} onSelect={() => actions.open(id)}>
      {t('home.open')}
    </MenuItem>
  ) : (
    <MenuItem icon={call ? <Eye size={16} /> : <Ear size={16} />} onSelect={() => onJoin(id, 'listen')}>
      {t(call ? 'team.act.view' : 'team.act.listen')}
    </MenuItem>
  );
  if (call && !waits(row)) {
    const talks = floor.agents.get(agent?.id ?? '');
    return (
      <RowMenu id={id} name={customer}>
        {talks !== undefined && <CallItems agent={talks} at={id} />}
        {opens}
      </RowMenu>
    );
  }
  return (
    <RowMenu id={id} name={customer}>
      {!waits(row) && (
        <>
          {opens}
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
      {ends}
    </RowMenu>
  );
}

/** What is asked before an act: of whom or where to, or whether at all. */
export function Question({ asked, floor, onClose }: { asked: Asked; floor: FloorView; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const configured = useConfigured();
  const { steer, endListed } = useSlice(teamActions);
  const { id, customer: name, queue, agents, state } = asked.about;
  if (asked.what === 'END') {
    return (
      <Confirm
        title={t('team.confirm.end', { name })}
        text={t(
          waits(asked.about) || state === 'LISTED' ? 'team.confirm.endWaitingText' : 'team.confirm.endText',
        )}
        yes={t('team.confirm.endYes')}
        onYes={() => (state === 'LISTED' ? endListed(id) : steer(id, { action: 'END' }))}
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
