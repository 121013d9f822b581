/** A desk without a server: what is local happens, what would be asked is never answered. */
import { announcementActions } from '../announcements/announcement.ts';
import { cannedActions } from '../composer/canned/canned-actions.ts';
import { profileActions } from '../customer/profile-actions.ts';
import { historyActions } from '../customer/history/history-actions.ts';
import type { Actions } from '../desk/actions/actions.ts';
import { labelActions } from '../desk/labels.ts';
import { createActions } from '../desk/actions/create-actions.ts';
import { createTools, type ActionTools, type Slices } from '../desk/actions/tools.ts';
import type { AttachSlice } from '../desk/server-slices.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { listsActions } from '../lists/lists-actions.ts';
import { labelListActions } from '../team/label-list.ts';
import { recordActions } from '../team/record.ts';
import { createSetupKeeper, setupKeeper } from '../team/setup-keeper.ts';
import { wrapupActions, type WrapupForm } from '../wrapup/wrapup-actions.ts';
import { LABELS } from './labels.ts';
import { CANNED } from './canned-texts.ts';
import { phoneActions } from '../phone/phone-actions.ts';
import { PHONE_BOOKS } from './phones.ts';
import { PAST, PAST_EVENTS } from './past.ts';
import { PROFILE } from './profile.ts';
import { ANNOUNCED, MONITORED, TEAM_SETUP } from './team.ts';
import { NOW, REASONS, WRAPUP_FORM } from './people.ts';

const nothing = () => {};
const never = () => new Promise<never>(nothing);

/** What stands in for a server's answers; everything else is as it is at a real desk. */
function answered(form: WrapupForm): Map<unknown, (tools: ActionTools) => unknown> {
  return new Map<unknown, (tools: ActionTools) => unknown>([
    [wrapupActions, (tools) => ({ ...wrapupActions(tools), form: () => Promise.resolve(form) })],
    [phoneActions, (tools) => ({ ...phoneActions(tools), books: () => Promise.resolve(PHONE_BOOKS) })],
    [
      cannedActions,
      (tools) => cannedActions({ ...tools, rest: { ...tools.rest, get: () => Promise.resolve(CANNED) } }),
    ],
    [
      setupKeeper,
      () => createSetupKeeper({ read: () => Promise.resolve(TEAM_SETUP), keep: () => Promise.resolve() }),
    ],
    [
      listsActions,
      (tools) => ({ ...listsActions(tools), look: () => Promise.resolve(['list-1', 'list-2']) }),
    ],
    [recordActions, () => ({ read: () => Promise.resolve({ entries: MONITORED, next: null }) })],
    [
      announcementActions,
      (tools) => ({ ...announcementActions(tools), all: () => Promise.resolve(ANNOUNCED) }),
    ],
    [labelActions, () => ({ labels: () => Promise.resolve(LABELS) })],
    [labelListActions, (tools) => ({ ...labelListActions(tools), all: () => Promise.resolve(LABELS) })],
    [profileActions, (tools) => ({ ...profileActions(tools), read: () => Promise.resolve(PROFILE) })],
    [
      historyActions,
      () => ({
        conversations: () => Promise.resolve(PAST),
        events: () => Promise.resolve({ events: PAST_EVENTS, earlier: false }),
      }),
    ],
  ]);
}

export function idleDesk(
  store: DeskStore,
  form: WrapupForm = WRAPUP_FORM,
): { actions: Actions; slice: Slices; attach: AttachSlice } {
  const now = () => NOW;
  const newId = () => crypto.randomUUID();
  const tools = createTools({
    store,
    connection: {
      ask: never,
      say: nothing,
      listen: nothing,
      wake: nothing,
      showToken: nothing,
      noToken: nothing,
      close: nothing,
    },
    rest: { get: never, put: never, post: never, remove: never, upload: never },
    now,
    newId,
    wrapupId: newId,
  });
  const actions = createActions(tools, {
    onSignedOut: nothing,
    saveSettings: nothing,
    testSound: nothing,
    askForNotifications: nothing,
  });
  const instead = answered(form);
  return {
    actions: { ...actions, reasons: () => Promise.resolve(REASONS) },
    attach: tools.attach,
    slice: <S>(create: (tools: ActionTools) => S): S =>
      tools.slice((instead.get(create) as ((tools: ActionTools) => S) | undefined) ?? create),
  };
}
