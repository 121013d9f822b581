/** How agents like their desk, as they chose it. */
import type { Kysely } from 'kysely';
import type { JsonObject } from './json.ts';
import type { Schema } from './schema.ts';

/** What agents of one tenant chose. */
export type StoredAgentSettings = {
  /** Empty for who has chosen nothing. */
  read: (agentId: string) => Promise<JsonObject>;
  /** Changes what is kept. `change` gets what there is and may throw: then nothing happens. */
  update: (agentId: string, change: (settings: JsonObject) => Record<string, unknown>) => Promise<void>;
};

/** The settings of one tenant's agents. */
export function openStoredAgentSettings(db: Kysely<Schema>, tenant: string): StoredAgentSettings {
  return {
    read: async (agentId) => {
      const row = await db
        .selectFrom('agent_settings')
        .select('settings')
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .executeTakeFirst();
      return row?.settings ?? {};
    },
    update: async (agentId, change) => {
      await db.transaction().execute(async (trx) => {
        // The row is there before it is read, so that two tabs follow each other.
        await trx
          .insertInto('agent_settings')
          .values({ tenant, agent_id: agentId, settings: '{}', updated_at: Date.now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const row = await trx
          .selectFrom('agent_settings')
          .select('settings')
          .where('tenant', '=', tenant)
          .where('agent_id', '=', agentId)
          .forUpdate()
          .executeTakeFirstOrThrow();
        await trx
          .updateTable('agent_settings')
          .set({ settings: JSON.stringify(change(row.settings)), updated_at: Date.now() })
          .where('tenant', '=', tenant)
          .where('agent_id', '=', agentId)
          .execute();
      });
    },
  };
}
