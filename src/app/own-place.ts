/** Whether the desk has a place for who is signed in. */
import type { Me } from '../store/model.ts';
import type { End } from './ends/EndPage.tsx';

/** The page for roles whose place does not exist yet; null for agents and for whoever has no role here at all. */
export function endOfRole({ roles }: Pick<Me, 'roles'>): Extract<End, 'supervisor' | 'admin'> | null {
  if (roles.includes('agent')) return null;
  if (roles.includes('supervisor')) return 'supervisor';
  return roles.includes('admin') ? 'admin' : null;
}
