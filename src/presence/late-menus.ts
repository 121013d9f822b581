/**
 * The menus of the bar, and what takes back a state that is not true yet, come after the first screen; until then their
 * faces show the state all the same.
 */
import { late } from '../desk/late.ts';

export const lateStateMenu = late(async () => (await import('./StateMenu.tsx')).StateMenu);
export const lateMrdMenu = late(async () => (await import('./MrdMenu.tsx')).MrdMenu);
export const lateTakeBack = late(async () => (await import('./TakeBack.tsx')).TakeBack);
export const lateTakeBackMrd = late(async () => (await import('./TakeBack.tsx')).TakeBackMrd);
