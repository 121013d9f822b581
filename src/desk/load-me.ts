/** Takes over who is at this desk and how they like it, from `GET /agent-manager/me`. */
import { readMe } from '../connection/read-parties.ts';
import { fields, number } from '../connection/wire.ts';
import { receive, type DeskStore } from '../store/desk-store.ts';
import { readSettings } from './settings-wire.ts';

function responseLimit(value: unknown): number | null {
  const seconds = number(value);
  return seconds === null || seconds <= 0 ? null : seconds * 1000;
}

/** Puts the answer of `/agent-manager/me` into the store. `now` is epoch ms of this machine. */
export function adoptMe(store: DeskStore, answer: unknown, now: number): void {
  const wire = fields(answer);
  receive(store, { type: 'me', at: now, me: readMe(wire.keycloak_User) });
  const serverTime = number(wire.serverTime);
  const settings = readSettings(wire.settings);
  store.setState((state) => ({
    settings,
    guide: settings.guideSeen ? null : 0,
    maxTextLength: number(wire.maxTextLength) ?? state.maxTextLength,
    responseLimit: responseLimit(wire.responseSeconds) ?? state.responseLimit,
    clockOffset: serverTime === null ? state.clockOffset : serverTime - now,
    link: { ...state.link, since: now },
  }));
}
