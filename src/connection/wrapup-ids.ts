/** Each wrap-up has one id for all that is sent of it, also when it is finished: so it is stored once. */
export type WrapupIds = {
  /** The id of the wrap-up of a conversation. */
  of: (conversationId: string) => string;
  /** Forgets those of conversations that are not there any more. */
  keepOnly: (isHere: (conversationId: string) => boolean) => void;
};

export function createWrapupIds(newId: () => string): WrapupIds {
  const ids = new Map<string, string>();
  return {
    of: (conversationId) => {
      const id = ids.get(conversationId) ?? newId();
      ids.set(conversationId, id);
      return id;
    },
    keepOnly: (isHere) => {
      for (const id of ids.keys()) if (!isHere(id)) ids.delete(id);
    },
  };
}
