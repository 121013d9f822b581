/** How a supervisor looks at the floor: the view as it stands, saved views, and alarms. Kept on the server. */
import { fields, list, number, text } from '../base/fields.ts';
import { oneOf } from '../base/one-of.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import type { Sorting } from '../ui/Table.tsx';
import type { Alarm } from './alarms.ts';

/** Tabs with a table of the floor; each has an order and a state of its own to narrow it by. */
export const TABLES = ['chats', 'agents', 'queues'] as const;
export type TableId = (typeof TABLES)[number];
export const TABS = [...TABLES, 'announcements', 'labels', 'record'] as const;
export type TabId = (typeof TABS)[number];

/** Empty texts: all. */
export type View = {
  tab: TabId;
  team: string;
  search: string;
  status: Readonly<Partial<Record<TableId, string>>>;
  sorting: Readonly<Partial<Record<TableId, Sorting>>>;
};

export type SavedView = { name: string; view: View };

export type Setup = { view: View; saved: readonly SavedView[]; alarms: readonly Alarm[] };

export const USUAL_VIEW: View = { tab: 'chats', team: '', search: '', status: {}, sorting: {} };
export const USUAL_SETUP: Setup = { view: USUAL_VIEW, saved: [], alarms: [] };

/** So many views and alarms are kept. */
export const MOST_KEPT = 20;
/** The longest name of a view. */
export const MAX_VIEW_NAME = 40;
const MAX_SEARCH = 100;

const isTab = oneOf(...TABS);
const isMeasure = oneOf('waiting', 'longest', 'level', 'state', 'notReady');

function readView(value: unknown): View {
  const wire = fields(value);
  const tab = text(wire.tab);
  const status = fields(wire.status);
  const sorting = fields(wire.sorting);
  return {
    tab: isTab(tab) ? tab : USUAL_VIEW.tab,
    team: text(wire.team),
    search: text(wire.search).slice(0, MAX_SEARCH),
    status: Object.fromEntries(TABLES.map((id) => [id, text(status[id])])),
    sorting: Object.fromEntries(
      TABLES.flatMap((id) => {
        const { by, down } = fields(sorting[id]);
        return text(by) === '' ? [] : [[id, { by: text(by), down: down === true }]];
      }),
    ),
  };
}

/** Whether two views show the same; what was never chosen is as good as all. */
export const sameView = (a: View, b: View): boolean =>
  JSON.stringify(readView(a)) === JSON.stringify(readView(b));

function readAlarm(value: unknown): Alarm[] {
  const wire = fields(value);
  const measure = text(wire.measure);
  const limit = number(wire.limit);
  if (!isMeasure(measure) || limit === null || text(wire.id) === '') return [];
  return [{ id: text(wire.id), measure, limit, queueId: text(wire.queueId), muted: wire.muted === true }];
}

/** What the server has kept; anything else is as usual. */
export function readSetup(value: unknown): Setup {
  const wire = fields(value);
  return {
    view: readView(wire.view),
    saved: list(wire.saved)
      .map((one) => ({ name: text(fields(one).name), view: readView(fields(one).view) }))
      .filter(({ name }) => name !== '')
      .slice(0, MOST_KEPT),
    alarms: list(wire.alarms).flatMap(readAlarm).slice(0, MOST_KEPT),
  };
}

const PATH = '/cim-customer/agentSetting';

export type SetupActions = {
  /** What was kept. Rejects when it can't be read. */
  read: () => Promise<Setup>;
  /** Keeps it. Rejects when the server doesn't take it. */
  keep: (setup: Setup) => Promise<void>;
};

export function setupActions({ rest }: ActionTools): SetupActions {
  return {
    read: async () => readSetup(fields(await rest.get(PATH)).teamView),
    keep: async (setup) => {
      await rest.put(PATH, { teamView: setup });
    },
  };
}
