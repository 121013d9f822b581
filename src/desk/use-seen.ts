/** Whether list and conversation don't fit side by side: then one of them is on the screen (desk shape, 640 px). */
import { ownConversations } from '../store/kind.ts';
import { useDesk } from './desk-context.ts';
import { useNarrowerThan } from './desk-width.ts';

/**
 * Which of the two is on the screen, or both. For what must stand only once in the page, wherever it has its place;
 * looks belong into style sheets.
 */
export function useSeen(): 'both' | 'list' | 'main' {
  const narrow = useNarrowerThan(640);
  const open = useDesk((state) => state.selected !== null || state.readingAway);
  const empty = useDesk(
    (state) => Object.keys(state.offers).length === 0 && ownConversations(state).length === 0,
  );
  if (!narrow) return 'both';
  return open || empty ? 'main' : 'list';
}
