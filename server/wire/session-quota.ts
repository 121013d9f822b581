/**
 * How much may be written in one session: by minute, and in all. A conversation is opened by people, and everything
 * in it is sent to them again when they come back.
 */
import { recentlyUsed } from '../recently-used.ts';

export type QuotaSettings = {
  /** Messages and bytes per minute. */
  messagesPerMinute: number;
  bytesPerMinute: number;
  /** Messages and bytes in all, as counted by this process. */
  messages: number;
  bytes: number;
};

type Written = { minute: number; lately: Amount; all: Amount };
type Amount = { messages: number; bytes: number };

/** Writers that are remembered; who has not written for longest is forgotten first. */
const MOST_WRITERS = 100_000;
const MINUTE_MS = 60_000;

/** Counts what is written, by any key that stands for a writer in a session. */
export class SessionQuota {
  readonly #settings: QuotaSettings;
  readonly #written = recentlyUsed<string, Written>(MOST_WRITERS);

  constructor(settings: QuotaSettings) {
    this.#settings = settings;
  }

  /** Counts a message. False when it goes beyond the quota: then it must not be stored, and is not counted. */
  take(key: string, bytes: number, now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    const known = this.#written.get(key);
    const all = add(known?.all, bytes);
    const lately = add(known?.minute === minute ? known.lately : undefined, bytes);
    const { messages, messagesPerMinute, bytesPerMinute } = this.#settings;
    if (all.messages > messages || all.bytes > this.#settings.bytes) return false;
    if (lately.messages > messagesPerMinute || lately.bytes > bytesPerMinute) return false;
    this.#written.set(key, { minute, lately, all });
    return true;
  }
}

function add(amount: Amount | undefined, bytes: number): Amount {
  return { messages: (amount?.messages ?? 0) + 1, bytes: (amount?.bytes ?? 0) + bytes };
}
