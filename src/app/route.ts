/**
 * Keeps the address of the page and what the desk shows in step: `#/settings`, `#/conversations/<id>`. So the back
 * button works, a reload keeps the place, and a link leads to a conversation.
 */
import type { Actions } from '../desk/actions/actions.ts';
import { addressTo, placesOf, type Place } from '../desk/places.ts';
import { takeKeptAddress } from '../session/kept-address.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { nothingLinked } from '../store/local.ts';
import type { DeskState } from '../store/model.ts';

type Wanted = { place: Place; item: string | null };

/** The address of what the desk shows. */
export function addressOf(state: DeskState, places: readonly Place[]): string {
  const place = places.find(({ id }) => id === state.place);
  if (place === undefined) return '';
  return addressTo(place.path, place.item?.of(state) ?? null);
}

function decoded(text: string): string | null {
  try {
    return text === '' ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What an address leads to; null: to no place of this agent. */
export function wantedBy(address: string, places: readonly Place[]): Wanted | null {
  const [, path = '', item = ''] = /^#\/([^/]*)(?:\/([^/]*))?$/.exec(address) ?? [];
  const place = places.find((each) => each.path === path);
  if (place === undefined) return null;
  return { place, item: place.item === undefined ? null : decoded(item) };
}

/** The page, as far as its address is concerned. */
export type AddressBar = {
  hash: () => string;
  /** Writes the address; `replace`: going back does not lead to the one before. */
  write: (address: string, replace: boolean) => void;
  /** Calls back when the address was changed by going back or forward, or by a link. */
  onChange: (changed: () => void) => () => void;
};

/** The address bar of this window. In a frame it writes no history: going back belongs to the page around it. */
export function windowAddress(): AddressBar {
  const framed = window.parent !== window;
  return {
    hash: () => window.location.hash,
    write: (address, replace) => {
      try {
        if (replace || framed) window.history.replaceState(window.history.state, '', address);
        else window.history.pushState(null, '', address);
      } catch {
        // Some browsers refuse the hundredth change within seconds: then the address lags behind.
      }
    },
    onChange: (changed) => {
      window.addEventListener('popstate', changed);
      return () => {
        window.removeEventListener('popstate', changed);
      };
    },
  };
}

/** Goes where the address leads, and keeps both in step from then on; the function returned stops that. */
export function keepRoute(options: {
  store: DeskStore;
  actions: Actions;
  places: readonly Place[];
  now: () => number;
  bar?: AddressBar;
}): () => void {
  const { store, actions, now } = options;
  const bar = options.bar ?? windowAddress();
  const places = () => {
    const { me } = store.getState();
    return me === null ? [] : placesOf(me, options.places);
  };
  const current = () => addressOf(store.getState(), places());

  /** Goes there without a new entry in the history. */
  let following = false;
  const follow = (address: string, begins: boolean) => {
    const wanted = wantedBy(address, places());
    following = true;
    const { place: here, readingAway } = store.getState();
    // When the desk begins, an address closes nothing that the agent has not read yet.
    const isThere = begins && wanted?.place.id === here && (wanted.item === null || readingAway);
    if (wanted !== null && !isThere) {
      const { place, item } = wanted;
      // At the beginning nothing is known yet: the store looks at it when everything has been said.
      if (item !== null && !begins && place.item?.has(store.getState(), item) === false) {
        store.setState((state) => nothingLinked(state, item, now()));
      } else if (place.item === undefined) actions.go(place.id);
      else place.item.open(actions, item);
    }
    following = false;
    bar.write(current(), true);
  };

  const { me } = store.getState();
  const first = places().find(({ begins }) => me !== null && begins?.(me) === true);
  const [any] = places();
  const kept = takeKeptAddress();
  const isNowhere = wantedBy(`#/${store.getState().place}`, places()) === null;
  const start = first ?? (isNowhere ? any : undefined);
  if (start !== undefined) actions.go(start.id);
  follow(bar.hash() === '' ? kept : bar.hash(), true);

  const unsubscribe = store.subscribe((state, before) => {
    if (following || (state.place === before.place && state.selected === before.selected)) return;
    const address = current();
    if (address === bar.hash()) return;
    // What is closed can't be gone back to.
    const left = before.selected;
    const closed = state.place === before.place && left !== null && state.conversations[left] === undefined;
    bar.write(address, closed);
  });
  const ignore = bar.onChange(() => {
    if (bar.hash() !== current()) follow(bar.hash(), false);
  });
  return () => {
    unsubscribe();
    ignore();
  };
}
