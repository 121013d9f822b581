/**
 * The menus of the bar, and what takes back a state that is not true yet, come after the first screen; until then their
 * faces show the state all the same.
 */
import { deferred } from '../desk/deferred.ts';

export const deferredStateMenu = deferred(async () => (await import('./StateMenu.tsx')).StateMenu);
export const deferredMrdMenu = deferred(async () => (await import('./MrdMenu.tsx')).MrdMenu);
export const deferredTakeBack = deferred(async () => (await import('./TakeBack.tsx')).TakeBack);
export const deferredTakeBackMrd = deferred(async () => (await import('./TakeBack.tsx')).TakeBackMrd);
