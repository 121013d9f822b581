/** The menus of the bar come after the first screen; until then their faces show the state all the same. */
import { late } from '../desk/late.ts';

export const lateStateMenu = late(async () => (await import('./StateMenu.tsx')).StateMenu);
export const lateMrdMenu = late(async () => (await import('./MrdMenu.tsx')).MrdMenu);
