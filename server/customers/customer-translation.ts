import type { DomainEvent, Signal } from '../core/events.ts';
import type { Wait } from '../core/wait.ts';
import type { Turn } from '../engine/contract.ts';

/** Where a frame belongs. */
export type FramePlace = { conversationId: string; sessionId: string };

/** What one protocol makes of what customers may see. Whether they may, the core has said. */
export type CustomerTranslation<Frame> = {
  /** Null: the protocol has no word for it. */
  event: (event: DomainEvent, sessionId: string, turn: Turn) => Frame | null;
  typing: (signal: Extract<Signal, { type: 'typing' }>, at: number, place: FramePlace) => Frame | null;
  /** The customer's place in the queue; null: customers are not told of it. */
  wait: (wait: Wait, at: number, place: FramePlace) => Frame | null;
};
