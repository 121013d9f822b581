/** Notes that came with requests for another agent: messages of the conversation, for agents alone. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JsonObject } from './json.ts';
import type { Schema } from './schema.ts';

/** A note with its `{header, body}`, null once erased. */
export type StoredNote = { id: string; conversationId: string; content: JsonObject | null };

/** The notes of these ids. */
export async function readNotes(
  db: Kysely<Schema>,
  tenant: string,
  ids: readonly string[],
): Promise<StoredNote[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'conversation_id', 'content'])
    .where('tenant', '=', tenant)
    .where('id', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  return rows.map(({ id, conversation_id: conversationId, content }) => ({ id, conversationId, content }));
}
