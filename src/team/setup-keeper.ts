/**
 * What a supervisor has set up, one for the Team page and for the alarms in every place: read from the server, kept
 * there soon after each change.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActionTools } from '../desk/actions/tools.ts';
import { setupActions, USUAL_SETUP, type Setup, type SetupActions, type View } from './setup.ts';

/** A moment after the last change, ms. */
const KEEP_AFTER = 600;

export type SetupState = {
  setup: Setup;
  /** The server has told what was kept. Before, only the view may be changed: the rest would be overwritten. */
  known: boolean;
  /** The last change is not on the server. */
  unkept: boolean;
};

export type SetupKeeper = {
  state: StoreApi<SetupState>;
  /** Reads what is kept; what was changed here meanwhile stays. */
  read: () => void;
  change: (change: Partial<Setup>) => void;
  changeView: (change: Partial<View>) => void;
  /** Keeps at once what was changed a moment ago. */
  flush: () => void;
};

export function createSetupKeeper({ read, keep }: SetupActions): SetupKeeper {
  const state = createStore<SetupState>()(() => ({ setup: USUAL_SETUP, known: false, unkept: false }));
  // What was chosen before the answer came is newer than the answer.
  let early: Partial<View> = {};
  let reading = false;
  let changes = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const save = () => {
    timer = undefined;
    keep(state.getState().setup).then(
      () => {
        state.setState({ unkept: false });
      },
      () => {
        state.setState({ unkept: true });
      },
    );
  };
  const change = (part: Partial<Setup>) => {
    changes += 1;
    state.setState(({ setup }) => ({ setup: { ...setup, ...part } }));
    if (!state.getState().known) return;
    clearTimeout(timer);
    timer = setTimeout(save, KEEP_AFTER);
  };
  return {
    state,
    change,
    changeView: (part) => {
      const { setup, known } = state.getState();
      if (!known) early = { ...early, ...part };
      change({ view: { ...setup.view, ...part } });
    },
    read: () => {
      if (reading || timer !== undefined || state.getState().unkept) return;
      reading = true;
      const before = changes;
      read()
        .then(
          (kept) => {
            if (!state.getState().known)
              state.setState({ setup: { ...kept, view: { ...kept.view, ...early } }, known: true });
            else if (changes === before) state.setState({ setup: kept });
          },
          () => {
            // As it stands, then, until it is read again: nothing is kept over what could not be read.
          },
        )
        .finally(() => {
          reading = false;
        });
    },
    flush: () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      save();
    },
  };
}

/** The one of this desk. */
export function setupKeeper(tools: ActionTools): SetupKeeper {
  return createSetupKeeper(setupActions(tools));
}
