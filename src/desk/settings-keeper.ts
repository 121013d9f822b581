/**
 * Carries settings out (theme, density, language) and keeps them on the server: what has changed, soon after the
 * change. What the server did not take stays marked, over a reload as well, and is tried again.
 */
import type { i18n } from 'i18next';
import { isTransient } from '../connection/refusal.ts';
import type { Rest } from '../connection/rest.ts';
import type { TabStorage } from '../connection/storage.ts';
import { fields } from '../connection/wire.ts';
import { speak } from '../i18n/i18n.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { Settings } from '../store/model.ts';
import { changedSettings, readSettings, writeSettings, type SettingName } from './settings-wire.ts';

/** A moment after the last change, so that dragging a slider is one request, ms. */
const REST_OF = 500;
/** How soon what could not be kept is tried again: first and latest, ms. */
const AGAIN_AFTER = { first: 5000, latest: 120_000 };

const UNSAVED = 'desk.settings';

/** Puts theme and density on the document. */
export function dress(root: HTMLElement, settings: Settings, systemIsDark: boolean): void {
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
}): SettingsKeeper {
  const { store, rest, words, storage } = options;
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const unsaved = new Set<SettingName>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let sending = false;

  const apply = () => {
    dress(root, store.getState().settings, system.matches);
  };
  const talk = () => {
    speak(words, store.getState().settings.language, root).catch(() => undefined);
  };
  const remember = () => {
    const { me, settings } = store.getState();
    if (me === null || unsaved.size === 0) storage.remove(UNSAVED);
    else storage.write(UNSAVED, { of: me.id, names: [...unsaved], wire: writeSettings(settings, unsaved) });
  };

  /** What an earlier life of this page could not keep holds here, and is sent. */
  const recall = () => {
    const kept = fields(storage.read(UNSAVED));
    const { me, settings } = store.getState();
    if (me === null || kept.of !== me.id || !Array.isArray(kept.names)) return;
    const theirs = readSettings(kept.wire);
    const names = new Set<unknown>(kept.names);
    const own = changedSettings(theirs, settings).filter((name) => names.has(name));
    if (own.length === 0) return;
    for (const name of own) unsaved.add(name);
    store.setState({
      settings: { ...settings, ...Object.fromEntries(own.map((name) => [name, theirs[name]])) },
    });
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
    if (unsaved.size > 0 && failures === 0) schedule(REST_OF);
  };

  const schedule = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), delay);
  };
  const save = (delay = REST_OF) => {
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
    for (const name of changedSettings(state.settings, before.settings)) unsaved.add(name);
    apply();
    if (state.settings.language !== before.settings.language) talk();
  });

  return {
    save,
    stop: () => {
      clearTimeout(timer);
      system.removeEventListener('change', apply);
      unsubscribe();
    },
  };
}
