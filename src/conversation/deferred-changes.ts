/** What an own message is changed with: fetched when somebody begins it. */
import { deferred } from '../desk/deferred.ts';

export const deferredEdit = deferred(
  async () => (await import('./EditMessage.tsx')).EditMessage,
  'conversations',
);
export const deferredUnsend = deferred(
  async () => (await import('./UnsendMessage.tsx')).UnsendMessage,
  'conversations',
);
