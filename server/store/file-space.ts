/** The room that a tenant's files take, counted in the database: several processes keep files in one folder. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

export type FileSpace = {
  /** Takes so many bytes, if all together are `most` at most then; 0: no bound. False when there is no room. */
  take(bytes: number, most: number): Promise<boolean>;
  giveBack(bytes: number): Promise<void>;
  /** All of them together; null when they were never counted. */
  used(): Promise<number | null>;
  /** What was found in the folder; only the first count holds. */
  begin(bytes: number): Promise<void>;
};

export function openFileSpace(db: Kysely<Schema>, tenant: string): FileSpace {
  return {
    take: async (bytes, most) => {
      const taken = await db
        .updateTable('file_space')
        .set((row) => ({ bytes: row('bytes', '+', bytes) }))
        .where('tenant', '=', tenant)
        .$if(most > 0, (query) => query.where('bytes', '<=', most - bytes))
        .returning('bytes')
        .executeTakeFirst();
      return taken !== undefined;
    },
    giveBack: async (bytes) => {
      await db
        .updateTable('file_space')
        .set({ bytes: sql<number>`greatest(0, bytes - ${bytes})` })
        .where('tenant', '=', tenant)
        .execute();
    },
    used: async () => {
      const row = await db
        .selectFrom('file_space')
        .select('bytes')
        .where('tenant', '=', tenant)
        .executeTakeFirst();
      return row?.bytes ?? null;
    },
    begin: async (bytes) => {
      await db
        .insertInto('file_space')
        .values({ tenant, bytes })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
