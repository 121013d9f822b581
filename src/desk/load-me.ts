/** Takes over who is at this desk and how they like it, from `GET /agent-manager/me`. */
import { readMe } from '../connection/read-parties.ts';
import { fields, number, text } from '../connection/wire.ts';
import { bestLanguage } from '../i18n/i18n.ts';
import { receive, type DeskStore } from '../store/desk-store.ts';
import { DEFAULT_SETTINGS, type Settings } from '../store/model.ts';

/** Settings as the server keeps them; what is missing is as by default. */
function readSettings(value: unknown): Settings {
  const wire = fields(value);
  const theme = text(wire.theme);
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: wire.density === 'compact' ? 'compact' : 'comfortable',
    language: bestLanguage([text(wire.language)]),
    sounds: {
      enabled: wire.sounds !== false,
      volume: Math.min(1, Math.max(0, number(wire.soundVolume) ?? DEFAULT_SETTINGS.sounds.volume)),
    },
    notifications: wire.notifications === true,
  };
}

/** Puts the answer of `/agent-manager/me` into the store. `now` is epoch ms of this machine. */
export function adoptMe(store: DeskStore, answer: unknown, now: number): void {
  const wire = fields(answer);
  receive(store, { type: 'me', at: now, me: readMe(wire.keycloak_User) });
  const serverTime = number(wire.serverTime);
  store.setState((state) => ({
    settings: readSettings(wire.settings),
    maxTextLength: number(wire.maxTextLength) ?? state.maxTextLength,
    clockOffset: serverTime === null ? state.clockOffset : serverTime - now,
    link: { ...state.link, since: now },
  }));
}
