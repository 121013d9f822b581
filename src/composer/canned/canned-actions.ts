/** The texts that this agent may use again: fetched once, and kept in step with what the agent changes here. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActionTools } from '../../desk/actions/tools.ts';
import { readCanned, type Canned, type CannedInput } from './canned.ts';

/** How long what was fetched is good enough, ms: an administrator's change comes after that at the next look. */
const FRESH = 5 * 60_000;

const PATH = '/agent-manager/canned-messages';

export type KnownTexts = { texts: readonly Canned[]; state: 'unknown' | 'loading' | 'known' | 'failed' };

export type CannedActions = {
  known: StoreApi<KnownTexts>;
  /** Fetches them where they are not known, or not newly. */
  load: () => void;
  /** A new one of the agent's own, or (`id`) a changed one. Rejects with `RefusedError`. */
  save: (id: string | null, input: CannedInput) => Promise<void>;
  remove: (id: string) => Promise<void>;
};

export function cannedActions({ rest, now }: ActionTools): CannedActions {
  const known = createStore<KnownTexts>(() => ({ texts: [], state: 'unknown' }));
  let fetchedAt = -Infinity;
  const load = () => {
    const { state } = known.getState();
    if (state === 'loading' || (state === 'known' && now() - fetchedAt < FRESH)) return;
    known.setState({ state: state === 'known' ? 'known' : 'loading' });
    fetchedAt = now();
    rest.get(PATH).then(
      (answer) => {
        known.setState({ texts: readCanned(answer), state: 'known' });
      },
      () => {
        fetchedAt = -Infinity;
        if (known.getState().state !== 'known') known.setState({ state: 'failed' });
      },
    );
  };
  return {
    known,
    load,
    save: async (id, input) => {
      const answer = id === null ? await rest.post(PATH, input) : await rest.put(`${PATH}/${id}`, input);
      const saved = readCanned([answer]);
      known.setState(({ texts }) => ({
        texts:
          id === null
            ? [...texts, ...saved]
            : texts.map((each) => (each.id === id ? (saved[0] ?? each) : each)),
      }));
    },
    remove: async (id) => {
      await rest.remove(`${PATH}/${id}`);
      known.setState(({ texts }) => ({ texts: texts.filter((each) => each.id !== id) }));
    },
  };
}
