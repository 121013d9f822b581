import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * E-mail addresses that web customers have typed are no identifiers: nobody has verified them. They stay with what
 * was entered before the chat.
 */
export const typedAddresses: Migration = {
  id: 10,
  name: 'typed-addresses',
  up: async (db) => {
    await sql`
      update customers set identifiers = identifiers - 'EMAIL', is_anonymous = true
      where jsonb_exists(identifiers, 'WEB')
    `.execute(db);
  },
};
