/** Actions of a desk without a server: what is local happens, what would be asked does not. */
import type { Actions } from '../desk/actions.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { closeConversation } from '../store/endings.ts';
import * as local from '../store/local.ts';
import { PAST, PAST_EVENTS } from './past.ts';
import { REASONS, WRAPUP_FORM } from './people.ts';

export function idleActions(store: DeskStore): Actions {
  const nothing = () => {};
  return {
    setAgentState: nothing,
    setMrdState: nothing,
    signOut: nothing,
    answerSignOut: nothing,
    accept: nothing,
    reject: nothing,
    open: (id) => store.setState((state) => local.open(state, id)),
    close: (id) => store.setState((state) => closeConversation(state, id, 0)),
    showInList: (change) => store.setState((state) => local.shownInList(state, change)),
    leave: nothing,
    saw: nothing,
    loadEarlier: nothing,
    draft: (id, text) => store.setState((state) => local.draft(state, id, text)),
    quote: (id, messageId) => store.setState((state) => local.quote(state, id, messageId)),
    mute: (id, on) => store.setState((state) => local.muted(state, id, on)),
    search: (id) => store.setState({ searching: id }),
    typing: nothing,
    send: nothing,
    retry: nothing,
    discard: nothing,
    draftWrapup: (id, draft) => store.setState((state) => local.wrapupDraft(state, id, draft)),
    finishWrapup: nothing,
    extendWrapup: nothing,
    changeSettings: (change) => store.setState((state) => local.settings(state, change)),
    dismissNotice: (id) => store.setState((state) => local.dismissed(state, id)),
    dismissRefusal: (at) => store.setState((state) => local.refused(state, at, null)),
    readAway: (open) => store.setState((state) => local.away(state, open)),
    readNotices: (ids) => store.setState((state) => local.noticesRead(state, new Set(ids))),
    saveSettings: nothing,
    go: (place) => store.setState((state) => local.went(state, place)),
    show: (overlay) => store.setState({ overlay }),
    guide: (step) => store.setState({ guide: step }),
    print: (id) => store.setState({ printing: id }),
    toggleContext: () => store.setState((state) => ({ contextOpen: !state.contextOpen })),
    watchFigures: nothing,
    reconnect: nothing,
    testSound: nothing,
    askForNotifications: nothing,
    pastConversations: () => Promise.resolve(PAST),
    pastEvents: () => Promise.resolve({ events: PAST_EVENTS, earlier: false }),
    reasons: () => Promise.resolve(REASONS),
    wrapupForm: () => Promise.resolve(WRAPUP_FORM),
  };
}
