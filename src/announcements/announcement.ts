/** Announcements to teams as the desk shows them, and how they are read and made. */
import { fields, list, text, texts, time } from '../base/fields.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import type { ServerSlice } from '../store/server-slice.ts';

export type Announcement = {
  id: string;
  text: string;
  by: string;
  /** Epoch ms. */
  startsAt: number;
  endsAt: number;
  status: 'scheduled' | 'active' | 'expired';
  teams: readonly { id: string; name: string }[];
  seenBy: readonly string[];
};

/** Something that a supervisor has done to this agent, or to a conversation of theirs. */
export type Acted = { key: string; act: string; by: string };

function readAnnouncement(value: unknown): Announcement {
  const wire = fields(value);
  const status = text(wire.status);
  return {
    id: text(wire.id),
    text: text(wire.announcementText),
    by: text(wire.supervisorName),
    startsAt: time(wire.scheduledTime, 0),
    endsAt: time(wire.expiryTime, 0),
    status: status === 'scheduled' || status === 'expired' ? status : 'active',
    teams: list(wire.teams).map((one) => {
      const team = fields(one);
      return { id: text(team.teamId), name: text(team.teamName) };
    }),
    seenBy: texts(wire.seenBy),
  };
}

/** What has been heard since the part is here; what stood before is read by REST. `acted`: the newest alone. */
type Heard = { created: readonly Announcement[]; gone: readonly string[]; acted: Acted | null };

/** So many are remembered: more than stand at once anywhere. */
const MOST = 100;

export const announcementSlice: ServerSlice<Heard> = {
  initial: { created: [], gone: [], acted: null },
  events: {
    ANNOUNCEMENT_CREATED: (before, payload) => {
      const one = readAnnouncement(payload);
      const created = [...before.created.filter(({ id }) => id !== one.id), one].slice(-MOST);
      return { ...before, created, gone: before.gone.filter((id) => id !== one.id) };
    },
    ANNOUNCEMENT_DELETED: (before, payload) => {
      const { id } = readAnnouncement(payload);
      const created = before.created.filter((one) => one.id !== id);
      return { ...before, created, gone: [...before.gone, id].slice(-MOST) };
    },
    supervisorActed: (before, payload, at) => {
      const wire = fields(payload);
      const acted = { key: String(at), act: text(wire.act), by: text(fields(wire.supervisor).name) };
      return { ...before, acted };
    },
  },
};

const BASE = '/team-announcement/announcement';

/** Where announcing is asked and refused. */
export const ANNOUNCE = 'announce';

export type NewAnnouncement = {
  text: string;
  teamIds: readonly string[];
  startsAt: number | null;
  endsAt: number;
};

export type AnnouncementActions = {
  /** Those that are active now. Rejects when they can't be read. */
  active: () => Promise<Announcement[]>;
  /** All that concern this supervisor. */
  all: () => Promise<Announcement[]>;
  seen: (id: string) => void;
  /** Resolves with whether the server said yes. `id` null: a new one. */
  announce: (id: string | null, announcement: NewAnnouncement) => Promise<boolean>;
  remove: (id: string) => Promise<boolean>;
};

export function announcementActions({ rest, me, attempt }: ActionTools): AnnouncementActions {
  const read = async (query: string) => list(await rest.get(`${BASE}${query}`)).map(readAnnouncement);
  return {
    active: () => read('?status=active'),
    all: () => read(''),
    seen: (id) =>
      void attempt(`seen:${id}`, 'seen', () =>
        rest.put(`${BASE}/seenStatus/${encodeURIComponent(id)}`, { userId: me() }),
      ),
    announce: (id, { text: words, teamIds, startsAt, endsAt }) =>
      attempt(ANNOUNCE, 'announce', () => {
        const body = {
          announcementText: words,
          teams: teamIds.map((teamId) => ({ teamId })),
          scheduledTime: startsAt,
          expiryTime: endsAt,
        };
        return id === null ? rest.post(BASE, body) : rest.put(`${BASE}/${encodeURIComponent(id)}`, body);
      }),
    remove: (id) => attempt(ANNOUNCE, 'remove', () => rest.remove(`${BASE}/${encodeURIComponent(id)}`)),
  };
}
