/** Puts the parts of a live desk together: sign-in, connection, store, outbox, alerts. */
import { handsSlice } from '../announcements/hands-slice.ts';
import type { i18n } from 'i18next';
import { keepAway } from '../away/keep-away.ts';
import { connect, type Connection, type Ending, type Replaced } from '../connection/connection.ts';
import type { DeskSocket, ReceivedEvent } from '../connection/desk-socket.ts';
import { readMe } from '../connection/read-parties.ts';
import { createRest } from '../connection/rest.ts';
import { agentStorage, tabStorage, type AgentStorage, type TabStorage } from '../base/tab-storage.ts';
import { fields } from '../base/fields.ts';
import type { DeskSession } from '../session/session.ts';
import { keepTokens } from '../session/token-keeper.ts';
import { deferredAlerts, mayNotify } from '../alerts/deferred-alerts.ts';
import { createDeskStore, receiveAll, type DeskStore } from '../store/desk-store.ts';
import type { Me } from '../store/model.ts';
import { control } from '../desk/actions/actions.ts';
import { otherTabs } from '../base/browser-capabilities.ts';
import { systemClock } from '../desk/clock.ts';
import { createActions } from '../desk/actions/create-actions.ts';
import { createTools } from '../desk/actions/tools.ts';
import type { Desk } from '../desk/desk-context.ts';
import { createWrapupIds } from '../connection/wrapup-ids.ts';
import { afterFirstScreen } from '../desk/deferred.ts';
import { createFrameBatches } from '../desk/frame-batches.ts';
import { adoptMe, readoptMe } from '../desk/load-me.ts';
import { onWake } from './on-wake.ts';
import { PLACES } from './places.ts';
import { keepRoute } from './route.ts';
import { phoneSlice } from '../phone/phone-slice.ts';
import { keepSettings, type SettingsKeeper } from '../desk/settings-keeper.ts';

/** How long the desk stays covered while the agent's state is missing after the sign-in is known, ms. */
const STATE_WITHIN = 300;

/** How long the socket may take to say why a sign-in is over, ms. */
const REASON_WITHIN = 1000;

/** How much is kept for a page around until it can be told. */
const MOST_SAID = 999;

/** How long after a new token the agent's roles are looked at again, ms: an idle desk asks once a minute at most. */
const LOOK_AGAIN_AFTER = 90_000;

function newId(): string {
  return crypto.randomUUID();
}

/** Calls back when the connection is there again after it was lost. */
function onReconnect(store: DeskStore, back: () => void): () => void {
  return store.subscribe((state, before) => {
    if (state.link.status === 'online' && before.link.status === 'offline') back();
  });
}

/** A desk that has been started. */
export type StartedDesk = {
  desk: Desk;
  /**
   * Resolves when the server has said who is here (`me` in the store). Rejects when it can't be reached or refuses
   * this account.
   */
  known: Promise<void>;
  /** Who has signed in; null when the server can't say. */
  whose: Promise<Me | null>;
  stop: () => void;
};

/**
 * Starts a desk for whoever has signed in. It can be drawn at once, so that this is done while the server is asked;
 * only when it is known whose desk it is may it be seen and touched.
 */
export function startDesk(options: {
  session: DeskSession;
  /** A socket that is or will be connected. */
  deskSocket: DeskSocket;
  /** The answer of `GET /agent-manager/me` when it was asked for already; else null. */
  me: Promise<unknown>;
  words: i18n;
  onEnding: (ending: Ending | 'expired', by?: Replaced) => void;
}): StartedDesk {
  const { session, deskSocket, words } = options;
  const now = () => Date.now();
  const store = createDeskStore();
  const stops: (() => void)[] = [];
  let stopped = false;

  let connection: Connection | null = null;
  let own: AgentStorage | null = null;
  let lookAgain: ReturnType<typeof setTimeout> | undefined;
  const keeper = keepTokens(session, {
    now,
    steady: () => performance.now(),
    onToken: (token) => {
      connection?.showToken(token);
      // It may carry other roles than the last one did.
      clearTimeout(lookAgain);
      lookAgain = setTimeout(reloadMe, LOOK_AGAIN_AFTER);
    },
    onEnded: () => {
      // A sign-in that was taken over is refused as well: the socket says so in a moment.
      setTimeout(() => {
        if (!stopped) options.onEnding('expired');
      }, REASON_WITHIN);
    },
  });
  stops.push(keeper.stop, () => {
    clearTimeout(lookAgain);
  });
  const signOut = () => {
    void session.logout().then(() => {
      options.onEnding('signedOut');
    });
  };
  const rest = createRest(keeper.token);
  const reloadMe = () => {
    rest.get('/agent-manager/me').then(
      (answer) => {
        if (!stopped) readoptMe(store, answer, now());
      },
      () => undefined,
    );
  };

  // Who is here stands in the store before anything that the socket tells.
  const me = options.me.then((answer) => answer ?? rest.get('/agent-manager/me'));
  const frames = createFrameBatches((batch) => {
    receiveAll(store, batch);
  });
  frames.hold();
  let hear = () => {};
  const firstAnswer = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const received = deskSocket.takeOver(
    () => keeper.token(false),
    () => connection?.noToken(),
  );
  const open = connect({
    socket: deskSocket.socket,
    received,
    token: keeper.token,
    now,
    onFrame: (frame) => {
      frames.add(frame);
      if (frame.type === 'presence' || frame.type === 'link.down') hear();
    },
    onEnding: (ending, by) => {
      // Whoever leaves takes their words along; a sign-in that ran out, or went elsewhere, comes back to them.
      if (ending === 'signedOut') own?.forget();
      const asked = store.getState().asking[control.signOut] !== undefined;
      if (ending === 'signedOut' && asked) signOut();
      else options.onEnding(ending, by);
    },
  });
  // Whoever hears an answer finds in the store what was said before it.
  const live: Connection = {
    ...open,
    ask: (event, payload) => open.ask(event, payload).finally(frames.flush),
  };
  connection = live;
  stops.push(live.close);

  const wrapupIds = createWrapupIds(newId);
  let settings: SettingsKeeper | null = null;
  const tools = createTools({ store, connection: live, rest, now, newId, wrapupId: wrapupIds.of });
  tools.attach(phoneSlice);
  tools.attach(handsSlice);
  const { socket } = deskSocket;
  const said = [...(received ?? [])];
  // A page around the desk's frame is told it, too, once the code for that is there.
  if (window.parent !== window) {
    socket.onAny((...event: ReceivedEvent) => {
      if (said.length < MOST_SAID) said.push(event);
    });
  }
  const actions = createActions(tools, {
    onSignedOut: () => {
      own?.forget();
      signOut();
    },
    saveSettings: (delay) => settings?.save(delay),
    testSound: (trial) => void alerts.test(trial),
    askForNotifications: () => {
      void mayNotify().then((notifications) => {
        actions.changeSettings({ notifications });
      });
    },
  });
  const alerts = deferredAlerts({ store, words, actions });
  stops.push(alerts.stop);

  /** What belongs to an agent begins when it is known which. */
  const begin = (storage: TabStorage) => {
    const since = store.getState();
    settings = keepSettings({ store, rest, words, storage, tabs: otherTabs('desk.settings') });
    stops.push(
      settings.stop,
      keepAway(store, storage),
      afterFirstScreen(async () => {
        const { startWatchers } = await import('./watchers.ts');
        return () => startWatchers({ tools, storage, wrapupIds, since, socket, said });
      }),
      keepRoute({ store, actions, places: PLACES, now }),
      onReconnect(store, reloadMe),
      onWake(() => {
        keeper.wake();
        live.wake();
      }),
    );
  };
  const known = me.then(async (answer) => {
    // The state comes a moment later, as a rule: then all of it is drawn at once.
    const timer = setTimeout(hear, STATE_WITHIN);
    await firstAnswer;
    clearTimeout(timer);
    if (stopped) return;
    own = agentStorage(tabStorage(), adoptMe(store, answer, now()));
    begin(own);
    frames.release();
  });

  return {
    desk: { store, clock: systemClock(), actions, places: PLACES, slice: tools.slice, attach: tools.attach },
    known,
    whose: me.then(
      (answer) => readMe(fields(answer).keycloak_User),
      () => null,
    ),
    stop: () => {
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}
