import { late } from '../desk/late.ts';

export const lateNotices = late(async () => (await import('./NoticeCentre.tsx')).NoticeCentre);
