/** How components reach the store, the clock and the actions. */
import { createContext, use, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { DeskStore } from '../store/desk-store.ts';
import type { DeskState } from '../store/model.ts';
import type { Actions } from './actions/actions.ts';
import type { Slices } from './actions/tools.ts';
import type { Clock } from './clock.ts';
import type { Place } from './places.ts';
import type { AttachSlice } from './server-slices.ts';

export type Desk = {
  store: DeskStore;
  clock: Clock;
  actions: Actions;
  places: readonly Place[];
  slice: Slices;
  attach: AttachSlice;
};

export const DeskContext = createContext<Desk | null>(null);

/** The desk around a component. */
export function useDeskContext(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('There is no desk around this component.');
  return desk;
}

/** A part of the state; the component is drawn again when it changes. */
export function useDesk<T>(select: (state: DeskState) => T): T {
  return useStore(useDeskContext().store, select);
}

/** What the agent can do. */
export function useActions(): Actions {
  return useDeskContext().actions;
}

/** Epoch ms of the server's clock, once a second. */
export function useNow(): number {
  const { clock } = useDeskContext();
  const offset = useDesk((state) => state.clockOffset);
  return useSyncExternalStore(clock.subscribe, clock.now) + offset;
}

/** Whether something is being asked at a control, and what. */
export function useAsking(control: string): string | null {
  return useDesk((state) => state.asking[control] ?? null);
}
