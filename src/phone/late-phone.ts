/** What of the phone is fetched once there is one. */
import { late } from '../desk/late.ts';

export const latePhone = late(async () => (await import('./PhoneBar.tsx')).PhoneBar, 'phone');
export const lateCallNumber = late(async () => (await import('./CallNumber.tsx')).CallNumber, 'phone');
