/**
 * The socket to the Agent Manager. What arrives goes to the store as frames, and so does the state of the connection, so
 * that the desk shows nothing that is not known.
 *
 * Nothing depends on a socket that stays up: after each connect the server sends everything again and then
 * `snapshotComplete`; what it has not mentioned by then is over.
 */
import type { Socket } from 'socket.io-client';
import { keepConnected } from '../../packages/agent-client/keep-connected.ts';
import type { Ending, KeptSocket, Replaced } from '../../packages/agent-client/keep-connected.ts';
import type { Frame } from '../store/frames.ts';
import type { ReceivedEvent } from './desk-socket.ts';
import { HEARD, readFrame } from './read-frames.ts';

export type { Ending, Replaced };

/**
 * A server that has never sent `snapshotComplete` may not know it: when nothing more arrives for so long after a
 * connect, all has been said, ms. Long, because a slow database is no end of a conversation.
 */
const SETTLES_AFTER = 15_000;

type ConnectionOptions = {
  socket: Socket;
  /** The events that it has received already, oldest first; null when it does not connect yet. */
  received?: readonly ReceivedEvent[] | null;
  /** A token that is good now; refreshed when `fresh`. */
  token: (fresh: boolean) => Promise<string>;
  onFrame: (frame: Frame) => void;
  /** `replaced`: when and in which browser, as far as the server says. */
  onEnding: (ending: Ending, by?: Replaced) => void;
  now: () => number;
  random?: () => number;
};

export type Connection = Pick<KeptSocket, 'ask' | 'say' | 'wake' | 'showToken' | 'noToken' | 'close'> & {
  /**
   * Listens to one more event; what `read` makes of it goes the way of all frames. Whoever begins to listen with the
   * connection has missed nothing of what was received before it.
   */
  listen: (event: string, read: (payload: unknown, at: number) => Frame) => void;
};

/** Tells the server that an event has arrived, where it asks. */
function answered(acknowledge: unknown): void {
  if (typeof acknowledge === 'function') (acknowledge as (answer: object) => void)({ status: 'ok' });
}

/** Opens the connection. */
export function connect(options: ConnectionOptions): Connection {
  const { socket, now } = options;
  let settle: ReturnType<typeof setTimeout> | undefined;
  let settling = false;
  let saysComplete = false;

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

  const linkUp = () => {
    settling = true;
    tell({ type: 'link.up', at: now() });
  };

  const kept = keepConnected({
    socket,
    token: options.token,
    now,
    ...(options.random && { random: options.random }),
    onUp: linkUp,
    onDown: () => {
      clearTimeout(settle);
      settling = false;
      tell({ type: 'link.down', at: now() });
    },
    onEnding: (ending, by) => {
      clearTimeout(settle);
      options.onEnding(ending, by);
    },
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
      if (frame.type === 'presence') kept.accepted();
      tell(frame);
      if (settling) expectMore();
      if (frame.type === 'presence' && frame.presence.state === 'LOGOUT') kept.end('signedOut');
    });
  }

  const { received = null } = options;
  let early = received?.filter(([name]) => socket.listeners(name).length === 0) ?? [];
  queueMicrotask(() => {
    early = [];
  });
  // One that was refused meanwhile is told to connect once more, and hears why again.
  if (received === null || !socket.active) socket.connect();
  else if (socket.connected) {
    linkUp();
    for (const [name, ...said] of received) {
      for (const listener of socket.listeners(name)) if (!kept.isEnded()) listener(...said);
    }
  }

  return {
    ask: kept.ask,
    say: kept.say,
    wake: kept.wake,
    showToken: kept.showToken,
    noToken: kept.noToken,
    listen: (event, read) => {
      const hear = (payload: unknown, acknowledge?: unknown) => {
        answered(acknowledge);
        tell(read(payload, now()));
      };
      socket.on(event, hear);
      for (const [name, ...said] of early) if (name === event) hear(...(said as [unknown, unknown?]));
    },
    close: () => {
      clearTimeout(settle);
      kept.close();
    },
  };
}
