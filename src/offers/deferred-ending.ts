import { deferred } from '../desk/deferred.ts';

export const deferredEnding = deferred(async () => (await import('./Ending.tsx')).Ending, 'conversations');
