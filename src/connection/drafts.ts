/**
 * What is being typed, kept on the server per agent and conversation, so that a reload, another browser or a
 * restart finds the same words. Written a moment after the last key, and at once when the tab goes away.
 */
import type { DeskStore } from '../store/desk-store.ts';
import type { WrapupDraft } from '../store/model.ts';
import type { Rest } from './rest.ts';
import type { TabStorage } from './storage.ts';
import { fields, list, number, text } from './wire.ts';

/** How long after the last key a draft is written, ms. */
const REST_OF = 800;
/** How long to wait when the server could not be reached, ms. */
const AGAIN_AFTER = 5000;
const KEY = 'desk.drafts';
/** A wrap-up's codes and note are kept beside the text, under the conversation's id with this before it. */
const WRAPUP = 'wrapup:';

export type Drafts = {
  /** Fetches what is kept. What has been typed here since stays. */
  load: () => Promise<void>;
  /** Writes at once what has not been written yet. */
  flush: () => void;
  stop: () => void;
};

/** Reads a kept wrap-up; null when it is none. */
function readWrapupDraft(json: string): WrapupDraft | null {
  try {
    const wire = fields(JSON.parse(json));
    const codes = list(wire.codes).flatMap((each) => {
      const code = fields(each);
      const categoryName = text(code.categoryName);
      const value = text(code.value);
      return value === '' ? [] : [{ categoryName, value }];
    });
    return { codes, note: text(wire.note) };
  } catch {
    return null;
  }
}

/** Keeps drafts in step with the server. */
export function createDrafts(options: {
  store: DeskStore;
  rest: Rest;
  storage: TabStorage;
  now: () => number;
}): Drafts {
  const { store, rest, storage } = options;
  /** Kept under which name → when it was changed here and not yet written. */
  const dirty = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const current = (name: string): string => {
    const { drafts, wrapupDrafts } = store.getState();
    if (!name.startsWith(WRAPUP)) return drafts[name] ?? '';
    const draft = wrapupDrafts[name.slice(WRAPUP.length)];
    return draft === undefined ? '' : JSON.stringify(draft);
  };

  const adopt = (name: string, kept: string) => {
    if (kept === '' || dirty.has(name) || current(name) !== '') return;
    if (!name.startsWith(WRAPUP)) {
      store.setState((state) => ({ drafts: { ...state.drafts, [name]: kept } }));
      return;
    }
    const draft = readWrapupDraft(kept);
    const id = name.slice(WRAPUP.length);
    if (draft !== null) {
      store.setState((state) => ({ wrapupDrafts: { ...state.wrapupDrafts, [id]: draft } }));
    }
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
    try {
      await rest.put(`/agent-manager/drafts/${encodeURIComponent(name)}`, {
        text: current(name),
        updatedAt: at,
      });
      if (dirty.get(name) === at) dirty.delete(name);
    } catch {
      schedule(AGAIN_AFTER);
    }
    keepInTab();
  };

  const flush = () => {
    clearTimeout(timer);
    if (store.getState().link.status !== 'online') {
      if (dirty.size > 0) schedule(AGAIN_AFTER);
      return;
    }
    for (const [name, at] of dirty) void write(name, at);
  };

  const schedule = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  };

  const changed = (name: string) => {
    dirty.set(name, options.now());
    keepInTab();
    schedule(REST_OF);
  };

  const watch = <T>(
    before: Readonly<Record<string, T>>,
    after: Readonly<Record<string, T>>,
    prefix: string,
  ) => {
    for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (before[id] !== after[id]) changed(prefix + id);
    }
  };

  let adopting = false;
  const unsubscribe = store.subscribe((state, before) => {
    if (adopting) return;
    if (state.drafts !== before.drafts) watch(before.drafts, state.drafts, '');
    if (state.wrapupDrafts !== before.wrapupDrafts) watch(before.wrapupDrafts, state.wrapupDrafts, WRAPUP);
  });

  const adoptAll = (kept: readonly { name: string; text: string }[]) => {
    adopting = true;
    for (const each of kept) adopt(each.name, each.text);
    adopting = false;
  };

  // What this tab had not yet written when it was reloaded comes first.
  const unwritten = list(storage.read(KEY)).map((each) => {
    const wire = fields(each);
    return { name: text(wire.name), text: text(wire.text), at: number(wire.at) ?? 0 };
  });
  adoptAll(unwritten);
  for (const each of unwritten) dirty.set(each.name, each.at);
  if (dirty.size > 0) schedule(REST_OF);

  return {
    load: async () => {
      const kept = list(await rest.get('/agent-manager/drafts')).map((each) => {
        const wire = fields(each);
        return { name: text(wire.conversationId), text: text(wire.text) };
      });
      adoptAll(kept);
    },
    flush,
    stop: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
