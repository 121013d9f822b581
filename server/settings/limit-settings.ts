/** How much one client may ask for, send and leave waiting. */
import { wholeNumber } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';

export const LIMITS = {
  RATE_LIMIT: {
    shownDefault: '3000',
    meaning: 'HTTP requests per minute and address; loopback addresses get fifty times as many; `0` is off',
    schema: wholeNumber(3_000, 10_000_000),
  },
  REFUSAL_LIMIT: {
    shownDefault: '120',
    meaning:
      'refusals (401, 403, 404, bad handshakes) per minute and address; then guesses get 429, while valid sign-ins and known keys go on; five times as many on loopback; `0` is off',
    schema: wholeNumber(120, 10_000_000),
  },
  HANDSHAKE_LIMIT: {
    shownDefault: '20000',
    meaning: 'new socket connections per minute and address; five times as many on loopback; `0` is off',
    schema: wholeNumber(20_000, 10_000_000),
  },
  CHAT_LIMIT: {
    shownDefault: '300',
    meaning: 'new chats per minute and address; fifty times as many on loopback; `0` is off',
    schema: wholeNumber(300, 10_000_000),
  },
  EVENT_LIMIT: {
    shownDefault: '50',
    meaning: 'events per second that a socket may send on average, and four times as many at once',
    schema: wholeNumber(50, 100_000, 1),
  },
  HISTORY_LIMIT: {
    shownDefault: '120',
    meaning: 'how often per minute an agent or a customer’s session may ask for what was said; `0` is off',
    schema: wholeNumber(120, 100_000),
  },
  MESSAGE_LIMIT: {
    shownDefault: '65536',
    meaning: 'largest message, in bytes as JSON, whatever field carries it',
    schema: wholeNumber(65_536, 100_000_000, 1_000),
  },
  SESSION_RATE: {
    shownDefault: '30000',
    meaning: 'messages per minute that one writer may send in one session',
    schema: wholeNumber(30_000, 100_000_000, 1),
  },
  SESSION_BYTES_RATE: {
    shownDefault: '8388608',
    meaning: 'bytes per minute that one writer may send in one session',
    schema: wholeNumber(8_388_608, 999_999_999, 1),
  },
  SESSION_MESSAGES: {
    shownDefault: '50000',
    meaning: 'messages that one writer may send in one session, in all',
    schema: wholeNumber(50_000, 999_999_999, 1),
  },
  SESSION_BYTES: {
    shownDefault: '67108864',
    meaning: 'bytes that one writer may send in one session, in all',
    schema: wholeNumber(67_108_864, 999_999_999, 1),
  },
  HISTORY_PAGE: {
    shownDefault: '1000000',
    meaning:
      'bytes of a conversation that are sent at once: of all conversations together when a desk connects',
    schema: wholeNumber(1_000_000, 100_000_000, 10_000),
  },
  JOIN_TIMEOUT: {
    shownDefault: '10',
    meaning:
      'seconds in which what was said must have been read for a client that joins; then its connection ends',
    schema: wholeNumber(10, 300, 1),
  },
  SOCKET_BACKLOG: {
    shownDefault: '8388608',
    meaning: 'bytes that may wait for a socket that does not read; beyond that it is cut',
    schema: wholeNumber(8_388_608, 999_999_999, 1_048_576),
  },
  REQUEST_TIMEOUT: {
    shownDefault: '30',
    meaning: 'seconds in which a request must have arrived, its body included; then the connection is closed',
    schema: wholeNumber(30, 3_600, 1),
  },
  FILE_LIMIT: {
    shownDefault: '5000000',
    meaning: 'largest file that agents and customers may send, in bytes',
    schema: wholeNumber(5_000_000, 999_999_999, 1_000),
  },
  FILE_RATE: {
    shownDefault: '30',
    meaning: 'files per minute that an agent or a customer’s session may send; `0` is off',
    schema: wholeNumber(30, 100_000),
  },
  BODY_LIMIT: {
    shownDefault: '1048576',
    meaning: 'largest body of a request, in bytes',
    schema: wholeNumber(1_048_576, 100_000_000, 1_024),
  },
} as const satisfies SettingsByName;

/** The limits as the server uses them. */
export type LimitSettings = {
  /** Requests per minute and address; 0 is off. */
  rateLimit: number;
  refusalLimit: number;
  handshakeLimit: number;
  chatLimit: number;
  eventLimit: number;
  historyLimit: number;
  /** Bytes. */
  messageLimit: number;
  sessionRate: number;
  sessionBytesRate: number;
  sessionMessages: number;
  sessionBytes: number;
  historyPage: number;
  joinTimeoutMs: number;
  socketBacklog: number;
  requestTimeoutMs: number;
  /** Bytes. */
  fileLimit: number;
  fileRate: number;
  bodyLimit: number;
};

export function limitSettings(values: ValuesOf<typeof LIMITS>): LimitSettings {
  return {
    rateLimit: values.RATE_LIMIT,
    refusalLimit: values.REFUSAL_LIMIT,
    handshakeLimit: values.HANDSHAKE_LIMIT,
    chatLimit: values.CHAT_LIMIT,
    eventLimit: values.EVENT_LIMIT,
    historyLimit: values.HISTORY_LIMIT,
    messageLimit: values.MESSAGE_LIMIT,
    sessionRate: values.SESSION_RATE,
    sessionBytesRate: values.SESSION_BYTES_RATE,
    sessionMessages: values.SESSION_MESSAGES,
    sessionBytes: values.SESSION_BYTES,
    historyPage: values.HISTORY_PAGE,
    joinTimeoutMs: values.JOIN_TIMEOUT * 1_000,
    socketBacklog: values.SOCKET_BACKLOG,
    requestTimeoutMs: values.REQUEST_TIMEOUT * 1_000,
    fileLimit: values.FILE_LIMIT,
    fileRate: values.FILE_RATE,
    bodyLimit: values.BODY_LIMIT,
  };
}
