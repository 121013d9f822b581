/** What goes on beside the screens while the desk is open, and is of no use before the first of them stands. */
import type { DeskSocket, ReceivedEvent } from '../connection/desk-socket.ts';
import { createDrafts } from '../connection/drafts.ts';
import { sendEnteredWrapups } from '../connection/entered-wrapups.ts';
import type { WrapupIds } from '../connection/wrapup-ids.ts';
import { onWake } from './on-wake.ts';
import type { TabStorage } from '../base/tab-storage.ts';
import { keepNotices } from '../notices/keep-notices.ts';
import type { DeskState } from '../store/model.ts';
import { notifications, otherTabs } from '../base/browser-capabilities.ts';
import { deskOutbox } from '../desk/actions/outbox.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import { afterFirstScreen } from '../desk/deferred.ts';
import { fillGaps } from '../desk/fill-gaps.ts';
import { sendReceipts } from '../desk/receipts.ts';
import { shareSeen } from '../desk/share-seen.ts';
import { askBeforeLoss } from '../desk/unsaved.ts';

/** Starts all of it; what happened since `since` is made up for. The function returned stops it. */
export function startWatchers(options: {
  tools: ActionTools;
  storage: TabStorage;
  wrapupIds: WrapupIds;
  since: DeskState;
  /** The desk's socket, and what has been said on it until now. */
  socket: DeskSocket['socket'];
  said: readonly ReceivedEvent[];
}): () => void {
  const { tools, storage, wrapupIds, since, socket, said } = options;
  const { store, connection, rest, now, newId } = tools;
  const outbox = tools.slice(deskOutbox);
  outbox.recall(storage);
  const drafts = createDrafts({ store, rest, storage, now, tabs: otherTabs('desk.drafts'), since });
  const fetchDrafts = () => {
    drafts.load().catch(() => undefined);
  };
  fetchDrafts();
  if (notifications()?.permission() === 'granted') {
    import('../settings/push-subscription.ts')
      .then(({ renewPush }) => renewPush(rest))
      .catch(() => undefined);
  }
  window.addEventListener('pagehide', drafts.flush);
  const stops = [
    outbox.stop,
    drafts.stop,
    sendEnteredWrapups({ store, say: connection.say, now, ids: wrapupIds }),
    // Another machine or tab may have gone on with a text meanwhile.
    onWake(fetchDrafts),
    () => {
      window.removeEventListener('pagehide', drafts.flush);
    },
    fillGaps(store, connection, now),
    sendReceipts({ store, say: connection.say, now, newId }),
    keepNotices({ store, storage, now, since }),
    shareSeen({ store, storage, tabs: otherTabs('desk.seen') }),
    askBeforeLoss(tools),
    tellPageAround(tools, socket, said),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** A page around the desk's frame may be a CRM; the code for it is fetched only there. */
function tellPageAround(
  tools: ActionTools,
  socket: DeskSocket['socket'],
  said: readonly ReceivedEvent[],
): () => void {
  if (window.parent === window) return () => {};
  return afterFirstScreen(async () => {
    const { openCrm } = await import('../crm/open-crm.ts');
    return () => openCrm(tools, socket, said);
  });
}
