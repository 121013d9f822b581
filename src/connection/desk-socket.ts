/**
 * The socket's way to the Agent Manager. It is opened while the agent signs in and signs in itself before the desk is
 * run, because each of these takes as long as the other; what it is told meanwhile waits for the desk.
 */
import { Manager, type Socket } from 'socket.io-client';

/** Where the Agent Manager's socket listens. */
const PATH = '/agent-manager/socket.io';

/** Gives a token that is valid now; rejects when there is none. */
type GiveToken = () => Promise<string>;

/** An event as it came: its name, what it said, and how it wants to be acknowledged. */
export type ReceivedEvent = readonly [name: string, ...said: unknown[]];

export type DeskSocket = {
  /** The socket, which `connect` makes use of. */
  socket: Socket;
  /** Opens it; nothing is said on it yet. */
  open: () => void;
  /**
   * Signs in with this token, and keeps the events that arrive then. `takesOver`: also when the agent works at another
   * desk.
   */
  signIn: (token: string, takesOver: boolean) => void;
  /**
   * From now on the caller listens, and each connection shows a token of theirs. Gives the events until now;
   * null when nobody has signed in yet. `onNoToken`: there was none, and it disconnected; the server
   * would have taken a sign-in without a token for a refused one.
   */
  takeOver: (token: GiveToken, onNoToken: () => void) => readonly ReceivedEvent[] | null;
  /** Disconnects a socket that nobody has come to use. */
  close: () => void;
};

/** A socket to the origin of the page. */
export function createDeskSocket(): DeskSocket {
  let askFirst = true;
  let giveToken: GiveToken = () => Promise.reject(new Error('Nobody has signed in on this socket.'));
  let noToken: () => void = () => {};
  let received: ReceivedEvent[] | null = null;
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
      giveToken().then(
        (token) => {
          // Configured texts in the default language: the desk translates them itself.
          give({ token, language: '*', askFirst });
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
    received?.push([String(name), ...said]);
  };
  return {
    socket,
    open: () => {
      manager.open();
    },
    signIn: (token, takesOver) => {
      askFirst = !takesOver;
      giveToken = () => Promise.resolve(token);
      received = [];
      socket.onAny(keep);
      socket.connect();
    },
    takeOver: (token, onNoToken) => {
      giveToken = token;
      noToken = onNoToken;
      socket.offAny(keep);
      return received;
    },
    close: () => {
      socket.disconnect();
    },
  };
}
