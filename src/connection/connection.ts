/**
 * The socket to the Agent Manager: connects, asks and is told, and never gives up (L-M3). What it is told goes to
 * the store as frames; whether it is there goes there too, so that nobody shows what is not known.
 *
 * Nothing rests on the socket staying up: after each connect the server says everything anew, then
 * that this was all (`snapshotComplete`), and what it has not mentioned by then is over. Liveness is the server's ping
 * and an asked question after waking up, never a timer of the page, which browsers slow down (L-S4, L-R8).
 */
import type { Socket } from 'socket.io-client';
import type { Frame } from '../store/frames.ts';
import type { Heard } from './line.ts';
import { HEARD, readFrame } from './read-frames.ts';
import { NO_ANSWER, OFFLINE, RefusedError, refusedBy } from './refusal.ts';
import { fields, text, time, under } from '../base/fields.ts';

/** How long to wait for an acknowledgement, ms. */
const ANSWER_WITHIN = 10_000;
/** How long a socket may be silent when asked after waking up, ms. */
const WAKE_WITHIN = 4000;
/**
 * A server that has never sent `snapshotComplete` may not know it: when nothing more arrives for so long after a
 * connect, all has been said, ms. Long, because a slow database is no end of a conversation.
 */
const SETTLES_AFTER = 15_000;
/** Our own back-off where Socket.IO does not reconnect by itself: first and longest, ms. */
const BACKOFF = { first: 500, longest: 15_000 };
/** A connection that has lasted so long was a good one: the next back-off begins anew, ms. */
const STABLE_AFTER = 10_000;
/** So many sign-ins may be refused, each with a new token, before it is over. */
const REFUSED_AT_MOST = 3;
/** A question without effect, whose answer shows that the socket is alive; a refusal is an answer, too. */
const ARE_YOU_THERE = ['topicEvents', { conversationId: 'none', afterSeq: 0 }] as const;

/** The other sign-in: when (epoch ms) and what the browser there calls itself. */
export type Replaced = { at: number; userAgent: string };

/** Why there will be no connection until the agent does something. */
export type Ending = 'replaced' | 'signedOut' | 'expired' | 'forbidden' | 'locked';

type ConnectionOptions = {
  socket: Socket;
  /** What it has heard already, oldest first; null when it has not been told to connect yet. */
  heard?: readonly Heard[] | null;
  /** A token that is good now; refreshed when `fresh`. */
  token: (fresh: boolean) => Promise<string>;
  onFrame: (frame: Frame) => void;
  /** `replaced`: when and in which browser, as far as the server says. */
  onEnding: (ending: Ending, by?: Replaced) => void;
  now: () => number;
  random?: () => number;
};

export type Connection = {
  /** Asks and waits for the answer. Rejects with `RefusedError`; `OFFLINE` at once when not connected. */
  ask: (event: string, payload: unknown) => Promise<Readonly<Record<string, unknown>>>;
  /** Says something that needs no answer; dropped when offline. */
  say: (event: string, payload: unknown) => void;
  /** Listens to one more event; what `read` makes of it goes the way of all frames. */
  listen: (event: string, read: (payload: unknown, at: number) => Frame) => void;
  /** The machine or the tab may have slept: make sure that the socket is alive. */
  wake: () => void;
  /** Shows a new token. */
  showToken: (token: string) => void;
  /** There was no token to connect with: try again later. */
  noToken: () => void;
  close: () => void;
};

type Refused = Error & { data?: unknown };

function endingOf(error: Refused): Ending | null {
  const code = text(under(error.data, 'content').code);
  if (code === 'SESSION_REPLACED') return 'replaced';
  if (code === 'FORBIDDEN') return 'forbidden';
  return code === 'LOCKED' ? 'locked' : null;
}

/** Tells the server that an event has arrived, where it asks. */
function answered(acknowledge: unknown): void {
  if (typeof acknowledge === 'function') (acknowledge as (answer: object) => void)({ status: 'ok' });
}

/** Opens the connection. */
export function connect(options: ConnectionOptions): Connection {
  const { socket, now } = options;
  const random = options.random ?? Math.random;
  let closed = false;
  let failures = 0;
  let logins = 0;
  let connectedAt = Infinity;
  let needsNewToken = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let settle: ReturnType<typeof setTimeout> | undefined;
  let settling = false;
  let saysComplete = false;
  let waking = false;

  const tell = (frame: Frame) => options.onFrame(frame);

  const settled = () => {
    settling = false;
    clearTimeout(settle);
    tell({ type: 'link.settled', at: now() });
  };

  const expectMore = () => {
    clearTimeout(settle);
    if (!saysComplete) settle = setTimeout(settled, SETTLES_AFTER);
  };

  const end = (ending: Ending, by?: Replaced) => {
    closed = true;
    clearTimeout(retry);
    clearTimeout(settle);
    socket.disconnect();
    options.onEnding(ending, by);
  };

  const isConnected = () => socket.connected;
  const isClosed = () => closed;

  const reconnect = async () => {
    if (needsNewToken) {
      try {
        await options.token(true);
      } catch {
        reconnectLater();
        return;
      }
      needsNewToken = false;
    }
    if (!isClosed() && !isConnected()) socket.connect();
  };

  const reconnectIn = (delay: number) => {
    if (closed) return;
    clearTimeout(retry);
    failures += 1;
    retry = setTimeout(() => void reconnect(), delay);
  };

  /** As long as it has failed before, at random, so that not all desks come at the same moment. */
  const reconnectLater = () => {
    reconnectIn(Math.min(BACKOFF.longest, BACKOFF.first * 2 ** failures) * (0.5 + random()));
  };

  /** The token was refused: the first time a new one is shown at once, then ever later. */
  const reconnectWithNewToken = () => {
    needsNewToken = true;
    if (failures === 0) reconnectIn(0);
    else reconnectLater();
  };

  const linkUp = () => {
    connectedAt = now();
    settling = true;
    tell({ type: 'link.up', at: now() });
  };
  socket.on('connect', linkUp);

  socket.on('disconnect', (reason) => {
    clearTimeout(settle);
    settling = false;
    if (now() - connectedAt >= STABLE_AFTER) failures = 0;
    connectedAt = Infinity;
    tell({ type: 'link.down', at: now() });
    // Socket.IO reconnects by itself after everything but this.
    if (reason === 'io server disconnect') reconnectLater();
  });

  socket.on('connect_error', (error: Refused) => {
    tell({ type: 'link.down', at: now() });
    // An active socket is already on its way back by Socket.IO's own jittered back-off.
    if (socket.active || closed) return;
    // A token that runs out on an open socket: Socket.IO still calls it connected, and would not connect it again.
    if (socket.connected) socket.disconnect();
    const ending = endingOf(error);
    if (ending !== null) {
      end(ending);
      return;
    }
    if (error.message === 'login-failed') {
      logins += 1;
      if (logins >= REFUSED_AT_MOST) {
        end('expired');
        return;
      }
    }
    if (error.message === 'login-failed' || error.message === 'token-expired') reconnectWithNewToken();
    else reconnectLater();
  });

  socket.on('socketSessionRemoved', (payload: unknown) => {
    const wire = fields(payload);
    end('replaced', { at: time(wire.at, now()), userAgent: text(wire.userAgent) });
  });

  for (const name of HEARD) {
    socket.on(name, (payload: unknown, acknowledge?: unknown) => {
      const frame = readFrame(name, payload, now());
      answered(acknowledge);
      if (frame === null) return;
      if (frame.type === 'link.settled') {
        saysComplete = true;
        settled();
        return;
      }
      if (frame.type === 'presence') logins = 0;
      tell(frame);
      if (settling) expectMore();
      if (frame.type === 'presence' && frame.presence.state === 'LOGOUT') end('signedOut');
    });
  }

  const ask: Connection['ask'] = async (event, payload) => {
    if (!isConnected()) throw new RefusedError(OFFLINE, '');
    let answer: unknown;
    try {
      answer = await socket.timeout(ANSWER_WITHIN).emitWithAck(event, payload);
    } catch {
      throw new RefusedError(isConnected() ? NO_ANSWER : OFFLINE, '');
    }
    const read = fields(answer);
    if (read.status === 'error') throw refusedBy(read);
    return read;
  };

  const dropDeadSocket = () => {
    if (!closed) socket.io.engine.close();
  };

  const wake = () => {
    if (closed || waking) return;
    if (!socket.connected) {
      // Do not wait for the rest of a long back-off.
      failures = 0;
      clearTimeout(retry);
      if (socket.active) socket.disconnect();
      void reconnect();
      return;
    }
    waking = true;
    void socket
      .timeout(WAKE_WITHIN)
      .emitWithAck(...ARE_YOU_THERE)
      .then(undefined, dropDeadSocket)
      .finally(() => {
        waking = false;
      });
  };

  const { heard = null } = options;
  // One that was refused meanwhile is told to connect once more, and hears why again.
  if (heard === null || !socket.active) socket.connect();
  else if (socket.connected) {
    linkUp();
    for (const [name, ...said] of heard) {
      for (const listener of socket.listeners(name)) if (!isClosed()) listener(...said);
    }
  }

  return {
    ask,
    wake,
    noToken: () => {
      tell({ type: 'link.down', at: now() });
      reconnectLater();
    },
    listen: (event, read) => {
      socket.on(event, (payload: unknown, acknowledge?: unknown) => {
        answered(acknowledge);
        tell(read(payload, now()));
      });
    },
    say: (event, payload) => {
      if (socket.connected) socket.emit(event, payload);
    },
    showToken: (token) => {
      if (socket.connected) socket.emit('refreshToken', { token });
    },
    close: () => {
      closed = true;
      clearTimeout(retry);
      clearTimeout(settle);
      socket.disconnect();
    },
  };
}
