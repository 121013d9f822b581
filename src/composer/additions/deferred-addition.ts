/** The forms of the "+" menu: fetched when somebody is about to open it. */
import { deferred } from '../../desk/deferred.ts';

export const deferredAddition = deferred(
  async () => (await import('./AdditionEditor.tsx')).AdditionEditor,
  'conversations',
);
