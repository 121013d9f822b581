/** How XMPP's elements come and go, whatever carries them. */
import type { XmlElement } from '../xml.ts';

/** One way to a server, from the first element to the end. */
export type XmppTransport = {
  send(element: string): void;
  /** Begins the stream anew, as XMPP has it after the sign-in. */
  restart(): void;
  /** Ends it, politely where that is possible. It is over after this (ms) at the latest: `GOODBYE_MS`. */
  close(): void;
};

/** What a transport tells. Nothing comes after `closed`, which comes once. */
export type TransportEvents = {
  element(element: XmlElement): void;
  closed(why: string): void;
};

export type TransportOptions = {
  url: string;
  domain: string;
  trust: { ca?: string[] };
  /** How long the way may take to open, and an answer to come (ms). */
  timeoutMs: number;
  events: TransportEvents;
};

/** A server that does not say good-bye is left after so long (ms). */
export const GOODBYE_MS = 1_000;

/** A single frame is never longer (characters). */
export const MAX_FRAME = 1_000_000;
