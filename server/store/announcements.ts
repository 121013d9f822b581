/** What supervisors announce to teams. It decides nothing, so it stands beside the history and not in the journal. */
import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Times are epoch ms. It is active from `startsAt` until `endsAt`, scheduled before and expired after that. */
export type Announcement = {
  id: string;
  supervisorId: string;
  teamIds: string[];
  text: string;
  startsAt: number;
  endsAt: number;
  /** Moves when it is changed; not when somebody has seen it. */
  updatedAt: number;
  seenBy: string[];
};

export type Announcements = {
  /** Newest start first, at most `limit`. */
  list: (wanted: { limit: number; supervisorIds?: readonly string[] }) => Promise<Announcement[]>;
  /** Those that are active then. */
  activeAt: (now: number) => Promise<Announcement[]>;
  find: (id: string) => Promise<Announcement | undefined>;
  /** Durable when it resolves. Also removes what expired long ago. */
  add: (announcement: Announcement) => Promise<void>;
  /** False when it is not there any more. Who has seen it before has to see it again. */
  change: (announcement: Omit<Announcement, 'seenBy' | 'supervisorId'>) => Promise<boolean>;
  remove: (id: string) => Promise<boolean>;
  /** Who has seen it is remembered once. */
  markSeen: (id: string, userId: string) => Promise<void>;
};

/** Expired ones are kept for so long, ms. */
const KEPT_MS = 90 * 86_400_000;

/** Opens the announcements of `tenant`. */
export function openAnnouncements(db: Kysely<Schema>, tenant: string): Announcements {
  const all = () => db.selectFrom('announcements').selectAll().where('tenant', '=', tenant);
  return {
    list: async ({ limit, supervisorIds }) => {
      const wanted =
        supervisorIds === undefined ? all() : all().where('supervisor_id', 'in', [...supervisorIds]);
      if (supervisorIds?.length === 0) return [];
      const rows = await wanted.orderBy('starts_at', 'desc').orderBy('id').limit(limit).execute();
      return rows.map(announcementOf);
    },
    activeAt: async (now) => {
      const rows = await all()
        .where('starts_at', '<=', now)
        .where('ends_at', '>', now)
        .orderBy('starts_at')
        .orderBy('id')
        .execute();
      return rows.map(announcementOf);
    },
    find: async (id) => {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row && announcementOf(row);
    },
    add: async ({ id, supervisorId, teamIds, text, startsAt, endsAt, updatedAt }) => {
      await db
        .insertInto('announcements')
        .values({
          tenant,
          id,
          supervisor_id: supervisorId,
          team_ids: teamIds,
          body: text,
          starts_at: startsAt,
          ends_at: endsAt,
          created_at: updatedAt,
          updated_at: updatedAt,
          seen_by: [],
        })
        .execute();
      await db
        .deleteFrom('announcements')
        .where('tenant', '=', tenant)
        .where('ends_at', '<', updatedAt - KEPT_MS)
        .execute();
    },
    change: async ({ id, teamIds, text, startsAt, endsAt, updatedAt }) => {
      const { numUpdatedRows } = await db
        .updateTable('announcements')
        .set({
          team_ids: teamIds,
          body: text,
          starts_at: startsAt,
          ends_at: endsAt,
          updated_at: updatedAt,
          seen_by: [],
        })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    remove: async (id) => {
      const { numDeletedRows } = await db
        .deleteFrom('announcements')
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    markSeen: async (id, userId) => {
      await db
        .updateTable('announcements')
        .set({ seen_by: sql<string[]>`array_append(seen_by, ${userId})` })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where(sql<boolean>`not (${userId} = any(seen_by))`)
        .execute();
    },
  };
}

function announcementOf(row: {
  id: string;
  supervisor_id: string;
  team_ids: string[];
  body: string;
  starts_at: number;
  ends_at: number;
  updated_at: number;
  seen_by: string[];
}): Announcement {
  return {
    id: row.id,
    supervisorId: row.supervisor_id,
    teamIds: row.team_ids,
    text: row.body,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    updatedAt: row.updated_at,
    seenBy: row.seen_by,
  };
}
