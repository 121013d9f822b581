/**
 * The actions on a live connection. Each asks the server at a named control; the answer comes as a frame, a
 * refusal is shown at that control. Nothing is shown as done before the server says so (L-S2).
 */
import type { Connection } from '../connection/connection.ts';
import { type Outbox } from '../connection/outbox.ts';
import { typingStarted, wrapupClosing } from '../connection/publish.ts';
import { readKept } from '../connection/read-frames.ts';
import { refusalOf } from '../connection/refusal.ts';
import type { Rest } from '../connection/rest.ts';
import { fields } from '../base/fields.ts';
import { receive, type DeskStore } from '../store/desk-store.ts';
import { closeConversation } from '../store/endings.ts';
import { ownOpenConversations } from '../store/kind.ts';
import * as local from '../store/local.ts';
import type { Conversation, Reason } from '../store/model.ts';
import { waitsLongest } from '../store/selectors.ts';
import { control, type Actions } from './actions.ts';
import { keptAnswer } from './kept-answer.ts';

/** How often "is typing" is said at most, ms. */
const TYPING_EVERY = 3000;
/** Older events are fetched in pages of this many. */
const PAGE = 100;

type ActionsOptions = {
  store: DeskStore;
  connection: Connection;
  outbox: Outbox;
  rest: Rest;
  now: () => number;
  newId: () => string;
  /** The id of a conversation's wrap-up, the same in all that is sent of it. */
  wrapupId: (conversationId: string) => string;
  /** The sign-in is to end here as well, after the server has let the agent go. */
  onSignedOut: () => void;
  /** Keeps settings on the server, after `delay` ms or soon. */
  saveSettings: (delay?: number) => void;
  testSound: Actions['testSound'];
  askForNotifications: () => void;
};

/** What is asked for once comes with code of its own: nobody needs it before the first screen. */
const answers = () => import('./fetch-answers.ts');

/** The actions of a desk that is connected. */
export function createActions(options: ActionsOptions): Actions {
  const { store, connection, outbox, rest, now, newId } = options;
  let typedAt = 0;

  const get = () => store.getState();
  const me = () => get().me?.id ?? '';
  const conversation = (id: string): Conversation | undefined => get().conversations[id];

  /** Asks at a control. `what` tells the control what it is waiting for. */
  const ask = async (at: string, what: string, event: string, payload: unknown): Promise<boolean> => {
    if (get().asking[at] !== undefined) return false;
    store.setState((state) => local.asking(state, at, what));
    try {
      await connection.ask(event, payload);
      return true;
    } catch (error) {
      store.setState((state) => local.refused(state, at, refusalOf(error)));
      return false;
    } finally {
      store.setState((state) => local.asking(state, at, null));
    }
  };

  const roomOf = (id: string) => ({ id: conversation(id)?.roomId ?? id, mode: 'CONTACT_CENTER' });
  const about = (id: string) => ({ conversationId: id, agentId: me(), roomInfo: roomOf(id) });

  const takeOffer = async (taskId: string) => {
    const offer = get().offers[taskId];
    if (offer === undefined) return;
    const { conversationId } = offer;
    const { selected, drafts } = get();
    const done = await ask(control.offer(taskId), 'accept', 'topicSubscription', {
      conversationId,
      taskId,
      agentId: me(),
      roomInfo: { id: offer.roomId, mode: 'CONTACT_CENTER' },
      topicParticipant: {
        id: newId(),
        type: 'AGENT',
        participant: { id: me(), participantType: 'CCUser' },
        conversationId,
        role: 'PRIMARY',
        state: 'SUBSCRIBED',
      },
    });
    // Whoever has gone on writing meanwhile, or has gone elsewhere, is not taken out of it.
    const busy =
      get().selected !== selected || (selected !== null && get().drafts[selected] !== drafts[selected]);
    if (done && !busy) store.setState((state) => local.open(state, conversationId));
  };

  const loadEarlier = async (id: string) => {
    const at = control.earlier(id);
    const first = conversation(id)?.transcript.events[0]?.seq;
    if (first === undefined || get().asking[at] !== undefined) return;
    store.setState((state) => local.asking(state, at, 'load'));
    try {
      const path = `/conversation-manager/conversations/${encodeURIComponent(id)}/events`;
      const page = fields(await rest.get(`${path}?before=${first}&limit=${PAGE}`));
      receive(store, {
        type: 'page',
        at: now(),
        conversationId: id,
        events: readKept(page.events, now()),
        earlier: page.earlier === true,
      });
    } catch (error) {
      store.setState((state) => local.refused(state, at, refusalOf(error)));
    } finally {
      store.setState((state) => local.asking(state, at, null));
    }
  };

  const signOut = (reason: Reason | null) =>
    void ask(control.signOut, 'LOGOUT', 'changeAgentState', {
      agentId: me(),
      action: 'agentState',
      state: { name: 'LOGOUT', reasonCode: reason },
    }).then((done) => {
      if (done) options.onSignedOut();
    });

  /** After a wrap-up the next customer, where the agent wants that and has not gone elsewhere. */
  const goOn = (from: string) => {
    const { selected, settings } = get();
    if (!settings.openNext || (selected !== null && selected !== from)) return;
    const next = waitsLongest(get());
    if (next !== null) store.setState((state) => local.open(state, next.id));
  };

  return {
    setAgentState: (name, reason) =>
      void ask(control.agent, name, 'changeAgentState', {
        agentId: me(),
        action: 'agentState',
        state: { name, reasonCode: reason },
      }),
    setMrdState: (mrdId, state) =>
      void ask(control.mrd(mrdId), state, 'changeAgentState', {
        agentId: me(),
        action: 'agentMRDState',
        state,
        mrdId,
      }),
    signOut: (reason) => {
      if (ownOpenConversations(get()).length > 0) store.setState({ signingOut: { reason } });
      else signOut(reason);
    },
    answerSignOut: (yes) => {
      const asked = get().signingOut;
      store.setState({ signingOut: null });
      if (yes && asked !== null) signOut(asked.reason);
    },

    accept: (taskId) => void takeOffer(taskId),
    reject: (taskId) => {
      const offer = get().offers[taskId];
      if (offer === undefined) return;
      void ask(control.offer(taskId), 'reject', 'rejectTask', {
        conversationId: offer.conversationId,
        taskId,
        agentId: me(),
        reason: null,
      });
    },

    open: (id) => store.setState((state) => local.open(state, id)),
    close: (id) => store.setState((state) => closeConversation(state, id, now())),
    showInList: (change) => store.setState((state) => local.shownInList(state, change)),
    leave: (id) => void ask(control.leave(id), 'leave', 'topicUnsubscription', about(id)),
    saw: (id) => store.setState((state) => local.seen(state, id)),
    loadEarlier: (id) => void loadEarlier(id),

    draft: (id, value) => store.setState((state) => local.draft(state, id, value)),
    typing: (id) => {
      const known = conversation(id);
      if (known === undefined || now() - typedAt < TYPING_EVERY) return;
      typedAt = now();
      connection.say('publishCimEvent', typingStarted(newId(), now(), known, get()));
    },
    quote: (id, messageId) => store.setState((state) => local.quote(state, id, messageId)),
    mute: (id, on) => store.setState((state) => local.muted(state, id, on)),
    search: (id) => store.setState({ searching: id }),
    send: (id, value, sessionId = null) => {
      outbox.add(id, value, get().quotes[id] ?? null, sessionId);
      store.setState((state) => ({ ...local.draft(state, id, ''), ...local.quote(state, id, null) }));
      typedAt = 0;
    },
    retry: (id) => outbox.retry(id),
    discard: (id) => {
      const given = outbox.discard(id);
      if (given !== null) store.setState((state) => local.takenBack(state, given));
    },

    draftWrapup: (id, draft) => store.setState((state) => local.wrapupDraft(state, id, draft)),
    finishWrapup: (id, draft) => {
      const known = conversation(id);
      if (known === undefined) return;
      const payload = wrapupClosing(options.wrapupId(id), now(), draft, known, get());
      const wasOpen = get().selected === id;
      void ask(control.wrapup(id), draft === null ? 'skip' : 'apply', 'closeWrapup', payload).then((done) => {
        if (!done) return;
        store.setState((state) => local.wrapupDraft(state, id, null));
        if (wasOpen) goOn(id);
      });
    },
    extendWrapup: (id) => void ask(control.wrapup(id), 'extend', 'extendWrapup', about(id)),

    changeSettings: (change) => {
      store.setState((state) => local.settings(state, change));
      options.saveSettings();
    },
    dismissNotice: (id) => store.setState((state) => local.dismissed(state, id)),
    dismissRefusal: (at) => store.setState((state) => local.refused(state, at, null)),
    readAway: (open) => store.setState((state) => local.away(state, open)),
    readNotices: (ids) => store.setState((state) => local.noticesRead(state, new Set(ids))),
    saveSettings: () => options.saveSettings(0),
    go: (place) => store.setState((state) => local.went(state, place)),
    show: (overlay) => store.setState({ overlay }),
    guide: (step) => {
      store.setState((state) => ({ guide: step, place: step === null ? state.place : 'conversations' }));
      if (step !== null || get().settings.guideSeen) return;
      store.setState((state) => local.settings(state, { guideSeen: true }));
      options.saveSettings();
    },
    print: (id) => store.setState({ printing: id }),
    toggleContext: () => store.setState((state) => ({ contextOpen: !state.contextOpen })),
    watchFigures: (since) => connection.say('watchFigures', { since }),
    reconnect: () => connection.wake(),
    testSound: options.testSound,
    askForNotifications: options.askForNotifications,

    pastConversations: async (customerId, before) =>
      (await answers()).fetchPastConversations(rest, customerId, before),
    pastEvents: async (conversationId, before) =>
      (await answers()).fetchPastEvents(rest, conversationId, before, now()),

    reasons: keptAnswer(async () => (await answers()).fetchReasons(rest), now),
    wrapupForm: keptAnswer(async () => (await answers()).fetchWrapupForm(rest), now),
  };
}
