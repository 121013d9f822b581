/**
 * All events. An event is a fact: it is numbered, written to the journal and replayed. It carries ids and
 * numbers, never a text or a name. `EVENT_VERSION` is written with each; `upcast.ts` reads the older ones.
 */
import type { Config } from './config.ts';
import type { CallMonitoringAct, Sender, Steering, Visibility } from './commands.ts';
import type {
  AgentStateName,
  CallEndReason,
  CallLeg,
  ConversationStateName,
  MrdStateName,
  Participant,
  Reason,
  SessionEndReason,
  SystemReason,
  Task,
  TaskCloseReason,
  TaskDirection,
} from './state.ts';

/** The form of the events below; a change of it needs a step in `upcast.ts`. */
export const EVENT_VERSION = 5;

/** Why an offer ended otherwise than by acceptance: the reasons of `revokeTask` (D12). */
export type RevokeReason = 'RONA' | 'REJECTED' | 'CUSTOMER_LEFT' | 'TAKEN' | 'TTL' | 'LOGOUT' | 'CANCELLED';

/** What a supervisor does in an agent's stead. */
export type OverseenAct = 'STATE' | 'MRD_STATE' | 'LOGOUT';

/** What happened, without its place in the journal. */
export type EventBody =
  | { type: 'configured'; config: Config }
  /** A1: signed in, NOT_READY, all MRDs NOT_READY. */
  | { type: 'agent.signedIn'; agentId: string; sid: string; mrds: Record<string, number> }
  /** The same agent signed in elsewhere: the old sign-in's sockets have to go (D5). */
  | { type: 'agent.sessionReplaced'; agentId: string; sid: string; previousSid: string }
  | { type: 'agent.connected'; agentId: string }
  | { type: 'agent.disconnected'; agentId: string; graceUntil: number }
  | { type: 'agent.stateChanged'; agentId: string; state: AgentStateName; reason: Reason | null }
  | {
      type: 'agent.mrdStateChanged';
      agentId: string;
      mrdId: string;
      state: MrdStateName;
      lastReadyAt: number;
      /** Why the system switched it off, as it stands after this event. */
      reason: SystemReason | null;
    }
  /** The agent looks at a pull list from now on, or no more. */
  | { type: 'agent.listSubscribed'; agentId: string; listId: string; on: boolean }
  /** A supervisor has acted in the agent's stead (C21); what came of it stands beside this. */
  | { type: 'agent.overseen'; agentId: string; supervisorId: string; act: OverseenAct }
  /**
   * V7: a supervisor begins to listen to the agent's call, or comes into it. The call and its conversation are those that
   * the agent was in then; null: none that is known here.
   */
  | {
      type: 'agent.callMonitored';
      agentId: string;
      supervisorId: string;
      act: CallMonitoringAct;
      /** Whether they were in no call of this agent before. */
      begins: boolean;
      callId: string | null;
      callConversationId: string | null;
    }
  /** The supervisor is out of it. */
  | {
      type: 'agent.callMonitoringEnded';
      agentId: string;
      supervisorId: string;
      callConversationId: string | null;
    }
  /** The agent is there: without a further sign of life they are signed out then; null: never (A8). */
  | { type: 'agent.active'; agentId: string; logoutAt: number | null }
  | { type: 'agent.idleWarned'; agentId: string; logoutAt: number }
  /** The telephone told of a call's end that was not, or no more, one of the agent's here (V3). */
  | { type: 'agent.callPassed'; agentId: string; callId: string; endedAt: number | null }
  | { type: 'agent.signedOut'; agentId: string; reason: Reason | null; sid: string | null }
  /** A request, or the next attempt of one, waits in its queue (T1, T4). */
  | { type: 'task.queued'; task: Task }
  /** A task that begins with its agent at work: supervising, a pull list (T14). Nobody was asked. */
  | { type: 'task.started'; task: Task; agentId: string }
  | { type: 'task.stepReached'; taskId: string; step: number; nextStepAt: number | null }
  /** T2: RESERVED on the wire. */
  | { type: 'task.offered'; taskId: string; agentId: string; offerEndsAt: number }
  /** T3. */
  | { type: 'task.accepted'; taskId: string; agentId: string }
  /** The same work, for another purpose from now on: help has become serving the customer (C16). */
  | { type: 'task.redirected'; taskId: string; agentId: string; direction: TaskDirection }
  | { type: 'task.wrapupStarted'; taskId: string; agentId: string; endsAt: number }
  | { type: 'task.wrapupExtended'; taskId: string; agentId: string; endsAt: number }
  /** The agent entered something for the wrap-up, or (null) took it back; the body is in the store. */
  | { type: 'task.wrapupEntered'; taskId: string; agentId: string; messageId: string | null }
  /** The end of a task. `revoke` is set when it ended an offer: that agent's ringing stops for this reason. */
  | {
      type: 'task.closed';
      taskId: string;
      conversationId: string;
      agentId: string | null;
      direction: TaskDirection;
      /** The queue in which it waited or from which it came. */
      queueId: string | null;
      reason: TaskCloseReason;
      revoke: RevokeReason | null;
    }
  /** T5: the search ran out of time. */
  | {
      type: 'request.expired';
      conversationId: string;
      taskId: string;
      requestId: string;
      queueId: string | null;
      /** The customer goes on waiting, by the fall-back of the request; absent when that is not so. */
      goesOn?: true;
    }
  | {
      type: 'conversation.opened';
      conversationId: string;
      customerId: string;
      direction: 'INBOUND' | 'OUTBOUND';
    }
  | { type: 'conversation.stateChanged'; conversationId: string; state: ConversationStateName }
  /** It stands on a pull list: agents join it by themselves. */
  | { type: 'conversation.listed'; conversationId: string; listId: string }
  /** An agent asks the supervisors of the own team for help (C19). */
  /** `toId`: which supervisor is, or was, asked; without it: all of the team. */
  | { type: 'conversation.handRaised'; conversationId: string; agentId: string; toId?: string }
  | { type: 'conversation.handLowered'; conversationId: string; agentId: string; toId?: string }
  /** A supervisor has acted on it (C22–C24); `agentId`: whom that concerns most. What came of it follows. */
  | {
      type: 'conversation.overseen';
      conversationId: string;
      supervisorId: string;
      act: Steering['kind'];
      agentId: string | null;
    }
  /** It rests until then, unless an agent goes on before (C20). */
  | { type: 'conversation.paused'; conversationId: string; agentId: string; endsAt: number }
  /** `agentId` null: its time was over, or whoever let it rest has left. `inactiveAt` as in `message.sent`. */
  | {
      type: 'conversation.resumed';
      conversationId: string;
      agentId: string | null;
      inactiveAt: number | null;
    }
  /** The customer awaits an answer until then (C25); `stage` counts the warnings since `startedAt`, the first is 0. */
  | {
      type: 'conversation.answerAwaited';
      conversationId: string;
      startedAt: number;
      endsAt: number;
      stage: number;
    }
  /** It is awaited no more; `expired`: nobody answered in time, and the customer goes to somebody else. */
  | { type: 'conversation.answerSettled'; conversationId: string; expired: boolean }
  /** When the customer is reminded that it is their turn, unless they write before (C26). */
  | { type: 'conversation.remindersPlanned'; conversationId: string; remindAt: number[] }
  /** They are reminded; `inactiveAt` is when they are let go. */
  | { type: 'conversation.customerReminded'; conversationId: string; inactiveAt: number }
  /** Whom it is about (C27); the same as before: what is known of them has changed. */
  | {
      type: 'conversation.customerChanged';
      conversationId: string;
      customerId: string;
      previousId: string;
      /** null: nobody in particular. */
      agentId: string | null;
      /** What the customer's labels give from now on (Q1); without it: as it was. */
      labelPriority?: number;
    }
  /** Its owner gave it to another agent, who talks to the customer, too. */
  | { type: 'conversation.ownerChanged'; conversationId: string; agentId: string; previousId: string }
  | { type: 'conversation.closed'; conversationId: string }
  | {
      type: 'session.started';
      sessionId: string;
      conversationId: string;
      customerId: string;
      channelId: string;
      connectionBound: boolean;
      /** What the customer's labels give from now on (Q1); without it: as it was. */
      labelPriority?: number;
    }
  | { type: 'session.connected'; sessionId: string; conversationId: string }
  | { type: 'session.disconnected'; sessionId: string; conversationId: string; reconnectUntil: number }
  | { type: 'session.ended'; sessionId: string; conversationId: string; reason: SessionEndReason }
  /** An agent talks to the customer on the telephone, or to an agent who does (V1). */
  | {
      type: 'call.legStarted';
      conversationId: string;
      sessionId: string;
      agentId: string;
      callId: string;
      leg: string;
      taskId: string;
      reason: TaskDirection;
      address: string | null;
      answeredAt: number | null;
    }
  | {
      type: 'call.legEnded';
      conversationId: string;
      sessionId: string;
      agentId: string;
      callId: string;
      leg: string;
      reason: CallEndReason;
      /** By the telephone's clock; null: unknown. */
      endedAt: number | null;
    }
  /** The agent has put the other side on hold, or gone on. */
  | {
      type: 'call.held';
      conversationId: string;
      sessionId: string;
      agentId: string;
      callId: string;
      leg: string;
      on: boolean;
    }
  /** The call is over: what it was in all. */
  | { type: 'call.ended'; conversationId: string; sessionId: string; startedAt: number; legs: CallLeg[] }
  | { type: 'participant.joined'; conversationId: string; participant: Participant }
  | {
      type: 'participant.roleChanged';
      conversationId: string;
      participantId: string;
      role: Participant['role'];
      previousRole: Participant['role'];
      /** Of an agent who leaves: nobody is to be told in so many words. */
      quiet?: true;
    }
  | {
      type: 'participant.left';
      conversationId: string;
      participant: Participant;
      reason: string;
      /** As above. */
      quiet?: true;
    }
  | {
      type: 'message.sent';
      conversationId: string;
      messageId: string;
      sender: Sender;
      kind: 'MESSAGE' | 'WHISPER' | 'WRAPUP';
      visibility: Visibility;
      replyTo: string | null;
      /** When the customer's silence will end the session, as it stands after this message. */
      inactiveAt: number | null;
      /** Who alone may read it besides the sender, by ids; absent: all who may by its visibility. */
      to?: string[];
    }
  /** The author has changed it or taken it back (C28); the body is in the store. `number` counts from 1. */
  | {
      type: 'message.edited' | 'message.deleted';
      conversationId: string;
      messageId: string;
      agentId: string;
      visibility: Visibility;
      /** Which change of this message it is, from 1. */
      number: number;
    }
  | {
      type: 'message.marked';
      conversationId: string;
      messageId: string;
      status: 'DELIVERED' | 'READ' | 'FAILED';
      by: Sender | { kind: 'SYSTEM' };
      reason: string | null;
    };

/** What an event is called. */
export type EventType = EventBody['type'];
/** The body of one type of event. */
export type EventOf<T extends EventType> = Extract<EventBody, { type: T }>;

/** A fact with its place in the journal. */
export type DomainEvent = EventBody & {
  /** Dense over the tenant (I7). */
  seq: number;
  at: number;
  /** What it belongs to: `conversation:<id>`, `agent:<id>` or `tenant`. */
  stream: string;
  /** Dense within the stream. */
  streamSeq: number;
};

/** Passed on to whom it concerns, never stored and never numbered. */
export type Signal =
  /** A state command that changed nothing: the asker still gets `agentPresence` UNCHANGED (A5, M3). */
  | { type: 'agent.stateUnchanged'; agentId: string }
  /** A subscription that is as it was: the asker still gets the lists (and what stands on this one). */
  | { type: 'agent.listUnchanged'; agentId: string; listId: string; on: boolean }
  /** The agent (re)joined a conversation that it is already in: its desk gets the whole of it again. */
  | { type: 'conversation.rejoined'; agentId: string; conversationId: string }
  | { type: 'typing'; conversationId: string; by: Sender; on: boolean };
