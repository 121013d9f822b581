import { Monitor } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { may } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { TextField } from '../ui/TextField.tsx';
import { AgentTable } from './AgentTable.tsx';
import { AlarmBar } from './AlarmBar.tsx';
import { Announcements } from './Announcements.tsx';
import { ConversationTable } from './ConversationTable.tsx';
import type { FloorView } from './floor-slice.ts';
import { QueueTable } from './QueueTable.tsx';
import { SupervisionRecord } from './SupervisionRecord.tsx';
import { teamActions } from './team-actions.ts';
import { Tiles } from './Tiles.tsx';
import { Hands } from './Hands.tsx';
import { Labels } from './Labels.tsx';
import styles from './Team.module.css';
import { TABS, type TableId } from './setup.ts';
import { useSetup, type SetupHere } from './use-setup.ts';
import { ALL, useNarrowed } from './use-narrowed.ts';
import { useFloor, type Order } from './use-team.ts';
import { useWall } from './use-wall.ts';
import { ViewMenu } from './ViewMenu.tsx';
import { Wall } from './Wall.tsx';

const STATES = ['READY', 'NOT_READY', 'LOGOUT'] as const;
const STATUSES = ['QUEUED', 'OFFERED', 'LISTED', 'ACTIVE', 'ON_HOLD', 'BOT', 'WRAP_UP'] as const;

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

function View({ floor, here }: { floor: FloorView; here: SetupHere }) {
  const { t } = useTranslation();
  const onJoin = useJoin();
  const { changeView } = here;
  const { view } = here.setup;
  const { search } = view;
  const keepsLabels = useDesk((state) => may(state, 'customer-labels/manage'));
  const tab = view.tab === 'labels' && !keepsLabels ? 'chats' : view.tab;
  // A team that the supervisor has no more narrows nothing.
  const team = floor.teams.some(({ id }) => id === view.team) ? view.team : ALL;
  const status = tab === 'chats' || tab === 'agents' ? (view.status[tab] ?? ALL) : ALL;
  const orderOf = (table: TableId): Order => ({
    sorting: view.sorting[table],
    onSort: (sorting) => {
      changeView({ sorting: { ...view.sorting, [table]: sorting } });
    },
  });
  const show = (words: string) => {
    changeView({ tab: 'chats', search: words, team: ALL, status: { ...view.status, chats: ALL } });
  };
  const { agents, queues, conversations } = useNarrowed(floor, team, search, status);
  const question = `${team} ${search} ${status}`;
  const statuses =
    tab === 'agents'
      ? STATES.map((value) => ({ value, name: t(`state.${value}`) }))
      : STATUSES.map((value) => ({ value, name: t(`team.status.${value}`) }));
  const tools = tab !== 'announcements' && tab !== 'labels' && tab !== 'record' && (
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
      <Hands floor={floor} onHelp={(id) => onJoin(id, 'help')} />
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
                <div className={styles.panel}>
                  {tools}
                  <ConversationTable
                    {...{ floor, conversations, question, onJoin }}
                    order={orderOf('chats')}
                  />
                </div>
              ),
            },
            {
              id: 'agents',
              name: t('team.tab.agents'),
              content: (
                <div className={styles.panel}>
                  {tools}
                  <AgentTable {...{ agents, question }} order={orderOf('agents')} onShow={show} />
                </div>
              ),
            },
            {
              id: 'queues',
              name: t('team.tab.queues'),
              content: (
                <div className={styles.panel}>
                  {tools}
                  <QueueTable {...{ queues, question }} order={orderOf('queues')} onShow={show} />
                </div>
              ),
            },
            { id: 'announcements', name: t('team.tab.announcements'), content: <Announcements /> },
            ...(keepsLabels ? [{ id: 'labels', name: t('team.tab.labels'), content: <Labels /> }] : []),
            { id: 'record', name: t('team.tab.record'), content: <SupervisionRecord floor={floor} /> },
          ]}
        />
      </div>
    </>
  );
}

/** A supervisor's teams as they are now: who works, who waits, and what can be done about it. */
export function TeamPage() {
  const { t } = useTranslation();
  const { floor, failed, again } = useFloor();
  const online = useDesk((state) => state.link.status === 'online');
  const page = useRef<HTMLDivElement>(null);
  const { wall, toggle } = useWall(page);
  const here = useSetup();
  return (
    <div ref={page} className={styles.page} data-wall={wall || undefined}>
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
        {floor !== null && here.known && !wall && <ViewMenu floor={floor} here={here} />}
        <Button
          size="small"
          look="quiet"
          aria-pressed={wall}
          icon={<Monitor size={16} aria-hidden="true" />}
          onClick={toggle}
        >
          {t('team.wall')}
        </Button>
      </header>
      {floor !== null && (
        <AlarmBar
          floor={floor}
          alarms={here.setup.alarms}
          onChange={wall ? null : (alarms) => here.change({ alarms })}
        />
      )}
      {floor === null && failed ? (
        <div className={styles.failed} role="alert">
          <span>{t('team.failed')}</span>
          <Button size="small" onClick={again}>
            {t('team.record.again')}
          </Button>
        </div>
      ) : floor === null ? (
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
