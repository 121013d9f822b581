/** What desks are sent of one turn: the kinds of frames, and the list that they are gathered in. */
import type { ConversationAction } from '../../../protocol/agent-manager/actions.ts';
import type { ServerEventName, ServerToClientEvents } from '../../../protocol/agent-manager/event-maps.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import type { SeenSequences } from '../../connections/seen-sequences.ts';
import type { Turn } from '../../engine/contract.ts';
import type { Principal } from '../../identity/principal.ts';
import type { LiveMemory, LiveScope } from './live-scope.ts';
import type { TopicSnapshot } from './topic.ts';

export type Payload<N extends ServerEventName> = Parameters<ServerToClientEvents[N]>[0];

/** One thing to tell, or to do. */
export type DeskFrame =
  /** One event to one agent's desks. With a conversation it waits for that conversation's `onTopicData`. */
  | {
      kind: 'tell';
      agentId: string;
      conversationId: string | null;
      event: ServerEventName;
      payload: Payload<ServerEventName>;
    }
  /** A CIM event to the desks of several agents, serialised once. */
  | {
      kind: 'cim';
      agentIds: string[];
      conversationId: string;
      event: CimEvent;
      skipped: number;
      actions: ConversationAction[] | null;
    }
  /** The whole of a conversation, once what was said has been read. */
  | { kind: 'topic'; snapshot: TopicSnapshot };

/** What the translation needs besides the turn. */
export type FrameSources = {
  scope: LiveScope;
  memory: LiveMemory;
  seen: SeenSequences;
  /** The principal of an agent who has a socket here; undefined: nobody listens. */
  listening: (agentId: string) => Principal | undefined;
  /** Everybody of whom that is true. */
  listeners: () => Iterable<string>;
};

/** The frames of one turn, in the order in which they go out. */
export class TurnFrames {
  readonly turn: Turn;
  readonly sources: FrameSources;
  /** When it was decided: the times that are left count from here. */
  readonly now: number;
  readonly frames: DeskFrame[] = [];

  constructor(turn: Turn, sources: FrameSources) {
    this.turn = turn;
    this.sources = sources;
    this.now = turn.events[0]?.at ?? turn.now;
  }

  push(frame: DeskFrame): void {
    this.frames.push(frame);
  }

  /** One event for one agent, unless nobody listens. */
  tell<N extends ServerEventName>(
    agentId: string,
    conversationId: string | null,
    event: N,
    payload: Payload<N>,
  ): void {
    if (this.sources.listening(agentId) === undefined) return;
    this.frames.push({ kind: 'tell', agentId, conversationId, event, payload });
  }
}
