import { useLayoutEffect } from 'react';
import { sliceOf, type ServerSlice } from '../store/server-slice.ts';
import { useDesk, useDeskContext } from './desk-context.ts';

/** What the server has said of a slice. It is listened to from the first time that somebody draws it. */
export function useServerSlice<S>(slice: ServerSlice<S>): S {
  const { attach } = useDeskContext();
  useLayoutEffect(() => {
    attach(slice);
  }, [attach, slice]);
  return useDesk((state) => sliceOf(state, slice));
}
