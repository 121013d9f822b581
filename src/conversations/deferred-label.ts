/** What customers are labelled with comes after the first screen. */
import { deferred } from '../desk/deferred.ts';

export const deferredLabel = deferred(async () => (await import('./RowLabel.tsx')).RowLabel);
