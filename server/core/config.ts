/**
 * The contact centre as it is configured: what the rules need to know, and nothing personal.
 *
 * Names, passwords and addresses of people stand in the store; the core knows ids. All durations are in
 * milliseconds. `decisions.md` 1 of the project's references is the shape of the file this is made from;
 * `server/configuration` turns the one into the other.
 */

/** Rules that have one value for all and may be overridden on a queue, an MRD or a channel (in that order). */
export type Rules = {
  /** How long an offer rings before it is taken back (RONA). */
  ronaMs: number;
  /** What becomes of the MRD of an agent who let an offer run out. */
  ronaAgentState: 'NOT_READY' | 'READY';
  /** How long a request looks for an agent in all, over every RONA (TTL). */
  requestTtlMs: number;
  /** How long an agent may wrap up after a conversation; 0 means no wrap-up. */
  wrapupMs: number;
  /** How often an agent may extend one wrap-up. Each time adds `wrapupMs`. */
  wrapupExtensions: number;
  /** A customer silent for longer than this is let go. 0 means never. */
  customerInactivityMs: number;
  /** How much of that time passes before each reminder of the customer, in percent, ascending (C26). */
  reminderPercents: number[];
  /** How long a customer may wait for an agent's answer before they go to another agent; 0 means for ever (C25). */
  answerMs: number;
  /** How long a customer's lost connection may stay away before the session ends. */
  customerReconnectMs: number;
  /** How long the agent who missed or rejected a request is left alone with it when nobody else can take it. */
  reofferAfterMs: number;
  /** The longest text of one message, in code points. */
  maxTextLength: number;
  /** Agents who may take part in one conversation at once; supervisors who listen or whisper do not count. */
  maxAgents: number;
  /** What becomes of a transfer that nobody takes. */
  transferFallback: 'END' | 'QUEUE' | 'REQUESTER';
};

/** Rules that a queue, an MRD or a channel has of its own. */
export type RuleOverrides = { [K in keyof Rules]?: Rules[K] };

/** A media routing domain: a kind of work with its own capacity and state per agent. */
export type Mrd = {
  id: string;
  name: string;
  /** Wire type: CHAT, CX_VOICE, CISCO_CC, EMAIL. */
  type: string;
  description: string;
  /** Tasks of this MRD that one agent may have at once, unless the agent has a number of their own. */
  maxTasks: number;
  /** False where another system routes (Cisco voice): the desk may then report BUSY itself. */
  managedByRouting: boolean;
  /** READY of the agent makes this MRD READY as well. */
  autoSync: boolean;
  interruptible: boolean;
  rules: RuleOverrides;
};

/** Something that agents have or can do, to a degree, and queues ask for. */
export type RoutingAttribute = {
  id: string;
  name: string;
  type: 'BOOLEAN' | 'PROFICIENCY_LEVEL';
  /** The value of an agent who has none: 0/1 for BOOLEAN, 1 to 10 for PROFICIENCY_LEVEL. */
  defaultValue: number;
};

/** How an agent's value is compared with a term's. */
export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** One comparison of an agent's attribute. `join` connects it to the term before it, left to right. */
export type Term = { attributeId: string; operator: Operator; value: number; join: 'AND' | 'OR' | null };

/** Terms in brackets. `join` connects it to the expression before it, left to right. */
export type Expression = { terms: Term[]; join: 'AND' | 'OR' | null };

/** Who may be asked, and for how long before the next step widens the circle. No expressions: everybody. */
export type Step = { expressions: Expression[]; timeoutMs: number };

/** Who is asked first among the eligible (Q5). */
export type SelectionPolicy = 'LONGEST_AVAILABLE' | 'MOST_SKILLED' | 'LEAST_SKILLED';

/** A precision queue (Q1–Q12). Steps are cumulative: a later step includes the agents of the earlier. */
export type Queue = {
  id: string;
  name: string;
  mrdId: string;
  /** 1 to 10, 10 first. */
  priority: number;
  selection: SelectionPolicy;
  /** Ask the customer's last agent first, when that agent is eligible. */
  routeToLastAgent: boolean;
  steps: Step[];
  /** Who belongs to the queue at all; null: every agent of the MRD. */
  memberIds: string[] | null;
  /** Service level threshold for reports. */
  serviceLevelMs: number;
  /** Bounds of the expected wait told to customers. */
  ewtMinMs: number;
  ewtMaxMs: number;
  rules: RuleOverrides;
};

/** A list from which agents take conversations themselves (T14). */
export type PullList = { id: string; name: string };

/** A program that talks to customers, or helps the agents who do. */
export type Bot = { id: string; name: string };

/** What a customer meets first: a queue, a pull list or a bot; ELSEWHERE: another system brings them to agents (V1). */
export type ChannelEntry =
  | { kind: 'QUEUE'; queueId: string }
  | { kind: 'LIST'; listId: string }
  | { kind: 'BOT'; botId: string }
  | { kind: 'ELSEWHERE' };

/** A way by which customers come; its MRD is that of its queue, if it has one (Q12). */
export type Channel = {
  id: string;
  name: string;
  /** Wire type: WEB, WHATSAPP, SMS … */
  type: string;
  /** What customers and connectors address. */
  serviceIdentifier: string;
  mrdId: string;
  entry: ChannelEntry;
  rules: RuleOverrides;
};

/** A reason that agents choose when they go NOT_READY or sign out. */
export type ReasonCode = {
  id: string;
  name: string;
  type: 'NOT_READY' | 'LOGOUT';
  code: number;
  /** The agent's conversations go to others at once (A14); absent: they stay. */
  callback?: true;
};

/** A team; agents belong to one, supervisors look after some. */
export type Team = { id: string; name: string };

/** An agent or supervisor as far as rules care. Names stand in the store. */
export type AgentConfig = {
  id: string;
  teamId: string | null;
  /** Teams that this person supervises. */
  supervises: string[];
  roles: string[];
  /** Attribute id → value. */
  attributes: Record<string, number>;
  /** MRD id → most tasks at once. An MRD that is missing here is not the agent's. */
  maxTasks: Record<string, number>;
};

/** What the contact centre may use at most; what is missing has no bound. */
export type Quotas = {
  /** Agents and supervisors who are signed in. */
  agents?: number;
  /** Conversations that are not closed. */
  conversations?: number;
  /** Messages of everybody, counted by the process that decides. */
  messagesPerSecond?: number;
};

/** The whole configuration, by ids. Replaced as a whole, never changed in place. */
export type Config = {
  rules: Rules;
  /** How long an agent's lost connection keeps tasks before they are given to others. */
  disconnectGraceMs: number;
  /** How long an agent may show no sign of life before they are signed out; 0 means for ever (A8). */
  idleLogoutMs: number;
  /** How long a conversation may rest: what agents choose from, shortest first. Empty: it may not. */
  pausesMs: number[];
  /** Whether queues are asked in the order of their priority. */
  queuePriority: boolean;
  /** Agents are told who listens to them (C12); absent: they are not. */
  tellMonitored?: true;
  /** What becomes of those who left in time in the service level; absent: 2, they were not answered in time. */
  serviceLevelType?: 1 | 3;
  /** Absent: nothing is bounded. */
  quotas?: Quotas;
  mrds: Record<string, Mrd>;
  attributes: Record<string, RoutingAttribute>;
  teams: Record<string, Team>;
  agents: Record<string, AgentConfig>;
  queues: Record<string, Queue>;
  lists: Record<string, PullList>;
  bots: Record<string, Bot>;
  channels: Record<string, Channel>;
  reasons: Record<string, ReasonCode>;
};
