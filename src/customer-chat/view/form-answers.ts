import type { FormAttribute } from '../../../protocol/customer-channel/widget.ts';

/** What was entered before the chat. A refused request keeps it; a chat that has begun forgets it. */
export type FormAnswers = {
  of: (attribute: FormAttribute) => readonly string[];
  set: (attribute: FormAttribute, value: readonly string[]) => void;
  /** A chat has begun: the next one asks anew. */
  clear: () => void;
  /** Whether a chat has begun here before. */
  begun: () => boolean;
};

export function createFormAnswers(): FormAnswers {
  const answers = new Map<string, readonly string[]>();
  let begun = false;
  return {
    of: ({ key }) => answers.get(key) ?? [],
    set: ({ key }, value) => {
      answers.set(key, value);
    },
    clear: () => {
      answers.clear();
      begun = true;
    },
    begun: () => begun,
  };
}
