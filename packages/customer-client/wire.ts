import type { Socket } from 'socket.io-client';
import type { Packet } from 'socket.io-parser';
import { CUSTOMER_CHANNEL_PATH } from '../../protocol/customer-channel/names.ts';
import { withPlainJson } from './plain-json.ts';

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

/**
 * A wire over Socket.IO. It reconnects for ever, with growing and jittered pauses of at most five seconds.
 * The library is fetched when the wire is made, so that what is shown before a chat does not wait for it.
 */
export function socketIoWire(origin: string, auth: () => Record<string, unknown>): WireFactory {
  return (events) => {
    let socket: Socket | null = null;
    let wanted = false;
    let loading = false;
    let retry: ReturnType<typeof setTimeout> | undefined;

    const later = (what: () => void): void => {
      clearTimeout(retry);
      retry = setTimeout(what, RETRY_MS * (0.5 + Math.random()));
    };
    const connect = (): void => {
      clearTimeout(retry);
      if (wanted && socket?.connected === false) socket.connect();
    };
    const load = (): void => {
      if (loading || socket !== null) return;
      loading = true;
      createSocket(origin, auth).then(
        (created) => {
          socket = created;
          listen(created);
          connect();
        },
        () => {
          // Fetched too early, without a network: again when it is wanted, until it is there.
          loading = false;
          if (wanted) later(load);
        },
      );
    };
    const listen = (created: Socket): void => {
      created.on('connect', events.onOpen);
      created.on('disconnect', () => {
        if (!wanted) return;
        events.onClose();
        // A server that closes on purpose (restart) is not tried again by the library itself.
        if (!created.active) later(connect);
      });
      created.on('connect_error', (error: Error & { data?: unknown }) => {
        if (created.active) return;
        later(connect);
        events.onRefused(codeOf(error.data) ?? error.message);
      });
      created.onAny((name: string, payload: unknown) => {
        events.onEvent(name, payload);
      });
    };
    load();

    return {
      open: () => {
        wanted = true;
        load();
        connect();
      },
      close: () => {
        wanted = false;
        clearTimeout(retry);
        socket?.disconnect();
      },
      wake: () => {
        if (!wanted || socket?.connected !== false) return;
        // Leaves the pause between two attempts.
        socket.disconnect();
        connect();
      },
      isOpen: () => socket?.connected === true,
      send: (name, payload, answer) => {
        if (answer === undefined) {
          socket?.emit(name, payload);
          return;
        }
        socket?.timeout(ANSWER_TIMEOUT_MS).emit(name, payload, (error: Error | null, given: unknown) => {
          answer(error === null ? given : null);
        });
      },
    };
  };
}

async function createSocket(origin: string, auth: () => Record<string, unknown>): Promise<Socket> {
  const [{ io }, { Decoder, Encoder }] = await Promise.all([
    import('socket.io-client'),
    import('socket.io-parser'),
  ]);
  class PlainEncoder extends Encoder {
    override encode(packet: Packet): unknown[] {
      return withPlainJson((): unknown[] => super.encode(packet) as unknown[]);
    }
  }
  return io(origin, {
    parser: { Encoder: PlainEncoder, Decoder },
    path: CUSTOMER_CHANNEL_PATH,
    autoConnect: false,
    forceNew: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    // A proxy may take a connection and say nothing: such an attempt is given up soon, and the next one begins.
    timeout: 8_000,
    auth: (give) => {
      give(auth());
    },
  });
}

function codeOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('error' in data)) return null;
  return typeof data.error === 'string' ? data.error : null;
}
