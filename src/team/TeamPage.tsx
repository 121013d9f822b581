import { Hand, Monitor } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { TextField } from '../ui/TextField.tsx';
import type { Sorting } from '../ui/Table.tsx';
import { AgentTable } from './AgentTable.tsx';
import { AlarmBar } from './AlarmBar.tsx';
import { Announcements } from './Announcements.tsx';
import { ConversationTable } from './ConversationTable.tsx';
import type { FloorView } from './floor-slice.ts';
import { QueueTable } from './QueueTable.tsx';
import { SupervisionRecord } from './SupervisionRecord.tsx';
import { teamActions } from './team-actions.ts';
import { Tiles } from './Tiles.tsx';
import styles from './Team.module.css';
import { TABS, type TableId } from './setup.ts';
import { useSetup, type SetupHere } from './use-setup.ts';
import { useFloor, type Order } from './use-team.ts';
import { ViewMenu } from './ViewMenu.tsx';

const ALL = '';
const STATES = ['READY', 'NOT_READY', 'LOGOUT'] as const;
const STATUSES = ['QUEUED', 'OFFERED', 'ACTIVE', 'ON_HOLD', 'BOT', 'WRAP_UP'] as const;

/** Goes into a conversation of others, and shows it once it is there. */
function useJoin(): (id: string, how: 'listen' | 'help') => void {
  const { join } = useSlice(teamActions);
  const actions = useActions();
  const [wanted, setWanted] = useState<string | null>(null);
  const here = useDesk((state) => wanted !== null && Object.hasOwn(state.conversations, wanted));
  useEffect(() => {
    if (here && wanted !== null) actions.open(wanted);
  }, [here, wanted, actions]);
  return (id, how) => {
    void join(id, how).then((yes) => {
      if (yes) setWanted(id);
    });
  };
}

/** Agents who ask for help, each with the way to them. */
function Hands({ floor, onJoin }: { floor: FloorView; onJoin: ReturnType<typeof useJoin> }) {
  const { t } = useTranslation();
  const raised = [...floor.conversations.values()].filter(({ hands }) => hands.length > 0);
  if (raised.length === 0) return null;
  return (
    <ul className={styles.hands} aria-label={t('team.hands')}>
      {raised.map(({ id, hands, customer }) => (
        <li key={id} className={styles.hand}>
          <Hand size={18} aria-hidden="true" />
          <span className={styles.handWords}>{t('team.handOf', { agent: hands.join(', '), customer })}</span>
          <Button size="small" look="primary" onClick={() => onJoin(id, 'help')}>
            {t('team.help')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What of the floor is of the chosen team and has the searched words. */
function useNarrowed(floor: FloorView, team: string, search: string, status: string) {
  const words = search.trim().toLowerCase();
  const has = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(words));
  const ofTeam = (agentId: string) => floor.agents.get(agentId)?.team.id === team;
  return {
    agents: [...floor.agents.values()].filter(
      (agent) =>
        (team === ALL || agent.team.id === team) &&
        (status === ALL || agent.state === status) &&
        has(agent.name, agent.team.name),
    ),
    queues: [...floor.queues.values()].filter(({ name }) => has(name)),
    conversations: [...floor.conversations.values()].filter(
      (row) =>
        (team === ALL || row.agents.length === 0 || row.agents.some(({ id }) => ofTeam(id))) &&
        (status === ALL || row.state === status) &&
        has(row.customer, row.queue?.name ?? '', ...row.agents.map(({ name }) => name)),
    ),
  };
}

function View({ floor, here }: { floor: FloorView; here: SetupHere }) {
  const { t } = useTranslation();
  const onJoin = useJoin();
  const { changeView } = here;
  const { view } = here.setup;
  const { tab, search } = view;
  // A team that the supervisor has no more narrows nothing.
  const team = floor.teams.some(({ id }) => id === view.team) ? view.team : ALL;
  const status = tab === 'chats' || tab === 'agents' ? (view.status[tab] ?? ALL) : ALL;
  const orderOf = (table: TableId): Order => ({
    sorting: view.sorting[table],
    onSort: (sorting) => {
      changeView({ sorting: { ...view.sorting, [table]: sorting } });
    },
  });
  const { agents, queues, conversations } = useNarrowed(floor, team, search, status);
  const question = `${team} ${search} ${status}`;
  const statuses =
    tab === 'agents'
      ? STATES.map((value) => ({ value, name: t(`state.${value}`) }))
      : STATUSES.map((value) => ({ value, name: t(`team.status.${value}`) }));
  const tools = tab !== 'announcements' && tab !== 'record' && (
    <div className={styles.tools}>
      <TextField
        label={t('team.search')}
        quiet
        type="search"
        placeholder={t('team.search')}
        value={search}
        onChange={(words) => {
          changeView({ search: words });
        }}
      />
      {floor.teams.length > 1 && tab !== 'queues' && (
        <Select
          aria-label={t('team.col.team')}
          value={team}
          choices={[
            { value: ALL, name: t('team.allTeams') },
            ...floor.teams.map(({ id, name }) => ({ value: id, name })),
          ]}
          onChange={(id) => {
            changeView({ team: id });
          }}
        />
      )}
      {tab !== 'queues' && (
        <Select
          aria-label={t('team.col.state')}
          value={status}
          choices={[{ value: ALL, name: t('team.allStates') }, ...statuses]}
          onChange={(state) => {
            changeView({ status: { ...view.status, [tab]: state } });
          }}
        />
      )}
    </div>
  );
  return (
    <>
      <Hands floor={floor} onJoin={onJoin} />
      <Tiles floor={floor} />
      <div className={styles.tables}>
        <Tabs
          label={t('team.title')}
          value={tab}
          onChange={(id) => {
            changeView({ tab: TABS.find((each) => each === id) ?? tab });
          }}
          tabs={[
            {
              id: 'chats',
              name: t('team.tab.chats'),
              content: (
                <>
                  {tools}
                  <ConversationTable
                    {...{ floor, conversations, question, onJoin }}
                    order={orderOf('chats')}
                  />
                </>
              ),
            },
            {
              id: 'agents',
              name: t('team.tab.agents'),
              content: (
                <>
                  {tools}
                  <AgentTable agents={agents} question={question} order={orderOf('agents')} />
                </>
              ),
            },
            {
              id: 'queues',
              name: t('team.tab.queues'),
              content: (
                <>
                  {tools}
                  <QueueTable queues={queues} question={question} order={orderOf('queues')} />
                </>
              ),
            },
            { id: 'announcements', name: t('team.tab.announcements'), content: <Announcements /> },
            { id: 'record', name: t('team.tab.record'), content: <SupervisionRecord floor={floor} /> },
          ]}
        />
      </div>
    </>
  );
}

/** A wall shows figures and queues, large, and nothing to press but the way back. */
function Wall({ floor }: { floor: FloorView }) {
  const [sorting, onSort] = useState<Sorting>();
  return (
    <>
      <Tiles floor={floor} />
      <QueueTable queues={[...floor.queues.values()]} question="" order={{ sorting, onSort }} />
    </>
  );
}

/** A supervisor's teams as they are now: who works, who waits, and what can be done about it. */
export function TeamPage() {
  const { t } = useTranslation();
  const floor = useFloor();
  const online = useDesk((state) => state.link.status === 'online');
  const [wall, setWall] = useState(false);
  const here = useSetup();
  return (
    <div className={styles.page} data-wall={wall || undefined}>
      <header className={styles.head}>
        <h1>{t('place.team')}</h1>
        {!online && floor !== null && (
          <p className={styles.stale} role="status">
            {t('team.stale')}
          </p>
        )}
        {here.unkept && (
          <p className={styles.stale} role="status">
            {t('team.view.unkept')}
          </p>
        )}
        {floor !== null && here.known && <ViewMenu floor={floor} here={here} />}
        <Button
          size="small"
          look="quiet"
          aria-pressed={wall}
          icon={<Monitor size={16} aria-hidden="true" />}
          onClick={() => {
            setWall(!wall);
          }}
        >
          {t('team.wall')}
        </Button>
      </header>
      {floor !== null && (
        <AlarmBar
          floor={floor}
          alarms={here.setup.alarms}
          onChange={(alarms) => {
            here.change({ alarms });
          }}
        />
      )}
      {floor === null ? (
        <div className={styles.coming} aria-busy="true">
          <Skeleton width={18} height={4} />
          <Skeleton width={30} height={1} />
          <Skeleton width={26} height={1} />
        </div>
      ) : wall ? (
        <Wall floor={floor} />
      ) : (
        <View floor={floor} here={here} />
      )}
    </div>
  );
}
