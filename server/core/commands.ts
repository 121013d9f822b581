/**
 * Everything that can be asked of the contact centre.
 *
 * A command is plain data. It brings its own `id` (a UUID): the core makes no ids, it derives those it needs
 * from this one, so that the same command always decides the same. Gateways have checked who asks; the core
 * checks whether that person may do this here and now.
 */
import type { Config } from './config.ts';
import type { Requester, SessionEndReason, TaskFallback } from './state.ts';

type Base = { id: string };

/** The contact centre as it is from now on; refused (VALIDATION) when it names what is not there. */
export type Configure = Base & { type: 'configure'; config: Config };

/** Time has passed: every deadline that is due is carried out. */
export type Tick = Base & { type: 'tick' };

/** The first socket of a sign-in is there (A1), or one came back in time (G1). Another `sid` takes over. */
export type ConnectAgent = Base & { type: 'agent.connect'; agentId: string; sid: string };

/** The last socket of the sign-in is gone (A9). Ignored when `sid` is not the current one. */
export type DisconnectAgent = Base & { type: 'agent.disconnect'; agentId: string; sid: string };

/**
 * READY, NOT_READY (A2–A5); `reasonId` is a configured reason or null. `by`, here and in the next two: the supervisor
 * who does it in the agent's stead (C21).
 */
export type SetAgentState = Base & {
  type: 'agent.setState';
  agentId: string;
  state: 'READY' | 'NOT_READY';
  reasonId: string | null;
  by?: string;
};

/** One MRD on or off (M2, M3, M9, M11, M12); BUSY only where routing does not manage the MRD (M16). */
export type SetMrdState = Base & {
  type: 'agent.setMrdState';
  agentId: string;
  mrdId: string;
  state: 'READY' | 'NOT_READY' | 'BUSY';
  by?: string;
};

/**
 * A6: open conversations are queued again at once. `sid` names the sign-in that ends; SESSION_REPLACED when another
 * one has taken over. null ends whichever there is. With `by` it is a forced logout (A7), whatever reason is named.
 */
export type LogoutAgent = Base & {
  type: 'agent.logout';
  agentId: string;
  sid: string | null;
  reasonId: string | null;
  by?: string;
};

/** T3, or a rejoin of a conversation that the agent is in. `taskId` null: the agent's offer there. */
export type AcceptTask = Base & {
  type: 'task.accept';
  agentId: string;
  conversationId: string;
  taskId: string | null;
  /** The participant's id that the desk chose; one is derived when null. */
  participantId: string | null;
};

/** The asked agent does not want it (D12). `taskId` null: the agent's offer there. */
export type RejectTask = Base & {
  type: 'task.reject';
  agentId: string;
  conversationId: string;
  taskId: string | null;
};

/**
 * A customer begins (or, for a session id that is already open, has begun: nothing happens again).
 * A customer with an open conversation joins it with the new session.
 */
export type StartSession = Base & {
  type: 'session.start';
  sessionId: string;
  /** Used when a new conversation has to be opened. */
  conversationId: string;
  customerId: string;
  channelId: string;
  /** null: what the channel leads to, a queue, a pull list or a bot. */
  queueId: string | null;
  /** 1 to 10, default 1. */
  priority: number;
  /** Whether a lost socket ends it (web) or it lives without one (a connector). */
  connectionBound: boolean;
  /** A bot that is there now and meets the customer before the queue. */
  botId?: string;
};

/**
 * A customer whom a bot serves goes on with people: by their own wish, the bot's, or (`by` null) because the bot is
 * gone. Nothing where somebody serves them or is looked for.
 */
export type HandOverByBot = Base & {
  type: 'bot.handOver';
  conversationId: string;
  by: Sender | null;
  /** A bot that is there no more: it talks to the customer no longer. */
  lostBotId: string | null;
};

/** A customer's session ends, for whatever reason. */
export type EndSession = Base & { type: 'session.end'; sessionId: string; reason: SessionEndReason };
/** The customer's connection is back. */
export type ConnectSession = Base & { type: 'session.connect'; sessionId: string };
/** The customer's connection is lost; nothing for a session that lives without one. */
export type DisconnectSession = Base & { type: 'session.disconnect'; sessionId: string };

/** Who says, marks or types something. */
export type Sender =
  | { kind: 'AGENT'; agentId: string }
  | { kind: 'CUSTOMER'; sessionId: string }
  | { kind: 'BOT'; botId: string };

/** ALL: everybody in the conversation. AGENTS: whispers, notes and wrap-ups, never the customer (I10). */
export type Visibility = 'ALL' | 'AGENTS';

/** The body travels beside the command (engine `Content.messages[messageId]`). A repeated id changes nothing. */
export type SendMessage = Base & {
  type: 'message.send';
  conversationId: string;
  messageId: string;
  sender: Sender;
  kind: 'MESSAGE' | 'WHISPER' | 'WRAPUP';
  /** A message of the same conversation that this one answers. */
  replyTo: string | null;
  /** Length of the text in code points, for the limit of the channel; 0 for bodies without text. */
  textLength: number;
  /** Who alone may read it: agents, bots and sessions by their ids. Without it: all who may by its kind. */
  to?: string[];
};

/** A receipt: who has received or read a message up to which one. FAILED comes from a connector. */
export type MarkMessage = Base & {
  type: 'message.mark';
  conversationId: string;
  messageId: string;
  status: 'DELIVERED' | 'READ' | 'FAILED';
  by: Sender | { kind: 'SYSTEM' };
  /** Why delivery failed, a code without personal data. */
  reason: string | null;
};

/** Somebody types: passed on, never stored. */
export type IndicateTyping = Base & {
  type: 'typing.indicate';
  conversationId: string;
  by: Sender;
  on: boolean;
};

/** An agent leaves (T7); wrap-up begins when there is one, unless `wrapUp` is false. */
export type LeaveConversation = Base & {
  type: 'conversation.leave';
  agentId: string;
  conversationId: string;
  wrapUp?: false;
  /** Refused (LAST_AGENT) when nobody else talks to the customer; without it, that would be the end. */
  unlessLast?: true;
  /** Nobody is to be told in so many words that the agent has left; lists of people are right all the same. */
  quiet?: true;
};

/**
 * The agent to whom a conversation belongs, or a bot that is alone with the customer, ends it for everybody. `wrapUp` as
 * above, for that agent alone.
 */
export type EndConversation = Base & {
  type: 'conversation.end';
  conversationId: string;
  by: Requester;
  wrapUp?: false;
};

/** The owner gives the conversation to another agent who talks to the customer, and stays. */
export type ChangeOwner = Base & {
  type: 'owner.change';
  agentId: string;
  conversationId: string;
  ownerId: string;
};

/** An agent takes part in a conversation of a pull list (T14): no slot is needed, no state is asked for. */
export type JoinConversation = Base & {
  type: 'conversation.join';
  agentId: string;
  conversationId: string;
  /** As in `AcceptTask`. */
  participantId: string | null;
};

/**
 * An agent writes to a customer first (C29). Whoever serves the customer already goes on by one more channel; while
 * others talk to them it is refused.
 */
export type BeginConversation = Base & {
  type: 'conversation.begin';
  agentId: string;
  sessionId: string;
  conversationId: string;
  customerId: string;
  channelId: string;
  /** As in `AcceptTask`. */
  participantId: string | null;
};

/** An agent begins or ceases to look at a pull list: its requests are shown to those who do. */
export type SubscribeList = Base & {
  type: 'list.subscribe';
  agentId: string;
  listId: string;
  on: boolean;
};

/** Somebody ends a conversation of a pull list for all who are in it, without a wrap-up. */
export type EndListed = Base & { type: 'conversation.endListed'; agentId: string; conversationId: string };

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

/**
 * A further agent is asked for (C13, C14): by an agent who talks to the customer, as help (CONSULT), as a second one
 * (DIRECT_CONFERENCE) or instead of themselves (DIRECT_TRANSFER), or by the bot that talks to the customer (INBOUND).
 */
export type RequestAgent = Base & {
  type: 'agent.request';
  conversationId: string;
  by: Requester;
  direction: 'INBOUND' | 'CONSULT' | 'DIRECT_CONFERENCE' | 'DIRECT_TRANSFER';
  target: { kind: 'QUEUE'; queueId: string } | { kind: 'AGENT'; agentId: string };
  /** A message for agents alone, whose body travels beside the command; a message that is there already stays. */
  noteId: string | null;
  /** As in `SendMessage`. */
  noteLength: number;
  /** null: the rule for transfers, END for others. */
  fallback: TaskFallback | null;
  /** 1 to 10; null: that of the requester's own task. */
  priority: number | null;
};

/** The requester, or another agent who talks to the customer, does not want the further agent any more (T16). */
export type CancelRequest = Base & { type: 'agent.cancelRequest'; agentId: string; conversationId: string };

/**
 * Whoever helps an agent talks to the customer from now on (C16): instead of that agent (CONSULT_TRANSFER) or beside
 * them (CONSULT_CONFERENCE).
 */
export type PromoteHelper = Base & {
  type: 'helper.promote';
  agentId: string;
  conversationId: string;
  /** null: the only one who helps. */
  helperId: string | null;
  direction: 'CONSULT_TRANSFER' | 'CONSULT_CONFERENCE';
};

/** The owner of a conversation has another agent leave it (C17). */
export type RemoveAgent = Base & {
  type: 'agent.remove';
  agentId: string;
  conversationId: string;
  removedId: string;
};

/** An agent raises a hand to the supervisors of the own team, or lowers it (C19). */
export type RaiseHand = Base & {
  type: 'hand.raise';
  agentId: string;
  conversationId: string;
  raised: boolean;
  /** Which supervisor of the team is asked; without it: all of them. */
  toId?: string;
};

/** An agent who talks to the customer lets the conversation rest for one of the configured times (C20). */
export type PauseConversation = Base & {
  type: 'conversation.pause';
  agentId: string;
  conversationId: string;
  forMs: number;
};

/** The conversation goes on before that time is over; nothing where it does not rest. */
export type ResumeConversation = Base & {
  type: 'conversation.resume';
  agentId: string;
  conversationId: string;
};

/** The agent has done something at the desk: the time without a sign of life begins anew (A8). */
export type ShowActivity = Base & { type: 'agent.active'; agentId: string };

/** An agent who talks to the customer needs more time to answer (C25); nothing where no answer is awaited. */
export type ResetResponse = Base & { type: 'response.reset'; agentId: string; conversationId: string };

/**
 * An agent has found out who the customer of a conversation is (C27), or takes that back: `customerId` is whom the
 * conversation is about from now on. What is known of that customer travels beside the command.
 */
export type LinkCustomer = Base & {
  type: 'customer.link';
  agentId: string;
  conversationId: string;
  customerId: string;
};

/** What is known of a customer has changed: told wherever they are talked to. It travels beside the command. */
export type UpdateCustomer = Base & { type: 'customer.update'; customerId: string };

/**
 * The author changes a message (`message.edit`, the new body travels beside the command) or takes it back (C28).
 * `authorId`: the agent who wrote it, by the history; null: no agent did.
 */
export type ChangeMessage = Base & {
  type: 'message.edit' | 'message.delete';
  agentId: string;
  authorId: string | null;
  conversationId: string;
  messageId: string;
  /** As in `SendMessage`. */
  textLength: number;
};

/** Ends a wrap-up (T13). `messageId`: the stored WRAPUP body, null when the agent leaves without. */
export type CloseWrapup = Base & {
  type: 'wrapup.close';
  agentId: string;
  conversationId: string;
  messageId: string | null;
};

/**
 * Keeps what the agent has entered for the wrap-up so far, so that its end can submit it (D31). The body
 * travels beside the command. `messageId` null: nothing is entered any more.
 */
export type EnterWrapup = Base & {
  type: 'wrapup.enter';
  agentId: string;
  conversationId: string;
  messageId: string | null;
  /** As in `SendMessage`. */
  textLength: number;
};

/** Adds the rule's time to a running wrap-up, as often as the rule allows. */
export type ExtendWrapup = Base & { type: 'wrapup.extend'; agentId: string; conversationId: string };

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

/** Any command; handled exhaustively in `decide`. */
export type Command =
  | Configure
  | Tick
  | ConnectAgent
  | DisconnectAgent
  | SetAgentState
  | SetMrdState
  | LogoutAgent
  | AcceptTask
  | RejectTask
  | StartSession
  | EndSession
  | ConnectSession
  | DisconnectSession
  | SendMessage
  | MarkMessage
  | IndicateTyping
  | LeaveConversation
  | EndConversation
  | HandOverByBot
  | ChangeOwner
  | JoinConversation
  | BeginConversation
  | SubscribeList
  | EndListed
  | SuperviseConversation
  | ChangeSupervision
  | SteerConversation
  | FlushQueue
  | RequestAgent
  | CancelRequest
  | PromoteHelper
  | RemoveAgent
  | RaiseHand
  | PauseConversation
  | ResumeConversation
  | ShowActivity
  | ResetResponse
  | LinkCustomer
  | UpdateCustomer
  | ChangeMessage
  | CloseWrapup
  | EnterWrapup
  | ExtendWrapup;
