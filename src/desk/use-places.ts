import { useMemo } from 'react';
import { useDesk, useDeskContext } from './desk-context.ts';
import { placesOf, type Place } from './places.ts';

/** The places of whoever is here. */
export function usePlaces(): readonly Place[] {
  const { places } = useDeskContext();
  const me = useDesk((state) => state.me);
  return useMemo(() => (me === null ? [] : placesOf(me, places)), [me, places]);
}
