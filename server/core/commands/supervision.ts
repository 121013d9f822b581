/** What supervisors do in conversations and with queues. */
import type { Base } from './base.ts';

/** A supervisor begins to monitor a conversation of the own team, silently (C12). */
export type SuperviseConversation = Base & {
  type: 'conversation.supervise';
  agentId: string;
  conversationId: string;
  /** As in `AcceptTask`. */
  participantId: string | null;
  /** WHISPER and PRIMARY: as help for an agent who has raised a hand, at once. */
  role: 'SILENT_MONITOR' | 'WHISPER' | 'PRIMARY';
};

/**
 * A supervisor in a conversation steps nearer or back (C18): listens unseen, whispers to the agents, talks to the customer.
 */
export type ChangeSupervision = Base & {
  type: 'supervision.change';
  agentId: string;
  conversationId: string;
  role: 'SILENT_MONITOR' | 'WHISPER' | 'PRIMARY';
};

/** What a supervisor does with a conversation of others (C22, C23). */
export type Steering =
  /** It waits in another queue. Whoever is served is taken there, too. */
  | { kind: 'MOVE'; queueId: string }
  /** 1 to 10. A lower one than it has changes nothing: nobody loses a place. */
  | { kind: 'PRIORITISE'; priority: number }
  /** This agent is asked next, by name. */
  | { kind: 'ASSIGN'; agentId: string }
  /** An offer is withdrawn, or an agent sent out; the customer waits again where they came from. null: the first. */
  | { kind: 'PULL_OUT'; agentId: string | null }
  /** The customer's sessions end. */
  | { kind: 'END' }
  /** The agent's wrap-up ends, with what was entered. */
  | { kind: 'FINISH_WRAP_UP'; agentId: string };

/** A supervisor acts on a conversation without taking part in it. */
export type SteerConversation = Base & {
  type: 'conversation.steer';
  by: string;
  conversationId: string;
  steering: Steering;
};

/** A supervisor lets everybody go who waits in a queue (C24). */
export type FlushQueue = Base & { type: 'queue.flush'; by: string; queueId: string };
