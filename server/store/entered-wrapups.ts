/** What agents have entered for wrap-ups that are not submitted yet: personal data, kept until the task closes. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JsonObject } from './json.ts';
import type { Schema } from './schema.ts';

/** The latest that was entered for one task; both null when it was taken back. */
export type EnteredWrapup = {
  taskId: string;
  conversationId: string;
  agentId: string;
  /** The message that it becomes when it is submitted. */
  messageId: string | null;
  /** `{header, body}` of that message. */
  content: JsonObject | null;
};

/** What was entered for these tasks. */
export async function readEnteredWrapups(
  db: Kysely<Schema>,
  tenant: string,
  taskIds: readonly string[],
): Promise<EnteredWrapup[]> {
  const rows = await db
    .selectFrom('entered_wrapups')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('task_id', '=', sql<string>`any(${taskIds}::text[])`)
    .execute();
  return rows.map((row) => ({
    taskId: row.task_id,
    conversationId: row.conversation_id,
    agentId: row.agent_id,
    messageId: row.message_id,
    content: row.content,
  }));
}
