import type { FinesseSettings } from '../settings.ts';
import type { Publisher } from '../xmpp/publisher.ts';
import type { Person, Reason } from './demo-data.ts';

export type VoiceState =
  'LOGOUT' | 'NOT_READY' | 'READY' | 'RESERVED' | 'TALKING' | 'HOLD' | 'WORK' | 'WORK_READY';

/** What an agent may ask for. */
export type WantedState = 'READY' | 'NOT_READY' | 'LOGOUT';

/** Why somebody is not ready; system reasons have no id. */
export type StateReason = Pick<Reason, 'code' | 'label'> & { id?: string };

export type MobileAgent = { mode: 'CALL_BY_CALL' | 'NAILED_CONNECTION'; dialNumber: string };

/** An agent or a supervisor, and how the voice of this person stands. */
export type User = Person & {
  loginName: string;
  password: string;
  state: VoiceState;
  stateChangeTime: number;
  reason?: StateReason;
  /** What becomes of the user when the call has ended; nothing: what was before the call. */
  pending?: { state: WantedState; reason?: StateReason };
  /** What the user was before the calls that go on. */
  base: { state: 'READY' | 'NOT_READY'; reason?: StateReason };
  mobile?: MobileAgent;
  wrapUpOnIncoming: FinesseSettings['wrapUpOnIncoming'];
  media: Map<string, Media>;
  failedPasswords: number;
  lockedUntil: number;
};

export type ParticipantState =
  'INITIATING' | 'INITIATED' | 'ALERTING' | 'ACTIVE' | 'HELD' | 'FAILED' | 'WRAP_UP' | 'DROPPED';

/** One end of a call; without a user it is somebody outside. */
export type Participant = {
  address: string;
  userId?: string;
  state: ParticipantState;
  cause: string;
  startTime: number;
  stateChangeTime: number;
};

export type CallType =
  | 'ACD_IN'
  | 'OTHER_IN'
  | 'OUT'
  | 'AGENT_INSIDE'
  | 'CONSULT'
  | 'TRANSFER'
  | 'CONFERENCE'
  | 'SUPERVISOR_MONITOR';

export type Call = {
  id: string;
  type: CallType;
  from: string;
  to: string;
  dialed: string;
  queue?: { id: string; name: string };
  /** The held call of a consult call, the consult call of a held one, the watched call of a monitor. */
  associated?: string;
  wrapUpReason: string;
  variables: Map<string, string>;
  participants: Participant[];
  /** Users who have been told that it is there. */
  seenBy: Set<string>;
};

export type TaskState =
  'OFFERED' | 'ACCEPTED' | 'ACTIVE' | 'PAUSED' | 'WRAPPING_UP' | 'INTERRUPTED' | 'CLOSED';

/** Work of a medium other than voice. */
export type Task = {
  id: string;
  userId: string;
  mrd: string;
  state: TaskState;
  since: number;
  startTime: number;
  variables: Map<string, string>;
  wrapUpReason: string;
  queue?: { id: string; name: string };
};

export type MediaState =
  'LOGOUT' | 'NOT_READY' | 'READY' | 'RESERVED' | 'ACTIVE' | 'WORK' | 'PAUSED' | 'INTERRUPTED';

/** How a user stands on one medium. */
export type Media = {
  id: string;
  name: string;
  state: MediaState;
  stateChangeTime: number;
  reason?: StateReason;
  routable: boolean;
  maxDialogLimit: number;
  interruptAction: 'ACCEPT' | 'IGNORE';
  dialogLogoutAction: 'CLOSE' | 'TRANSFER';
};

/** A caller who waits for an agent. */
export type QueuedCall = { callId: string; queueId: string; since: number };

/** All that the stand-in knows, and the way to tell of it. */
export type World = {
  readonly settings: FinesseSettings;
  readonly publisher: Publisher;
  readonly users: Map<string, User>;
  readonly calls: Map<string, Call>;
  readonly tasks: Map<string, Task>;
  readonly tokens: Map<string, string>;
  readonly queued: QueuedCall[];
  readonly timers: Set<NodeJS.Timeout>;
  inService: boolean;
  nextId: number;
};
