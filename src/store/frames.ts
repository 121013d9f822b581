/** Everything that can arrive from the server, and what the connection itself has to say. */
import type { KeptEvent, TopicEvent } from './events.ts';
import type { AwayEnding, Conversation, Me, MrdPresence, Offer, OfferEnd, Presence } from './model.ts';
import type { SliceStates } from './server-slice.ts';

/** A conversation as a snapshot describes it; its transcript comes beside it. */
export type TopicHead = Omit<Conversation, 'transcript' | 'typing' | 'wrapup' | 'gone' | 'queue'> & {
  queue: string | null;
};

/** `at` is when it arrived, epoch ms of this machine. */
export type Frame = { at: number } & (
  | { type: 'me'; me: Me }
  | { type: 'link.up' }
  | { type: 'link.down' }
  /** The server has said all that there was when it was connected. */
  | { type: 'link.settled' }
  | {
      type: 'presence';
      presence: Omit<Presence, 'mrds'> & { mrds: MrdPresence[] };
      serverTime: number | null;
    }
  /** What an event makes of a slice that came with its place. */
  | { type: 'slice'; change: (slices: SliceStates) => SliceStates }
  /** What ended while no desk of this agent was connected; `since` as in `Away`. */
  | { type: 'away'; since: number; endings: readonly AwayEnding[] }
  | { type: 'offer'; offer: Offer; serverTime: number | null }
  /** The customer has begun to write while it rings. */
  | { type: 'offer.preview'; taskId: string; preview: string }
  /** `mrd`: the offer's MRD as it stands from then on, where the server has said so. */
  | {
      type: 'offer.ended';
      conversationId: string;
      taskId: string | null;
      reason: OfferEnd;
      takenBy?: string | null;
      mrd?: Pick<MrdPresence, 'id' | 'name' | 'state'> | null;
    }
  | { type: 'topic'; head: TopicHead; events: readonly KeptEvent[]; seq: number; earlier: boolean }
  /** `actions`: what this agent may do from now on, null when that did not change. */
  | { type: 'event'; conversationId: string; event: TopicEvent; actions: readonly string[] | null }
  /** The answer to what was missing after a gap. */
  | { type: 'events'; conversationId: string; events: readonly KeptEvent[]; seq: number }
  /** An older page. */
  | { type: 'page'; conversationId: string; events: readonly KeptEvent[]; earlier: boolean }
  | {
      type: 'wrapup';
      conversationId: string;
      endsAt: number;
      lasts: number;
      /** Missing where a frame is made by hand; null when the server did not say. */
      extensionsLeft?: number | null;
      actions: readonly string[] | null;
    }
  /** Who listens to it from now on. */
  | { type: 'monitored'; conversationId: string; monitors: readonly string[] }
  | { type: 'topic.left'; conversationId: string; reason: string }
);

export type FrameOf<T extends Frame['type']> = Extract<Frame, { type: T }>;
