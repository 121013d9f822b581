/** Keeps what ended while the agent was away until it has been read, also over a reload of the tab. */
import type { TabStorage } from '../base/tab-storage.ts';
import { fields, list, number, text } from '../base/fields.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { Away } from '../store/model.ts';

const KEPT = 'desk.away';

function readKept(value: unknown): Away {
  const kept = fields(value);
  const endings = list(kept.endings).map((each) => {
    const ending = fields(each);
    return {
      conversationId: text(ending.conversationId),
      name: text(ending.name),
      queue: text(ending.queue),
      reason: text(ending.reason),
      at: number(ending.at) ?? 0,
      open: ending.open === true,
    };
  });
  return { since: number(kept.since) ?? 0, endings };
}

/** Recalls what has not been read and keeps it from then on; the function returned stops that. */
export function keepAway(store: DeskStore, storage: TabStorage): () => void {
  const away = readKept(storage.read(KEPT));
  if (away.endings.length > 0) store.setState({ away, readingAway: true });
  return store.subscribe((state, before) => {
    if (state.away === before.away) return;
    if (state.away === null) storage.remove(KEPT);
    else storage.write(KEPT, state.away);
  });
}
