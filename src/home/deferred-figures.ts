import { deferred } from '../desk/deferred.ts';

/** The figures of the day and of the queues come after the first screen. */
export const deferredFigures = deferred(async () => (await import('./Figures.tsx')).Figures, 'conversations');
