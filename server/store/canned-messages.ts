/** Texts that agents use again, each their own. Those for all stand in the configuration. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A text of an agent's own. */
export type CannedMessage = { id: string; title: string; shortcut: string; text: string };

/** More than anybody finds again. */
const MOST = 200;

/** The texts of one tenant's agents. */
export type CannedMessages = {
  list: (agentId: string) => Promise<CannedMessage[]>;
  /** Undefined: there is none with this id, or there are too many already. */
  save: (
    agentId: string,
    message: Omit<CannedMessage, 'id'> & { id: string | null },
    at: number,
  ) => Promise<CannedMessage | undefined>;
  remove: (agentId: string, id: string) => Promise<boolean>;
};

/** The texts of one tenant's agents. */
export function openCannedMessages(db: Kysely<Schema>, tenant: string): CannedMessages {
  return {
    list: (agentId) =>
      db
        .selectFrom('canned_messages')
        .select(['id', 'title', 'shortcut', 'text'])
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .orderBy('title')
        .orderBy('id')
        .execute(),
    save: async (agentId, { id, title, shortcut, text }, at) => {
      if (id !== null) {
        return db
          .updateTable('canned_messages')
          .set({ title, shortcut, text, updated_at: at })
          .where('tenant', '=', tenant)
          .where('agent_id', '=', agentId)
          .where('id', '=', id)
          .returning(['id', 'title', 'shortcut', 'text'])
          .executeTakeFirst();
      }
      const { count } = await db
        .selectFrom('canned_messages')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .executeTakeFirstOrThrow();
      if (count >= MOST) return undefined;
      const made = { id: randomUUID(), title, shortcut, text };
      await db
        .insertInto('canned_messages')
        .values({ tenant, agent_id: agentId, updated_at: at, ...made })
        .execute();
      return made;
    },
    remove: async (agentId, id) => {
      const row = await db
        .deleteFrom('canned_messages')
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
