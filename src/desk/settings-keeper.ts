/** Carries settings out (theme, density, language) and keeps them on the server. */
import type { i18n } from 'i18next';
import type { Rest } from '../connection/rest.ts';
import { speak } from '../i18n/i18n.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { Settings } from '../store/model.ts';

/** A moment after the last change, so that dragging a slider is one request, ms. */
const REST_OF = 500;

/** Puts theme and density on the document. */
export function dress(root: HTMLElement, settings: Settings, systemIsDark: boolean): void {
  const dark = settings.theme === 'dark' || (settings.theme === 'system' && systemIsDark);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = settings.density;
}

/** Watches the settings of the store. */
export function keepSettings(options: { store: DeskStore; rest: Rest; words: i18n }): {
  save: () => void;
  stop: () => void;
} {
  const { store, rest, words } = options;
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  let timer: ReturnType<typeof setTimeout> | undefined;

  const apply = () => {
    dress(root, store.getState().settings, system.matches);
  };
  const talk = () => {
    speak(words, store.getState().settings.language, root).catch(() => undefined);
  };
  const send = () => {
    const { me, settings } = store.getState();
    if (me === null) return;
    rest
      .put(`/cim-customer/agentSetting/${encodeURIComponent(me.id)}`, {
        theme: settings.theme,
        density: settings.density,
        language: settings.language,
        sounds: settings.sounds.enabled,
        soundVolume: settings.sounds.volume,
        notifications: settings.notifications,
      })
      .catch(() => undefined);
  };

  apply();
  talk();
  system.addEventListener('change', apply);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.settings === before.settings) return;
    apply();
    if (state.settings.language !== before.settings.language) talk();
  });

  return {
    save: () => {
      clearTimeout(timer);
      timer = setTimeout(send, REST_OF);
    },
    stop: () => {
      clearTimeout(timer);
      system.removeEventListener('change', apply);
      unsubscribe();
    },
  };
}
