/** What of the phone is fetched once there is one. */
import { deferred } from '../desk/deferred.ts';

export const deferredPhone = deferred(async () => (await import('./PhoneBar.tsx')).PhoneBar, 'phone');
export const deferredCallNumber = deferred(
  async () => (await import('./CallNumber.tsx')).CallNumber,
  'phone',
);
