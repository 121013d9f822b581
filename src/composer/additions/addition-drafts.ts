/** What is entered in the forms of the "+" menu, by conversation: who looks at another one meanwhile finds it again. */
import type { Addition, Values } from './addition.ts';

export type AdditionDraft = { kind: Addition; values: Values };

export type AdditionDrafts = {
  read: (conversationId: string) => AdditionDraft | null;
  /** null: nothing is being entered there any more. */
  keep: (conversationId: string, draft: AdditionDraft | null) => void;
};

/** More than this nobody has open at once: the oldest is forgotten. */
const MOST = 50;

export function additionDrafts(): AdditionDrafts {
  const drafts = new Map<string, AdditionDraft>();
  return {
    read: (id) => drafts.get(id) ?? null,
    keep: (id, draft) => {
      drafts.delete(id);
      if (draft === null) return;
      drafts.set(id, draft);
      const [oldest] = drafts.keys();
      if (drafts.size > MOST && oldest !== undefined) drafts.delete(oldest);
    },
  };
}
