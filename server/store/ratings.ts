import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** How a customer found a chat: from 1 (very poor) to 5 (very good). */
export type Rating = {
  sessionId: string;
  conversationId: string;
  rating: number;
  comment: string | null;
  /** Epoch ms. */
  at: number;
};

/** The ratings of one tenant. They decide nothing, so they stand beside the history and not in the journal. */
export type Ratings = {
  /** Durable when it resolves; replaces an earlier one of the same session. */
  save: (rating: Rating) => Promise<void>;
  ofConversation: (conversationId: string) => Promise<Rating[]>;
};

/** Opens the ratings of `tenant`. */
export function openRatings(db: Kysely<Schema>, tenant: string): Ratings {
  return {
    save: async ({ sessionId, conversationId, rating, comment, at }) => {
      await db
        .insertInto('ratings')
        .values({ tenant, session_id: sessionId, conversation_id: conversationId, rating, comment, at })
        .onConflict((conflict) =>
          conflict.columns(['tenant', 'session_id']).doUpdateSet({ rating, comment, at }),
        )
        .execute();
    },
    ofConversation: async (conversationId) => {
      const rows = await db
        .selectFrom('ratings')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('conversation_id', '=', conversationId)
        .orderBy('at')
        .execute();
      return rows.map((row) => ({
        sessionId: row.session_id,
        conversationId: row.conversation_id,
        rating: row.rating,
        comment: row.comment,
        at: row.at,
      }));
    },
  };
}
