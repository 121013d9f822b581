/** The list of labels as somebody keeps it who may. */
import { labelActions, type Label } from '../desk/labels.ts';
import type { ActionTools } from '../desk/actions/tools.ts';

/** Where keeping labels is asked and refused. */
export const LABELS = 'labels';

/** The longest name of a label. */
export const MAX_LABEL_NAME = 50;

/** Colours that can be told apart beside text, on light and on dark. */
export const COLORS = ['#b3261e', '#b45309', '#2e7d32', '#1e6bb3', '#7b3fb3', '#7a7a7a'] as const;

export type LabelListActions = {
  all: () => Promise<readonly Label[]>;
  /** `id` null: a new one. Resolves with whether the server said yes, as `remove` does. */
  keep: (id: string | null, label: Omit<Label, 'id'>) => Promise<boolean>;
  remove: (id: string) => Promise<boolean>;
};

const addressOf = (id: string): string => `/cim-customer/label?_id=${encodeURIComponent(id)}`;

export function labelListActions(tools: ActionTools): LabelListActions {
  const { rest, attempt } = tools;
  return {
    // Asked anew each time: the cards of customers keep what they know.
    all: () => labelActions(tools).labels([]),
    keep: (id, { name, color, priority }) => {
      const body = { name, colorCode: color, priority };
      return attempt(LABELS, 'keep', () =>
        id === null ? rest.post('/cim-customer/label', body) : rest.put(addressOf(id), body),
      );
    },
    remove: (id) => attempt(LABELS, 'remove', () => rest.remove(addressOf(id))),
  };
}
