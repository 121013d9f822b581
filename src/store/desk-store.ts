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
  const before = store.getState();
  const after = apply(before, frame);
  if (after !== before) store.setState(after, true);
}

/** Lets several things happen at once: screens are drawn once for all of them. */
export function receiveAll(store: DeskStore, frames: readonly Frame[]): void {
  const before = store.getState();
  const after = applyAll(before, frames);
  if (after !== before) store.setState(after, true);
}
