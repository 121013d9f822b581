/** Unsent texts of agents. */
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** More conversations than anybody has open; the oldest drafts make room. */
const MOST_DRAFTS = 100;

/** A text that can't be sent any more, because the conversation is over, is kept this long (ms). */
const KEEP_ENDED_MS = 86_400_000;

/** A text that an agent has begun and not sent. `updatedAt`: the writer's clock, epoch ms. */
export type AgentDraft = { conversationId: string; text: string; updatedAt: number };

/** The unsent texts of one tenant's agents. */
export type AgentDrafts = {
  list: (agentId: string) => Promise<AgentDraft[]>;
  /**
   * Keeps a text; an empty one removes the draft. Resolves with what is kept now, which is the newer one when
   * another tab was later.
   */
  put: (agentId: string, draft: AgentDraft) => Promise<AgentDraft>;
};

/** `now` is the engine's time, by which the history says when conversations ended. */
export function openAgentDrafts(db: Kysely<Schema>, tenant: string, now: () => number): AgentDrafts {
  const own = (agentId: string) =>
    db.selectFrom('agent_drafts').where('tenant', '=', tenant).where('agent_id', '=', agentId);

  async function find(agentId: string, conversationId: string): Promise<AgentDraft | undefined> {
    const row = await own(agentId)
      .select(['conversation_id', 'text', 'updated_at'])
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst();
    return row && { conversationId, text: row.text, updatedAt: row.updated_at };
  }

  return {
    list: async (agentId) => {
      const rows = await own(agentId)
        .select(['conversation_id', 'text', 'updated_at'])
        .where('text', '!=', '')
        .orderBy('updated_at', 'desc')
        .limit(MOST_DRAFTS)
        .execute();
      return rows.map((row) => ({
        conversationId: row.conversation_id,
        text: row.text,
        updatedAt: row.updated_at,
      }));
    },
    put: async (agentId, draft) => {
      // A removed draft stays as an empty one for a while, so that a late older text does not bring it back.
      await db
        .insertInto('agent_drafts')
        .values({
          tenant,
          agent_id: agentId,
          conversation_id: draft.conversationId,
          text: draft.text,
          updated_at: draft.updatedAt,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant', 'agent_id', 'conversation_id'])
            .doUpdateSet({ text: draft.text, updated_at: draft.updatedAt })
            .where('agent_drafts.updated_at', '<', draft.updatedAt),
        )
        .execute();
      await dropEnded(agentId);
      await trim(agentId, draft.conversationId);
      return (await find(agentId, draft.conversationId)) ?? draft;
    },
  };

  /** Drafts of conversations that ended long enough ago. */
  async function dropEnded(agentId: string): Promise<void> {
    await db
      .deleteFrom('agent_drafts')
      .where('tenant', '=', tenant)
      .where('agent_id', '=', agentId)
      .where('conversation_id', 'in', (ended) =>
        ended
          .selectFrom('conversations')
          .select('id')
          .where('tenant', '=', tenant)
          .where('closed_at', '<', now() - KEEP_ENDED_MS)
          .whereRef('id', '=', 'agent_drafts.conversation_id'),
      )
      .execute();
  }

  /** What was written just now stays, however old its time says it is. */
  async function trim(agentId: string, justWritten: string): Promise<void> {
    const oldest = await own(agentId)
      .select('updated_at')
      .orderBy('updated_at', 'desc')
      .offset(MOST_DRAFTS)
      .limit(1)
      .executeTakeFirst();
    if (oldest === undefined) return;
    await db
      .deleteFrom('agent_drafts')
      .where('tenant', '=', tenant)
      .where('agent_id', '=', agentId)
      .where('updated_at', '<=', oldest.updated_at)
      .where('conversation_id', '<>', justWritten)
      .execute();
  }
}
