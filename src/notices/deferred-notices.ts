import { deferred } from '../desk/deferred.ts';

export const deferredNotices = deferred(async () => (await import('./NoticeCentre.tsx')).NoticeCentre);
