/** Takes over who is at this desk and how they like it, from `GET /agent-manager/me`. */
import { readConfiguredTexts } from '../connection/read-texts.ts';
import { readMe } from '../connection/read-parties.ts';
import { fields, list, number, text } from '../base/fields.ts';
import { receive, type DeskStore } from '../store/desk-store.ts';
import type { DeskState } from '../store/model.ts';
import { readSettings } from './settings-wire.ts';

function responseLimit(value: unknown): number | null {
  const seconds = number(value);
  return seconds === null || seconds <= 0 ? null : seconds * 1000;
}

/** The limits and texts of the configuration, as far as they are told. */
function limits(wire: Readonly<Record<string, unknown>>, state: DeskState): Partial<DeskState> {
  return {
    maxTextLength: number(wire.maxTextLength) ?? state.maxTextLength,
    responseLimit: responseLimit(wire.responseSeconds) ?? state.responseLimit,
    pauses: list(wire.pauseSeconds).flatMap((seconds) => number(seconds) ?? []),
    maxFileBytes: number(wire.maxFileBytes) ?? 0,
    servesCustomers: wire.servesCustomers !== false,
    hasPullLists: wire.hasPullLists !== false,
    inactivityLimit: (number(wire.inactivitySeconds) ?? 0) * 1000,
    texts: readConfiguredTexts(wire.texts),
  };
}

/**
 * Puts the answer of `/agent-manager/me` into the store, and gives whose it is. `now` is epoch ms of this machine.
 */
export function adoptMe(store: DeskStore, answer: unknown, now: number): { tenant: string; id: string } {
  const wire = fields(answer);
  const me = readMe(wire.keycloak_User);
  receive(store, { type: 'me', at: now, me });
  const serverTime = number(wire.serverTime);
  // Without an own choice, `settings` names the contact centre's language.
  const own = wire.chosenLanguage === null ? { language: null } : {};
  const settings = readSettings({ ...fields(wire.settings), ...own });
  store.setState((state) => ({
    ...limits(wire, state),
    settings,
    guide: settings.guideSeen ? null : 0,
    clockOffset: serverTime === null ? state.clockOffset : serverTime - now,
    link: { ...state.link, since: now },
  }));
  return { tenant: text(wire.tenant), id: me.id };
}

/**
 * Takes over what may have changed since: roles, permissions and limits. Settings are left as they are: this desk
 * may have newer ones.
 */
export function readoptMe(store: DeskStore, answer: unknown, now: number): void {
  const wire = fields(answer);
  const me = readMe(wire.keycloak_User);
  if (me.id !== store.getState().me?.id) return;
  receive(store, { type: 'me', at: now, me });
  store.setState((state) => limits(wire, state));
}
