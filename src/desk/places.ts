/** What the agent can go to. The app lists the places; rail, palette, shortcuts and the address follow from the list. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { DeskState, Me, PlaceId } from '../store/model.ts';
import type { Actions } from './actions/actions.ts';
import type { Action } from './keys/table.ts';
import type { Deferred } from './deferred.ts';

export type Place = {
  id: PlaceId;
  /** The first part of its address, after `#/`. */
  path: string;
  /** Whose place it is; null: everybody's who has another one. */
  permission: ((me: Pick<Me, 'roles' | 'permissions'>) => boolean) | null;
  /** Whether the contact centre has what is done there. What is unknown yet is there. */
  isThere?: (state: DeskState) => boolean;
  /** Whose desk begins here, where no address leads elsewhere. */
  begins?: (me: Pick<Me, 'roles' | 'permissions'>) => boolean;
  icon: LucideIcon;
  /** At the end of the rail, apart from the work. */
  atEnd?: true;
  /** Draws its own frame around all it shows; else it is a page that scrolls as a whole. */
  framed?: true;
  /** The keys that lead to it. */
  action?: Action;
  /** What is drawn there. */
  page: Deferred<object>;
  /** What it needs besides, fetched with it for those who may go there. */
  parts?: readonly { load: () => Promise<void> }[];
  /** What is counted at its icon. */
  badge?: (state: DeskState) => number;
  /** What can be open in it: the second part of its address. */
  item?: {
    of: (state: DeskState) => string | null;
    /** Whether it is there to be opened. */
    has: (state: DeskState, id: string) => boolean;
    open: (actions: Actions, id: string | null) => void;
  };
};

/** The address of a place, and of what is open in it. */
export function addressTo(path: string, item: string | null): string {
  return `#/${path}${item === null ? '' : `/${encodeURIComponent(item)}`}`;
}

/** The places that an agent may enter; none where there is no work for them. */
export function placesOf(me: Pick<Me, 'roles' | 'permissions'>, places: readonly Place[]): Place[] {
  const permitted = places.filter(({ permission }) => permission === null || permission(me));
  return permitted.some(({ permission }) => permission !== null) ? permitted : [];
}

/** A place that is there with the first screen. */
export function atOnce(page: ComponentType<object>): Deferred<object> {
  return { part: () => page, load: () => Promise.resolve() };
}
