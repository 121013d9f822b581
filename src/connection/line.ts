/**
 * The socket's way to the Agent Manager. It is opened before it is known who will use it, because that takes as
 * long as signing in does; nothing is said on it until somebody with a token does.
 */
import { Manager, type Socket } from 'socket.io-client';

/** Where the Agent Manager's socket listens. */
const PATH = '/agent-manager/socket.io';

/** Gives a token that is good now; rejects when none is to be had. */
type GiveToken = () => Promise<string>;

export type Line = {
  /** Opens it ahead of its use. */
  open: () => void;
  /** The socket, which `connect` makes use of. */
  socket: Socket;
  /** Who speaks on it: asked each time that it connects. */
  speaker: (token: GiveToken) => void;
  /** Hangs up; for a line that nobody has come to use. */
  close: () => void;
};

/** A line to the origin of the page. */
export function createLine(): Line {
  let name: (token: GiveToken) => void = () => {};
  const speaker = new Promise<GiveToken>((resolve) => {
    name = resolve;
  });
  const manager = new Manager({
    path: PATH,
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 400,
    // With its jitter this is under five seconds: so soon everything is back when the network is (M10).
    reconnectionDelayMax: 3000,
    randomizationFactor: 0.5,
  });
  const socket = manager.socket('/', {
    auth: (give) => {
      speaker
        .then((token) => token())
        .then(
          (token) => {
            give({ token });
          },
          () => {
            give({});
          },
        );
    },
  });
  return {
    open: () => {
      manager.open();
    },
    socket,
    speaker: name,
    close: () => {
      socket.disconnect();
    },
  };
}
