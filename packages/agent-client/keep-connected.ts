/**
 * Keeps a desk's socket to the Agent Manager connected, and never gives up (L-M3): tokens are renewed, pauses grow, and
 * what the server says for good is an ending.
 *
 * Liveness is the server's ping and an asked question after waking up, never a timer of the page, which browsers slow
 * down (L-S4, L-R8).
 */
import type { Socket } from 'socket.io-client';
import { NO_ANSWER, object, OFFLINE, RefusedError, refusedBy } from './refused.ts';

/** How long to wait for an acknowledgement, ms. */
const ANSWER_WITHIN = 10_000;
/** How long a socket may be silent when asked after waking up, ms. */
const WAKE_WITHIN = 4000;
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
export type Ending = 'replaced' | 'elsewhere' | 'signedOut' | 'expired' | 'forbidden' | 'locked' | 'full';

type KeepOptions = {
  /** Not told to connect yet, or connected already. */
  socket: Socket;
  /** A token that is good now; renewed when `fresh`. Socket.IO's own `auth` shows it. */
  token: (fresh: boolean) => Promise<string>;
  onUp: () => void;
  onDown: () => void;
  /** There will be no connection any more. `replaced`: by which sign-in, as far as the server says. */
  onEnding: (ending: Ending, by?: Replaced) => void;
  /** Epoch ms. */
  now: () => number;
  random?: () => number;
};

export type KeptSocket = {
  /** Asks and waits for the answer. Rejects with `RefusedError`; `OFFLINE` at once when not connected. */
  ask: (event: string, payload: unknown) => Promise<Readonly<Record<string, unknown>>>;
  /** Says something that needs no answer; dropped when offline. */
  say: (event: string, payload: unknown) => void;
  /** The machine or the tab may have slept: make sure that the socket is alive. */
  wake: () => void;
  /** Shows a new token. */
  showToken: (token: string) => void;
  /** There was no token to connect with: try again later. */
  noToken: () => void;
  /** The server has taken the sign-in: earlier refusals count no more. */
  accepted: () => void;
  isEnded: () => boolean;
  /** Hangs up for this reason, and tells. */
  end: (ending: Ending, by?: Replaced) => void;
  /** Hangs up without a word. */
  close: () => void;
};

type Refused = Error & { data?: unknown };

function endingOf(code: unknown): Ending | null {
  if (code === 'SESSION_REPLACED') return 'replaced';
  if (code === 'SIGNED_IN_ELSEWHERE') return 'elsewhere';
  if (code === 'FORBIDDEN') return 'forbidden';
  if (code === 'QUOTA_AGENTS') return 'full';
  return code === 'LOCKED' ? 'locked' : null;
}

/** Keeps the socket connected. The caller tells it to connect for the first time. */
export function keepConnected(options: KeepOptions): KeptSocket {
  const { socket, now } = options;
  const random = options.random ?? Math.random;
  let closed = false;
  let failures = 0;
  let logins = 0;
  let connectedAt = socket.connected ? now() : Infinity;
  let needsNewToken = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let waking = false;

  const close = () => {
    closed = true;
    clearTimeout(retry);
    socket.disconnect();
  };

  const end = (ending: Ending, by?: Replaced) => {
    close();
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

  socket.on('connect', () => {
    connectedAt = now();
    options.onUp();
  });

  socket.on('disconnect', (reason) => {
    if (now() - connectedAt >= STABLE_AFTER) failures = 0;
    connectedAt = Infinity;
    options.onDown();
    // Socket.IO reconnects by itself after everything but this.
    if (reason === 'io server disconnect') reconnectLater();
  });

  socket.on('connect_error', (error: Refused) => {
    options.onDown();
    // An active socket is already on its way back by Socket.IO's own jittered back-off.
    if (socket.active || closed) return;
    // A token that runs out on an open socket: Socket.IO still calls it connected, and would not connect it again.
    if (socket.connected) socket.disconnect();
    const ending = endingOf(object(object(error.data).content).code);
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

  // The handshake was fine, and then the contact centre does not take this agent in.
  socket.on('errors', (payload: unknown) => {
    const { task, code } = object(payload);
    const ending = task === 'connect' ? endingOf(code) : null;
    if (ending !== null) end(ending);
  });

  socket.on('socketSessionRemoved', (payload: unknown) => {
    const { at, userAgent } = object(payload);
    end('replaced', {
      at: typeof at === 'number' && Number.isFinite(at) ? at : now(),
      userAgent: typeof userAgent === 'string' ? userAgent : '',
    });
  });

  const ask: KeptSocket['ask'] = async (event, payload) => {
    if (!isConnected()) throw new RefusedError(OFFLINE, '');
    let answer: unknown;
    try {
      answer = await socket.timeout(ANSWER_WITHIN).emitWithAck(event, payload);
    } catch {
      throw new RefusedError(isConnected() ? NO_ANSWER : OFFLINE, '');
    }
    const read = object(answer);
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

  return {
    ask,
    wake,
    noToken: () => {
      options.onDown();
      reconnectLater();
    },
    say: (event, payload) => {
      if (socket.connected) socket.emit(event, payload);
    },
    showToken: (token) => {
      if (socket.connected) socket.emit('refreshToken', { token });
    },
    accepted: () => {
      logins = 0;
    },
    isEnded: isClosed,
    end,
    close,
  };
}
