import { useMemo } from 'react';
import { useDesk, useDeskContext } from './desk-context.ts';
import { placesOf, type Place } from './places.ts';

/** The places of whoever is here. */
export function usePlaces(): readonly Place[] {
  const { places } = useDeskContext();
  const me = useDesk((state) => state.me);
  const absent = useDesk((state) =>
    places.flatMap(({ id, isThere }) => (isThere?.(state) === false ? id : [])).join(),
  );
  return useMemo(() => {
    const missing = absent.split(',');
    return me === null ? [] : placesOf(me, places).filter(({ id }) => !missing.includes(id));
  }, [me, places, absent]);
}
