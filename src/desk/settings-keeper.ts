/**
 * Carries settings out (theme, density, language) and keeps them on the server: what has changed, soon after the
 * change. What the server did not take stays marked, over a reload as well, and is tried again. The agent's other
 * tabs hear of a change at once.
 */
import type { i18n } from 'i18next';
import { isTransient } from '../connection/refusal.ts';
import type { Rest } from '../connection/rest.ts';
import type { TabStorage } from '../base/tab-storage.ts';
import { fields, texts } from '../base/fields.ts';
import { speak, spokenLanguage } from '../i18n/i18n.ts';
import { rememberLanguage } from '../i18n/remembered.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { Settings } from '../store/model.ts';
import type { OtherTabs } from '../base/browser-capabilities.ts';
import { changedSettings, readSettings, writeSettings, type SettingName } from './settings-wire.ts';

/** A moment after the last change, so that dragging a slider is one request, ms. */
const SAVE_DELAY = 500;
/** How soon what could not be kept is tried again: first and latest, ms. */
const AGAIN_AFTER = { first: 5000, latest: 120_000 };

const UNSAVED = 'desk.settings';

/** Puts theme and density on the document. */
export function applyAppearance(root: HTMLElement, settings: Settings, systemIsDark: boolean): void {
  const dark = settings.theme === 'dark' || (settings.theme === 'system' && systemIsDark);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = settings.density;
}

export type SettingsKeeper = {
  /** What has changed is to be kept, after `delay` ms or soon. */
  save: (delay?: number) => void;
  stop: () => void;
};

/** Watches the settings of the store. */
export function keepSettings(options: {
  store: DeskStore;
  rest: Pick<Rest, 'put'>;
  words: i18n;
  storage: TabStorage;
  tabs?: OtherTabs | null;
}): SettingsKeeper {
  const { store, rest, words, storage, tabs = null } = options;
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const unsaved = new Set<SettingName>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let sending = false;
  let adopting = false;

  const apply = () => {
    applyAppearance(root, store.getState().settings, system.matches);
  };
  const talk = () => {
    const language = spokenLanguage(store.getState().settings.language);
    rememberLanguage(language);
    speak(words, language, root).catch(() => undefined);
  };
  const written = (names: Iterable<SettingName>) => {
    const { me, settings } = store.getState();
    return { of: me?.id, names: [...names], wire: writeSettings(settings, names) };
  };
  const remember = () => {
    if (store.getState().me === null || unsaved.size === 0) storage.remove(UNSAVED);
    else storage.write(UNSAVED, written(unsaved));
  };

  /** Takes over settings of this agent that were written elsewhere; gives the names of those that are new here. */
  const take = (value: unknown): SettingName[] => {
    const kept = fields(value);
    const { me, settings } = store.getState();
    if (me === null || kept.of !== me.id) return [];
    const theirs = readSettings(kept.wire);
    const named = new Set(texts(kept.names));
    const names = changedSettings(theirs, settings).filter((name) => named.has(name));
    if (names.length === 0) return [];
    adopting = true;
    store.setState((state) => ({
      settings: { ...settings, ...Object.fromEntries(names.map((name) => [name, theirs[name]])) },
      // Whoever has waved the first steps away has done so everywhere.
      guide: names.includes('guideSeen') && theirs.guideSeen ? null : state.guide,
    }));
    adopting = false;
    return names;
  };

  /** What an earlier life of this page could not keep holds here, and is sent. */
  const recall = () => {
    const own = take(storage.read(UNSAVED));
    if (own.length === 0) return;
    for (const name of own) unsaved.add(name);
    save(0);
  };

  const send = async () => {
    const { me, settings } = store.getState();
    if (me === null || unsaved.size === 0 || sending) return;
    const names = [...unsaved];
    unsaved.clear();
    sending = true;
    store.setState({ saving: 'saving' });
    try {
      await rest.put(
        `/cim-customer/agentSetting/${encodeURIComponent(me.id)}`,
        writeSettings(settings, names),
      );
      failures = 0;
      store.setState({ saving: unsaved.size === 0 ? 'saved' : 'saving' });
    } catch (error) {
      for (const name of names) unsaved.add(name);
      store.setState({ saving: 'failed' });
      failures += 1;
      // What the server has refused it would refuse again: only the agent can try that once more.
      if (isTransient(error)) schedule(Math.min(AGAIN_AFTER.latest, AGAIN_AFTER.first * 2 ** (failures - 1)));
    } finally {
      sending = false;
      remember();
    }
    if (unsaved.size > 0 && failures === 0) schedule(SAVE_DELAY);
  };

  const schedule = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), delay);
  };
  const save = (delay = SAVE_DELAY) => {
    remember();
    schedule(delay);
  };

  recall();
  apply();
  talk();
  system.addEventListener('change', apply);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.link.status === 'online' && before.link.status !== 'online' && unsaved.size > 0) save(0);
    if (state.settings === before.settings) return;
    if (!adopting) {
      const names = changedSettings(state.settings, before.settings);
      for (const name of names) unsaved.add(name);
      tabs?.postMessage(written(names));
    }
    apply();
    if (state.settings.language !== before.settings.language) talk();
  });
  if (tabs !== null) {
    tabs.onmessage = ({ data }: MessageEvent) => {
      take(data);
      // What is still to be kept from here is the newer words as well.
      if (unsaved.size > 0) remember();
    };
  }

  return {
    save,
    stop: () => {
      clearTimeout(timer);
      system.removeEventListener('change', apply);
      unsubscribe();
      tabs?.close();
    },
  };
}
