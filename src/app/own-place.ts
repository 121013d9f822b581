/** Whether the desk has a place for who is signed in. */
import { placesOf } from '../desk/places.ts';
import type { Me } from '../store/model.ts';
import type { End } from './ends/EndPage.tsx';
import { PLACES } from './places.ts';

/** The page for a role whose place does not exist yet; null for who has a place, or no role here at all. */
export function endOfRole(me: Pick<Me, 'roles' | 'permissions'>): Extract<End, 'admin'> | null {
  if (placesOf(me, PLACES).length > 0) return null;
  return me.roles.includes('admin') ? 'admin' : null;
}
