/**
 * What the agent has seen is seen in all tabs: each tells the others at once, and a new or reloaded tab asks them.
 * Receipts tell other machines, but only of customers that this agent answers, and a moment later.
 */
import type { TabStorage } from '../base/tab-storage.ts';
import { fields, list, number, texts } from '../base/fields.ts';
import * as local from '../store/local.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { DeskState } from '../store/model.ts';
import type { OtherTabs } from '../base/browser-capabilities.ts';

const KEY = 'desk.seen';
/** So many conversations are remembered, the latest. */
const MOST = 200;

type Seen = DeskState['seen'];

function readSeen(value: unknown): Seen {
  return Object.fromEntries(
    list(value).flatMap((each) => {
      const [id, seq] = list(each);
      const upTo = number(seq);
      return typeof id === 'string' && upTo !== null ? [[id, upTo]] : [];
    }),
  );
}

/** Ids of notices that are not news any more: read, or dismissed. */
function nowRead(state: DeskState, before: DeskState): string[] {
  const still = new Set(state.notices.filter((notice) => notice.read !== true).map(({ id }) => id));
  return before.notices.filter((notice) => notice.read !== true && !still.has(notice.id)).map(({ id }) => id);
}

/** Watches the store and keeps it in step with the other tabs. The answer stops it. */
export function shareSeen(options: {
  store: DeskStore;
  storage: TabStorage;
  tabs: OtherTabs | null;
}): () => void {
  const { store, storage, tabs } = options;
  let adopting = false;

  const tell = (what: object) => tabs?.postMessage({ agent: store.getState().me?.id, ...what });

  const adopt = (theirs: Seen, read: readonly string[]) => {
    const { seen, notices } = store.getState();
    const newer = Object.entries(theirs).filter(([id, seq]) => seq > (seen[id] ?? 0));
    const ids = new Set(read);
    const news = notices.some((notice) => ids.has(notice.id) && notice.read !== true);
    if (newer.length === 0 && !news) return;
    adopting = true;
    store.setState((state) => ({
      seen: { ...state.seen, ...Object.fromEntries(newer) },
      ...(news ? local.noticesRead(state, ids) : {}),
    }));
    adopting = false;
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.seen !== before.seen) {
      storage.write(KEY, Object.entries(state.seen).slice(-MOST));
      if (!adopting) {
        tell({ seen: Object.entries(state.seen).filter(([id, seq]) => seq !== before.seen[id]) });
      }
    }
    if (adopting || state.notices === before.notices) return;
    const read = nowRead(state, before);
    if (read.length > 0) tell({ read });
  });

  if (tabs !== null) {
    tabs.onmessage = ({ data }: MessageEvent) => {
      const said = fields(data);
      if (said.agent !== store.getState().me?.id) return;
      if (said.asks === true) tell({ seen: Object.entries(store.getState().seen) });
      adopt(readSeen(said.seen), texts(said.read));
    };
  }
  const already = store.getState().seen;
  adopt(readSeen(storage.read(KEY)), []);
  tell({ asks: true, seen: Object.entries(already) });

  return () => {
    unsubscribe();
    tabs?.close();
  };
}
