/**
 * Additions for agents with a phone at Cisco Finesse: the server holds the agent's link to Finesse, tells the phone and its
 * calls whole after each change, and passes on what the agent does with them. The state of the phone is the state of
 * the agent's external MRD: it is changed by `changeAgentState`, and by Finesse. Times are epoch ms.
 */
import * as z from 'zod/mini';
import { id } from '../cim/primitives.ts';

const LARGEST_TEXT = 512;
const text = z.string().check(z.maxLength(LARGEST_TEXT));
const filled = text.check(z.minLength(1));

/** A number or another address that can be called: digits, letters and what phones write between them. */
const address = z.string().check(z.trim(), z.minLength(1), z.maxLength(128));

/**
 * Signs the agent's phone in at Finesse. Who comes from the Finesse desktop and is at the phone there already needs none of
 * this: the phone is there with the desk. Without `loginId` and `password` the sign-in is meant by which the agent came
 * from the Finesse desktop. `mobile`: a phone that Finesse calls (UCCE alone). Answered when Finesse has answered.
 * Refused: PHONE_NOT_CONFIGURED, PHONE_CREDENTIALS (wrong, or needed), PHONE_REFUSED (with Finesse's words),
 * PHONE_UNREACHABLE.
 */
export const signInPhone = z.looseObject({
  loginId: z.optional(z.nullable(filled)),
  password: z.optional(z.nullable(filled)),
  extension: z.optional(z.nullable(address)),
  mobile: z.optional(
    z.nullable(z.looseObject({ number: address, mode: z.enum(['CALL_BY_CALL', 'NAILED_CONNECTION']) })),
  ),
});

/** Signs the phone out at Finesse. `reasonId`: one of the phone's `logoutReasons`. */
export const signOutPhone = z.looseObject({ reasonId: z.optional(z.nullable(id)) });

/** What an agent does with a call. Each is allowed while the call's `actions` names it; Finesse decides in the end. */
export const CALL_ACTIONS = [
  'ANSWER',
  'HOLD',
  'RETRIEVE',
  'DROP',
  'CONSULT_CALL',
  'TRANSFER',
  'CONFERENCE',
  'TRANSFER_SST',
  'SEND_DTMF',
  'PARTICIPANT_DROP',
  'UPDATE_CALL_DATA',
] as const;

/**
 * Acts on a call. CONSULT_CALL and TRANSFER_SST (a blind transfer) need `toAddress`; SEND_DTMF needs `digits`;
 * PARTICIPANT_DROP needs `participant`, the media address; UPDATE_CALL_DATA takes `wrapUpReason` (a label) or
 * `variables`. Acknowledged when Finesse has told what came of it, tones when it has accepted them; what it accepts and
 * refuses afterwards is PHONE_REFUSED with its words. Where it tells nothing in time: PHONE_UNREACHABLE.
 * Refused: CALL_NOT_FOUND, PHONE_ACTION_NOT_ALLOWED, PHONE_REFUSED, PHONE_UNREACHABLE.
 */
export const callAction = z.looseObject({
  callId: id,
  action: z.enum(CALL_ACTIONS),
  toAddress: z.optional(z.nullable(address)),
  digits: z.optional(z.nullable(z.string().check(z.regex(/^[0-9A-Da-d*#]{1,32}$/)))),
  participant: z.optional(z.nullable(address)),
  wrapUpReason: z.optional(z.nullable(text)),
  variables: z.optional(
    z.nullable(z.array(z.looseObject({ name: filled, value: text })).check(z.maxLength(30))),
  ),
});

/** Calls a number. Refused as `callAction` is. */
export const makeCall = z.looseObject({ toAddress: address });

/**
 * A supervisor listens to the call of an agent of the own teams (MONITOR), or joins the talk that is listened to
 * (BARGE_IN). Ended with `callAction` DROP on the own call.
 */
export const superviseCall = z.looseObject({ agentId: id, action: z.enum(['MONITOR', 'BARGE_IN']) });

/** Asks for the phone books; answered with `PhoneBooks`. */
export const phoneBooks = z.looseObject({});

export type PhoneBook = {
  id: string;
  name: string;
  contacts: readonly {
    id: string;
    firstName: string;
    lastName: string;
    number: string;
    description: string;
  }[];
};
export type PhoneBooks = { phoneBooks: readonly PhoneBook[] };

const epochMs = z.number();
const reason = z.looseObject({ id: z.string(), code: z.string(), label: z.string() });

/** One who takes part in a call. `state` is Finesse's: ALERTING, ACTIVE, HELD, DROPPED … */
export const callParticipant = z.looseObject({
  address: z.string(),
  /** AGENT_DEVICE for an agent's phone, else what Finesse says; may be empty. */
  addressType: z.string(),
  state: z.string(),
  /** The agent whose desk is told. */
  isSelf: z.boolean(),
  /** The agent's name, when one of ours has this phone now. */
  name: z.nullable(z.string()),
});

/** A call of the agent. */
export const call = z.looseObject({
  id: z.string(),
  /** Finesse's type: ACD_IN, PREROUTE_ACD_IN, OUT, CONSULT, CONFERENCE, SUPERVISOR_MONITOR … */
  callType: z.string(),
  direction: z.enum(['IN', 'OUT']),
  /** The state of the agent's own part: ALERTING, INITIATING, INITIATED, ACTIVE, HELD, WRAP_UP, FAILED, DROPPED. */
  state: z.string(),
  /** What Finesse allows the agent right now, in `CALL_ACTIONS`' words. */
  actions: z.array(z.string()),
  /** The other end; null when Finesse does not say. */
  number: z.nullable(z.string()),
  dialedNumber: z.nullable(z.string()),
  queueName: z.nullable(z.string()),
  /** The conversation that the call is a channel session of; null while it rings, and for consults and listening. */
  conversationId: z.nullable(z.string()),
  /** The customer who calls, when the number is known. */
  customer: z.nullable(z.looseObject({ id: z.string(), name: z.string() })),
  startedAt: z.nullable(epochMs),
  /** Since when the own part is in its state. */
  since: z.nullable(epochMs),
  /** The call that a consult belongs to. */
  associatedId: z.nullable(z.string()),
  wrapUpReason: z.nullable(z.string()),
  variables: z.array(z.looseObject({ name: z.string(), value: z.string() })),
  participants: z.array(callParticipant),
});

/** What the phone of an agent is: UNAVAILABLE while Finesse cannot be reached, LOST while its events are away. */
export const PHONE_LINKS = ['SIGNED_OUT', 'CONNECTING', 'CONNECTED', 'LOST', 'UNAVAILABLE'] as const;

/**
 * The phone and its calls, whole, after each change and on connecting. Not sent where no Finesse is configured, nor to
 * agents without an external MRD.
 */
export const phone = z.looseObject({
  link: z.enum(PHONE_LINKS),
  /** What is wrong, in words; null: nothing. */
  problem: z.nullable(z.string()),
  /** The MRD whose state is the phone's. */
  mrdId: z.string(),
  /** False: `signInPhone` needs `loginId` and `password`. */
  knowsSignIn: z.boolean(),
  loginId: z.nullable(z.string()),
  extension: z.nullable(z.string()),
  /** UCCE or UCCX. Phones of UCCX cannot be mobile. */
  flavour: z.enum(['UCCE', 'UCCX']),
  /** Finesse's state of the agent: READY, NOT_READY, RESERVED, TALKING, HOLD, WORK, WORK_READY …; null: signed out. */
  state: z.nullable(z.string()),
  /** What the state becomes after the call; null: nothing waits. */
  pendingState: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  since: z.nullable(epochMs),
  notReadyReasons: z.array(reason),
  logoutReasons: z.array(reason),
  wrapUpReasons: z.array(z.looseObject({ id: z.string(), label: z.string() })),
  calls: z.array(call),
  serverTime: epochMs,
});

export type SignInPhone = z.output<typeof signInPhone>;
export type CallAction = z.output<typeof callAction>;
export type Phone = z.output<typeof phone>;
export type Call = z.output<typeof call>;
