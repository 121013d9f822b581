import { io } from 'socket.io-client';
import { CUSTOMER_CHANNEL_PATH } from '../../../protocol/customer-channel/names.ts';

/** What a wire tells its owner. */
export type WireEvents = {
  onOpen: () => void;
  onClose: () => void;
  /** The server refused the connection with a code. */
  onRefused: (code: string) => void;
  onEvent: (name: string, payload: unknown) => void;
};

/** The connection to the server, as little of it as the client needs; tests have one of their own. */
export type Wire = {
  open: () => void;
  close: () => void;
  /** Try again now: the network is back, the page was woken. */
  wake: () => void;
  isOpen: () => boolean;
  /** `answer` is called once: with the acknowledgement, or with null when none came in time. */
  send: (name: string, payload: unknown, answer?: (acknowledgement: unknown) => void) => void;
};

export type WireFactory = (events: WireEvents) => Wire;

const ANSWER_TIMEOUT_MS = 10_000;
const RETRY_MS = 2_000;

/** A wire over Socket.IO. It reconnects for ever, with growing and jittered pauses of at most five seconds. */
export function socketIoWire(origin: string, auth: () => Record<string, unknown>): WireFactory {
  return (events) => {
    const socket = io(origin, {
      path: CUSTOMER_CHANNEL_PATH,
      autoConnect: false,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
      auth: (give) => {
        give(auth());
      },
    });
    let wanted = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const connect = (): void => {
      clearTimeout(retry);
      if (wanted && !socket.connected) socket.connect();
    };

    socket.on('connect', events.onOpen);
    socket.on('disconnect', () => {
      if (!wanted) return;
      events.onClose();
      // A server that closes on purpose (restart) is not tried again by the library itself.
      if (!socket.active) retry = setTimeout(connect, RETRY_MS * (0.5 + Math.random()));
    });
    socket.on('connect_error', (error: Error & { data?: unknown }) => {
      if (socket.active) return;
      retry = setTimeout(connect, RETRY_MS * (0.5 + Math.random()));
      events.onRefused(codeOf(error.data) ?? error.message);
    });
    socket.onAny((name: string, payload: unknown) => {
      events.onEvent(name, payload);
    });

    return {
      open: () => {
        wanted = true;
        connect();
      },
      close: () => {
        wanted = false;
        clearTimeout(retry);
        socket.disconnect();
      },
      wake: () => {
        if (!wanted || socket.connected) return;
        // Leaves the pause between two attempts.
        socket.disconnect();
        connect();
      },
      isOpen: () => socket.connected,
      send: (name, payload, answer) => {
        if (answer === undefined) {
          socket.emit(name, payload);
          return;
        }
        socket
          .timeout(ANSWER_TIMEOUT_MS)
          .emit(name, payload, (error: Error | null, acknowledgement: unknown) => {
            answer(error === null ? acknowledgement : null);
          });
      },
    };
  };
}

function codeOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('error' in data)) return null;
  return typeof data.error === 'string' ? data.error : null;
}
