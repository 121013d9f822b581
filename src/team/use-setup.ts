/** What a supervisor has set up, for whoever draws it. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { setupKeeper, type SetupKeeper, type SetupState } from './setup-keeper.ts';

export type SetupHere = SetupState & Pick<SetupKeeper, 'change' | 'changeView'>;

/** Reads it anew with each connection; whoever stops drawing it leaves nothing unkept. */
export function useSetup(): SetupHere {
  const { state, read, change, changeView, flush } = useSlice(setupKeeper);
  const online = useDesk((desk) => desk.link.status === 'online');
  useEffect(() => {
    if (online) read();
  }, [read, online]);
  useEffect(() => flush, [flush]);
  return { ...useStore(state), change, changeView };
}
