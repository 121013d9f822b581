import { late } from '../desk/late.ts';

/** The figures of the day and of the queues come after the first screen. */
export const lateFigures = late(async () => (await import('./Figures.tsx')).Figures, 'conversations');
