/**
 * What is being typed, kept on the server per agent and conversation, so that a reload, another tab, another
 * machine or a restart finds the same words. Written a moment after the last key, at once when it was sent or the
 * tab goes away. The newest text wins, by the server's clock.
 */
import type { OtherTabs } from '../base/browser-capabilities.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { DeskState } from '../store/model.ts';
import { changedNames, isPlain, textOf, withText } from './draft-texts.ts';
import { refusalOf } from './refusal.ts';
import type { Rest } from './rest.ts';
import type { TabStorage } from '../base/tab-storage.ts';
import { fields, list, number, text } from '../base/fields.ts';

/** How long after the last key a draft is written, ms. */
const SAVE_DELAY = 800;
/** How long to wait when the server could not be reached: first and longest, ms. */
const AGAIN_AFTER = { first: 2000, longest: 30_000 };
/** The server keeps so many for an agent; a list of as many may not be all. */
const MOST = 100;
/** Refusals that the same text will always get. */
const NEVER: readonly string[] = ['VALIDATION', 'TOO_LONG', 'FORBIDDEN'];
const KEY = 'desk.drafts';

type Kept = { name: string; text: string; at: number };

export type Drafts = {
  /** Fetches what is kept. What has been typed here since stays. */
  load: () => Promise<void>;
  /** Writes at once what has not been written yet. */
  flush: () => void;
  stop: () => void;
};

function readKept(value: unknown): Kept {
  const wire = fields(value);
  return {
    name: text(wire.name, text(wire.conversationId)),
    text: text(wire.text),
    at: number(wire.at) ?? number(wire.updatedAt) ?? 0,
  };
}

/** Keeps drafts in step with the server. `now` is epoch ms of this machine. */
export function createDrafts(options: {
  store: DeskStore;
  rest: Pick<Rest, 'get' | 'put'>;
  storage: TabStorage;
  now: () => number;
  tabs?: OtherTabs | null;
  /** From where on what is typed is to be kept, where that is not now. */
  since?: DeskState;
}): Drafts {
  const { store, rest, storage, tabs = null } = options;
  /** Kept under which name → when it was changed here and not yet written. */
  const dirty = new Map<string, number>();
  /** Kept under which name → of when the newest is that both sides know. */
  const known = new Map<string, number>();
  /** Refused by the server as they are: not offered again before they change. */
  const refused = new Set<string>();
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let adopting = false;

  const current = (name: string) => textOf(store.getState(), name);

  const set = (name: string, value: string) => {
    if (current(name) === value) return;
    adopting = true;
    store.setState((state) => withText(state, name, value));
    adopting = false;
  };

  /** Takes over what somebody else has written, unless it is older or something is being written here. */
  const adopt = (kept: Kept) => {
    if (dirty.has(kept.name) || kept.at <= (known.get(kept.name) ?? -1)) return;
    known.set(kept.name, kept.at);
    set(kept.name, kept.text);
  };

  const keepInTab = () => {
    if (dirty.size === 0) storage.remove(KEY);
    else
      storage.write(
        KEY,
        [...dirty].map(([name, at]) => ({ name, at, text: current(name) })),
      );
  };

  const write = async (name: string, at: number) => {
    const written = current(name);
    try {
      const path = `/agent-manager/drafts/${encodeURIComponent(name)}`;
      const answer = readKept(await rest.put(path, { text: written, updatedAt: at }));
      failures = 0;
      known.set(name, Math.max(at, known.get(name) ?? 0));
      if (dirty.get(name) === at) dirty.delete(name);
      tabs?.postMessage({ agent: store.getState().me?.id, name, text: written, at });
      // Somebody was later, elsewhere: their words are the newest.
      if (answer.name === name) adopt(answer);
    } catch (error) {
      if (!NEVER.includes(refusalOf(error).code)) {
        failures += 1;
        schedule(Math.min(AGAIN_AFTER.longest, AGAIN_AFTER.first * 2 ** (failures - 1)));
      } else refused.add(name);
    }
    keepInTab();
  };

  const flush = () => {
    clearTimeout(timer);
    // Back on line it is called again.
    if (store.getState().link.status === 'offline') return;
    for (const [name, at] of dirty) if (!refused.has(name)) void write(name, at);
  };

  const schedule = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  };

  const changed = (name: string) => {
    const at = options.now() + store.getState().clockOffset;
    dirty.set(name, Math.max(at, (known.get(name) ?? 0) + 1, (dirty.get(name) ?? 0) + 1));
    refused.delete(name);
    keepInTab();
    // What was sent must not come back elsewhere.
    schedule(current(name) === '' ? 0 : SAVE_DELAY);
  };

  const load = async () => {
    const before = new Map(known);
    const kept = list(await rest.get('/agent-manager/drafts')).map(readKept);
    for (const each of kept) adopt(each);
    if (kept.length >= MOST) return;
    const names = new Set(kept.map((each) => each.name));
    for (const [name, at] of before) {
      // It was sent or removed elsewhere.
      if (!names.has(name) && !dirty.has(name) && known.get(name) === at) set(name, '');
    }
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (!adopting) {
      for (const name of changedNames(state, before)) changed(name);
    }
    if (state.link.status === 'online' && before.link.status === 'offline') {
      refused.clear();
      flush();
      load().catch(() => undefined);
    }
  });

  if (tabs !== null) {
    tabs.onmessage = ({ data }: MessageEvent) => {
      if (fields(data).agent === store.getState().me?.id) adopt(readKept(data));
    };
  }

  // What this tab had not yet written when it was reloaded comes first, then what has been typed since `since`.
  const typed = new Set(changedNames(store.getState(), options.since ?? store.getState()));
  for (const { name, text: kept, at } of list(storage.read(KEY)).map(readKept)) {
    set(name, typed.has(name) && isPlain(name) ? `${kept}\n${current(name)}` : kept);
    dirty.set(name, at);
  }
  for (const name of typed) changed(name);
  if (dirty.size > 0) schedule(SAVE_DELAY);

  return {
    load,
    flush,
    stop: () => {
      clearTimeout(timer);
      unsubscribe();
      tabs?.close();
    },
  };
}
