/** What goes on beside the screens while the desk is open, and is of no use before the first of them stands. */
import type { Connection } from '../connection/connection.ts';
import type { TabStorage } from '../base/tab-storage.ts';
import { keepNotices } from '../notices/keep-notices.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { DeskState } from '../store/model.ts';
import { otherTabs } from '../base/browser-capabilities.ts';
import { fillGaps } from '../desk/fill-gaps.ts';
import { sendReceipts } from '../desk/receipts.ts';
import { shareSeen } from '../desk/share-seen.ts';

/** Starts all of it; what happened since `since` is made up for. The function returned stops it. */
export function startWatchers(options: {
  store: DeskStore;
  connection: Pick<Connection, 'ask' | 'say'>;
  storage: TabStorage;
  now: () => number;
  newId: () => string;
  since: DeskState;
}): () => void {
  const { store, connection, storage, now, newId, since } = options;
  const stops = [
    fillGaps(store, connection, now),
    sendReceipts({ store, say: connection.say, now, newId }),
    keepNotices({ store, storage, now, since }),
    shareSeen({ store, storage, tabs: otherTabs('desk.seen') }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
