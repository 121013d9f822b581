/**
 * The socket's way to the Agent Manager. It is opened while the agent signs in and signs in itself before the desk is
 * run, because each of these takes as long as the other; what it is told meanwhile waits for the desk.
 */
import { Manager, type Socket } from 'socket.io-client';

/** Where the Agent Manager's socket listens. */
const PATH = '/agent-manager/socket.io';

/** Gives a token that is good now; rejects when none is to be had. */
type GiveToken = () => Promise<string>;

/** An event as it came: its name, what it said, and how it wants to be acknowledged. */
export type Heard = readonly [name: string, ...said: unknown[]];

export type Line = {
  /** The socket, which `connect` makes use of. */
  socket: Socket;
  /** Opens it; nothing is said on it yet. */
  open: () => void;
  /** Signs in with this token, and keeps what is heard then. */
  signIn: (token: string) => void;
  /**
   * From now on somebody listens, whose tokens are shown each time that it connects. Gives what was heard until now;
   * null when nobody has signed in yet. `onNoToken`: there was none, so that it hung up without a word; the server
   * would have taken a sign-in without a token for a refused one.
   */
  takeOver: (token: GiveToken, onNoToken: () => void) => readonly Heard[] | null;
  /** Hangs up; for a line that nobody has come to use. */
  close: () => void;
};

/** A line to the origin of the page. */
export function createLine(): Line {
  let speaker: GiveToken = () => Promise.reject(new Error('Nobody speaks on this line.'));
  let noToken: () => void = () => {};
  let heard: Heard[] | null = null;
  // By its address: Socket.IO's own way to take the host from the page puts brackets around those of IPv6 once more.
  const manager = new Manager(window.location.origin, {
    path: PATH,
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 400,
    // With its jitter this is under five seconds: so soon everything is back when the network is (L-M10).
    reconnectionDelayMax: 3000,
    randomizationFactor: 0.5,
    // A proxy may take a connection and say nothing: such an attempt is given up soon, and the next one begins.
    timeout: 8000,
  });
  const socket: Socket = manager.socket('/', {
    auth: (give) => {
      speaker().then(
        (token) => {
          // Configured texts in the default language: the desk translates them itself.
          give({ token, language: '*' });
        },
        () => {
          socket.disconnect();
          noToken();
        },
      );
    },
  });
  const keep = (...event: unknown[]) => {
    const [name, ...said] = event;
    heard?.push([String(name), ...said]);
  };
  return {
    socket,
    open: () => {
      manager.open();
    },
    signIn: (token) => {
      speaker = () => Promise.resolve(token);
      heard = [];
      socket.onAny(keep);
      socket.connect();
    },
    takeOver: (token, onNoToken) => {
      speaker = token;
      noToken = onNoToken;
      socket.offAny(keep);
      return heard;
    },
    close: () => {
      socket.disconnect();
    },
  };
}
