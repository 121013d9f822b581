/**
 * From where desks that other sites host have signed in. Their requests show nothing: neither a cookie, because they
 * ask without credentials, nor a token, because they know none. The origin and the address are all there is. That is
 * good enough for what a desk is set up with, and for nothing else (see `requireDesk`).
 */

/** A sign-in that was seen at a place. */
export type SeenSignIn = { userId: string; username: string; sid: string; expiresAt: number };

export type DesksElsewhere = {
  /** Remembers that somebody has signed in at this place. */
  note(origin: string, address: string, signIn: SeenSignIn): void;
  /** Who signed in there last, or whether this person did; undefined: nobody, or not any more. */
  at(origin: string, address: string, userId: string | undefined): SeenSignIn | undefined;
  /** Forgets a sign-in that has ended. */
  forget(sid: string): void;
};

const MOST_PLACES = 5_000;
const MOST_PEOPLE = 500;

/** @param now epoch ms */
export function createDesksElsewhere(now: () => number = () => Date.now()): DesksElsewhere {
  /** People by place; in both, who came last stands last. */
  const places = new Map<string, Map<string, SeenSignIn>>();
  const placesOfSignIn = new Map<string, Set<string>>();

  function drop(place: string, { userId, sid }: SeenSignIn): void {
    const people = places.get(place);
    if (people?.get(userId)?.sid === sid) people.delete(userId);
    if (people?.size === 0) places.delete(place);
    const known = placesOfSignIn.get(sid);
    known?.delete(place);
    if (known?.size === 0) placesOfSignIn.delete(sid);
  }

  function dropAll(place: string): void {
    for (const signIn of [...(places.get(place)?.values() ?? [])]) drop(place, signIn);
  }

  return {
    note(origin, address, signIn) {
      if (address === '') return;
      const place = `${origin} ${address}`;
      const before = places.get(place)?.get(signIn.userId);
      if (before !== undefined) drop(place, before);
      const people = places.get(place) ?? new Map<string, SeenSignIn>();
      places.delete(place);
      places.set(place, people.set(signIn.userId, signIn));
      placesOfSignIn.set(signIn.sid, (placesOfSignIn.get(signIn.sid) ?? new Set()).add(place));
      const [oldest] = people.values();
      if (people.size > MOST_PEOPLE && oldest !== undefined) drop(place, oldest);
      const [longestAgo] = places.keys();
      if (places.size > MOST_PLACES && longestAgo !== undefined) dropAll(longestAgo);
    },

    at(origin, address, userId) {
      const place = `${origin} ${address}`;
      const people = places.get(place);
      const found = userId === undefined ? [...(people?.values() ?? [])].at(-1) : people?.get(userId);
      if (found === undefined || found.expiresAt > now()) return found;
      drop(place, found);
      return undefined;
    },

    forget(sid) {
      for (const place of [...(placesOfSignIn.get(sid) ?? [])]) {
        const signIn = [...(places.get(place)?.values() ?? [])].find((one) => one.sid === sid);
        if (signIn !== undefined) drop(place, signIn);
      }
      placesOfSignIn.delete(sid);
    },
  };
}
