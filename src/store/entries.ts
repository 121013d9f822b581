/** What is drawn in a timeline: messages, and lines of the system. */
import type { Author, Body, Code } from './events.ts';

/** A message in the timeline. */
export type MessageEntry = {
  kind: 'message';
  id: string;
  seq: number;
  /** Epoch ms. */
  at: number;
  author: Author;
  /** Only agents see it. */
  whisper: boolean;
  body: Body;
  replyTo: string | null;
  /** Its author has changed it since. */
  edited?: true;
};

/** A line of the system in the timeline. */
export type LineEntry = {
  kind: 'line';
  id: string;
  seq: number;
  at: number;
  what:
    | 'sessionStarted'
    | 'sessionEnded'
    | 'joined'
    | 'left'
    | 'queued'
    | 'noAgent'
    | 'wrapup'
    | 'reminded'
    | 'notAnswered'
    | 'callStarted'
    | 'callEnded'
    | 'callHeld'
    | 'callResumed'
    | 'call';
  /** Id of the person it is about; empty otherwise. */
  personId: string;
  /** Name of the person, queue or channel it is about. */
  name: string;
  /** A code that says more: a role, a reason, what was asked for. */
  detail: string | null;
  /** The codes of a wrap-up. */
  codes: readonly Code[];
  /** What an agent wrote for the next one at wrap-up; null when there is none. */
  note: string | null;
  /** How long a call, or an agent's part of it, has lasted, ms; missing: it is no call, or that is not known. */
  lasted?: number | null;
};

export type Entry = MessageEntry | LineEntry;
