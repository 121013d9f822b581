/** Watches what happens, tells it in the notification centre, and keeps that over a reload of the tab. */
import type { TabStorage } from '../base/tab-storage.ts';
import { fields, list, number, text, textOrNull } from '../base/fields.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { DeskState, Notice } from '../store/model.ts';
import { NOTICES, addNotice } from '../store/unsent.ts';
import { happened } from './happened.ts';

const KEPT = 'desk.notices';

/** A connection that was away for less is not worth an entry, ms. */
const BLINK = 2000;

/** What the agent did is known to the agent. */
const OWN: ReadonlySet<string> = new Set(['notice.offerEnded.REJECTED', 'notice.offerEnded.LOGOUT']);

function readNotice(value: unknown): Notice[] {
  const wire = fields(value);
  const id = text(wire.id);
  const words = text(wire.text);
  if (id === '' || !words.startsWith('notice.')) return [];
  const values = Object.entries(fields(wire.values)).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return [
    {
      id,
      text: words,
      values: Object.fromEntries(values),
      tone: wire.tone === 'warn' ? 'warn' : 'info',
      at: number(wire.at) ?? 0,
      conversationId: textOrNull(wire.conversationId),
      read: wire.read === true,
    },
  ];
}

/** The connection is back and all has been said: for how long it was away, and what came in meanwhile. */
function connectionBack(state: DeskState, lostAt: number, at: number): Notice {
  const count = state.link.caughtUp ?? 0;
  return {
    id: `link:${lostAt}`,
    text: count === 0 ? 'notice.connection' : 'notice.connectionCame',
    values: { ms: state.link.since - lostAt, ...(count > 0 && { count }) },
    tone: 'info',
    at,
    conversationId: null,
  };
}

/** Starts it; the answer stops it. */
export function keepNotices(options: {
  store: DeskStore;
  storage: TabStorage;
  now: () => number;
  /** Whether the agent can see the page. */
  visible?: () => boolean;
  /** From where on what happened is to be told, where that is not now. */
  since?: DeskState;
}): () => void {
  const { store, storage, now } = options;
  const visible = options.visible ?? (() => document.visibilityState === 'visible');
  let lostAt: number | null = null;

  const recall = () => {
    const { me, notices } = store.getState();
    const kept = fields(storage.read(KEPT));
    if (me === null || kept.of !== me.id) return;
    const old = list(kept.notices).flatMap(readNotice);
    const told = new Set(notices.map(({ id }) => id));
    const known = old.filter(({ id }) => !told.has(id));
    store.setState({ notices: [...known, ...notices].slice(-NOTICES) });
  };

  const toTell = (state: DeskState, before: DeskState): Notice[] => {
    const at = now();
    const told = happened(before, state, { visible: visible(), at });
    if (state.link.status !== 'online' && before.link.status === 'online') lostAt = state.link.since;
    const settled = before.unconfirmed !== null && state.unconfirmed === null;
    if (!settled || lostAt === null || state.link.status !== 'online') return told;
    const away = connectionBack(state, lostAt, at);
    const long = state.link.since - lostAt >= BLINK;
    lostAt = null;
    return long ? [...told, away] : told;
  };

  const asRead = (state: DeskState): DeskState => {
    if (!state.notices.some((notice) => OWN.has(notice.text) && notice.read !== true)) return state;
    return {
      ...state,
      notices: state.notices.map((notice) => (OWN.has(notice.text) ? { ...notice, read: true } : notice)),
    };
  };

  const look = (state: DeskState, before: DeskState) => {
    const told = toTell(state, before).reduce(addNotice, store.getState());
    const { notices } = asRead(told);
    if (notices !== store.getState().notices) store.setState({ notices });
    else if (state.notices !== before.notices && state.me !== null) {
      storage.write(KEPT, { of: state.me.id, notices: state.notices });
    }
  };

  recall();
  const stop = store.subscribe(look);
  if (options.since !== undefined) look(store.getState(), options.since);
  return stop;
}
