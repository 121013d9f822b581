/** The supervision record as the desk reads it, page by page. */
import { fields, list, number, text } from '../base/fields.ts';
import type { ActionTools } from '../desk/actions/tools.ts';

type Named = { id: string; name: string };

/** A supervisor in a conversation, or in an agent's call. Times are epoch ms; null: it has not happened. */
export type Monitoring = {
  id: string;
  customer: string;
  supervisor: Named;
  agents: readonly Named[];
  beganAt: number;
  whisperedAt: number | null;
  bargedInAt: number | null;
  endedAt: number | null;
  onPhone: boolean;
  address: string;
  device: string;
};

type RecordPage = { entries: readonly Monitoring[]; next: number | null };

/** Empty texts and null: all. `from` and `until` are epoch ms. */
export type RecordWanted = {
  agentId: string;
  supervisorId: string;
  from: number | null;
  until: number | null;
};

function readNamed(value: unknown): Named {
  const { id, name } = fields(value);
  return { id: text(id), name: text(name) };
}

function readMonitoring(value: unknown): Monitoring {
  const wire = fields(value);
  return {
    id: text(wire.id),
    customer: text(wire.customer),
    supervisor: readNamed(wire.supervisor),
    agents: list(wire.agents).map(readNamed),
    beganAt: number(wire.beganAt) ?? 0,
    whisperedAt: number(wire.whisperedAt),
    bargedInAt: number(wire.bargedInAt),
    endedAt: number(wire.endedAt),
    onPhone: wire.onPhone === true,
    address: text(wire.address),
    device: text(wire.device),
  };
}

export type RecordActions = {
  /** The page after `before`, or the first one. Rejects when it can't be read. */
  read: (wanted: RecordWanted, before: number | null) => Promise<RecordPage>;
};

export function recordActions({ rest }: ActionTools): RecordActions {
  return {
    read: async ({ agentId, supervisorId, from, until }, before) => {
      const query = new URLSearchParams();
      if (agentId !== '') query.set('agentId', agentId);
      if (supervisorId !== '') query.set('supervisorId', supervisorId);
      if (from !== null) query.set('from', String(from));
      if (until !== null) query.set('until', String(until));
      if (before !== null) query.set('before', String(before));
      const wire = fields(await rest.get(`/supervision/monitorings?${query.toString()}`));
      return { entries: list(wire.entries).map(readMonitoring), next: number(wire.next) };
    },
  };
}

/** Programs by the name that people know; null: none of these. */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** What a program says about itself, in the words that people know. */
export function deviceName(device: string): string {
  const named = (among: typeof PROGRAMS) => among.find(([sign]) => sign.test(device))?.[1];
  const known = [named(PROGRAMS), named(SYSTEMS)].filter((one) => one !== undefined);
  return known.length > 0 ? known.join(', ') : device;
}
