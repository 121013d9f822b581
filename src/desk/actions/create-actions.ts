/**
 * The actions on a live connection. Each asks the server at a named control; the answer comes as a frame, a
 * refusal is shown at that control. Nothing is shown as done before the server says so (L-S2).
 */
import { closeConversation } from '../../store/endings.ts';
import * as local from '../../store/local.ts';
import {
  control,
  type Actions,
  type ConversationActions,
  type NoticeActions,
  type SettingsActions,
  type ViewActions,
} from './actions.ts';
import { offerActions } from './offers.ts';
import { presenceActions } from './presence.ts';
import type { ActionTools } from './tools.ts';

type ActionsOptions = {
  /** The sign-in is to end here as well, after the server has let the agent go. */
  onSignedOut: () => void;
  /** Keeps settings on the server, after `delay` ms or soon. */
  saveSettings: (delay?: number) => void;
  testSound: Actions['testSound'];
  askForNotifications: () => void;
};

function conversationActions({ store, now, ask, about }: ActionTools): ConversationActions {
  return {
    open: (id) => store.setState((state) => local.open(state, id)),
    close: (id) => store.setState((state) => closeConversation(state, id, now())),
    showInList: (change) => store.setState((state) => local.shownInList(state, change)),
    leave: (id) => void ask(control.leave(id), 'leave', 'topicUnsubscription', about(id)),
    saw: (id) => store.setState((state) => local.seen(state, id)),
    mute: (id, on) => store.setState((state) => local.muted(state, id, on)),
    search: (id) => store.setState({ searching: id }),
    print: (id) => store.setState({ printing: id }),
  };
}

function settingsActions({ store }: ActionTools, options: ActionsOptions): SettingsActions {
  return {
    changeSettings: (change) => {
      store.setState((state) => local.settings(state, change));
      options.saveSettings();
    },
    saveSettings: () => options.saveSettings(0),
    testSound: options.testSound,
    askForNotifications: options.askForNotifications,
  };
}

function noticeActions({ store }: ActionTools): NoticeActions {
  return {
    dismissNotice: (id) => store.setState((state) => local.dismissed(state, id)),
    readNotices: (ids) => store.setState((state) => local.noticesRead(state, new Set(ids))),
    dismissRefusal: (at) => store.setState((state) => local.refused(state, at, null)),
    readAway: (open) => store.setState((state) => local.away(state, open)),
  };
}

function viewActions({ store, get, connection }: ActionTools, options: ActionsOptions): ViewActions {
  return {
    go: (place) => store.setState((state) => local.went(state, place)),
    show: (overlay) => store.setState({ overlay }),
    guide: (step) => {
      store.setState((state) => ({ guide: step, place: step === null ? state.place : 'conversations' }));
      if (step !== null || get().settings.guideSeen) return;
      store.setState((state) => local.settings(state, { guideSeen: true }));
      options.saveSettings();
    },
    toggleContext: () => store.setState((state) => ({ contextOpen: !state.contextOpen })),
    reconnect: () => connection.wake(),
  };
}

/** The actions of a desk that is connected. */
export function createActions(tools: ActionTools, options: ActionsOptions): Actions {
  return {
    ...presenceActions(tools, options.onSignedOut),
    ...offerActions(tools),
    ...conversationActions(tools),
    ...settingsActions(tools, options),
    ...noticeActions(tools),
    ...viewActions(tools, options),
  };
}
