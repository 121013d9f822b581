/** The one store of the desk. Frames come in by `receive`; components only read. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { apply } from './apply.ts';
import { applyAll } from './apply-all.ts';
import type { Frame } from './frames.ts';
import { INITIAL_STATE, type DeskState } from './model.ts';

export type DeskStore = StoreApi<DeskState>;

/** A store, empty or as given (the gallery and tests start from fixed data). */
export function createDeskStore(initial: Partial<DeskState> = {}): DeskStore {
  return createStore<DeskState>()(() => ({ ...INITIAL_STATE, ...initial }));
}

/** Lets something from the server happen. */
export function receive(store: DeskStore, frame: Frame): void {
  receiveAll(store, [frame]);
}

/**
 * Lets several things happen at once: screens are drawn once for all of them. What one of them can't do does not
 * keep the others from happening.
 */
export function receiveAll(store: DeskStore, frames: readonly Frame[]): void {
  const before = store.getState();
  const after = applied(before, frames);
  if (after !== before) store.setState(after, true);
}

function applied(state: DeskState, frames: readonly Frame[]): DeskState {
  try {
    return applyAll(state, frames);
  } catch {
    return frames.reduce(appliedAlone, state);
  }
}

function appliedAlone(state: DeskState, frame: Frame): DeskState {
  try {
    return apply(state, frame);
  } catch (error) {
    console.error(`A frame of type ${frame.type} could not be taken in.`, error);
    return state;
  }
}
