import { late } from '../desk/late.ts';

export const lateEnding = late(async () => (await import('./Ending.tsx')).Ending, 'conversations');
