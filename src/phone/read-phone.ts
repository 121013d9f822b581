/** Reads what the server tells of the phone and its calls (`protocol/agent-manager/phone.ts`), and checks it. */
import { fields, list, text, textOrNull, texts, time } from '../base/fields.ts';
import { oneOf } from '../base/one-of.ts';
import { sliceOf, type SliceStates } from '../store/server-slice.ts';
import { phoneSlice } from './phone-slice.ts';

/** CONNECTING: Finesse is asked. LOST: its events are away. UNAVAILABLE: it can't be reached. */
type PhoneLink = 'SIGNED_OUT' | 'CONNECTING' | 'CONNECTED' | 'LOST' | 'UNAVAILABLE';

export type PhoneReason = { id: string; label: string };

export type Participant = {
  address: string;
  state: string;
  isSelf: boolean;
  name: string | null;
};

/** A call variable, by its name at Finesse. */
export type Variable = { name: string; value: string };

/** A call of the agent. Times are epoch ms of the server's clock; null where Finesse does not say. */
export type Call = {
  id: string;
  callType: string;
  direction: 'IN' | 'OUT';
  state: string;
  actions: readonly string[];
  number: string | null;
  dialedNumber: string | null;
  queue: string | null;
  conversationId: string | null;
  customer: { id: string; name: string } | null;
  startedAt: number | null;
  since: number | null;
  associatedId: string | null;
  wrapUpReason: string | null;
  variables: readonly Variable[];
  participants: readonly Participant[];
};

export type Phone = {
  link: PhoneLink;
  problem: string | null;
  mrdId: string;
  knowsSignIn: boolean;
  loginId: string | null;
  extension: string | null;
  flavour: 'UCCE' | 'UCCX';
  /** null: signed out. */
  state: string | null;
  /** What the state becomes after the call; null: nothing waits. */
  pendingState: string | null;
  reason: string | null;
  since: number | null;
  notReadyReasons: readonly PhoneReason[];
  logoutReasons: readonly PhoneReason[];
  wrapUpReasons: readonly PhoneReason[];
  calls: readonly Call[];
};

const isLink = oneOf('SIGNED_OUT', 'CONNECTING', 'CONNECTED', 'LOST', 'UNAVAILABLE');

function timeOrNull(value: unknown): number | null {
  const read = time(value, NaN);
  return Number.isNaN(read) ? null : read;
}

function readReasons(value: unknown): PhoneReason[] {
  return list(value).map((each) => {
    const { id, label } = fields(each);
    return { id: text(id), label: text(label) };
  });
}

function readCall(value: unknown): Call {
  const wire = fields(value);
  const customer = fields(wire.customer);
  return {
    id: text(wire.id),
    callType: text(wire.callType),
    direction: wire.direction === 'OUT' ? 'OUT' : 'IN',
    state: text(wire.state),
    actions: texts(wire.actions),
    number: textOrNull(wire.number),
    dialedNumber: textOrNull(wire.dialedNumber),
    queue: textOrNull(wire.queueName),
    conversationId: textOrNull(wire.conversationId),
    customer: textOrNull(customer.id) === null ? null : { id: text(customer.id), name: text(customer.name) },
    startedAt: timeOrNull(wire.startedAt),
    since: timeOrNull(wire.since),
    associatedId: textOrNull(wire.associatedId),
    wrapUpReason: textOrNull(wire.wrapUpReason),
    variables: list(wire.variables).map((each) => {
      const { name, value: said } = fields(each);
      return { name: text(name), value: text(said) };
    }),
    participants: list(wire.participants).map((each) => {
      const one = fields(each);
      return {
        address: text(one.address),
        state: text(one.state),
        isSelf: one.isSelf === true,
        name: textOrNull(one.name),
      };
    }),
  };
}

function read(payload: unknown): Phone {
  const wire = fields(payload);
  const link = text(wire.link);
  return {
    link: isLink(link) ? link : 'UNAVAILABLE',
    problem: textOrNull(wire.problem),
    mrdId: text(wire.mrdId),
    knowsSignIn: wire.knowsSignIn === true,
    loginId: textOrNull(wire.loginId),
    extension: textOrNull(wire.extension),
    flavour: wire.flavour === 'UCCX' ? 'UCCX' : 'UCCE',
    state: textOrNull(wire.state),
    pendingState: textOrNull(wire.pendingState),
    reason: textOrNull(wire.reason),
    since: timeOrNull(wire.since),
    notReadyReasons: readReasons(wire.notReadyReasons),
    logoutReasons: readReasons(wire.logoutReasons),
    wrapUpReasons: readReasons(wire.wrapUpReasons),
    calls: list(wire.calls).map(readCall),
  };
}

/** Each event is read once, for all components that use it. */
const known = new WeakMap<object, Phone>();

/** The phone as it was told last; null where there is none. */
export function phoneOf(state: { slices: SliceStates }): Phone | null {
  const told = sliceOf(state, phoneSlice);
  if (told === null) return null;
  const before = known.get(told);
  if (before !== undefined) return before;
  const phone = read(told.payload);
  known.set(told, phone);
  return phone;
}

/** The call that rings here, or undefined: the first that came. */
export function ringingCall(phone: Phone | null): Call | undefined {
  return phone?.calls.find(
    (call) => call.state === 'ALERTING' && call.direction === 'IN' && !isListening(call),
  );
}

/** Whether somebody only listens in on another agent's call. */
export function isListening({ callType }: Call): boolean {
  return callType === 'SUPERVISOR_MONITOR';
}

/** Who is at the other end, as far as that is known: the customer, one of ours, or the number. */
export function nameOfCall({ customer, number, participants }: Call): string | null {
  // Where several talk, a colleague among them is not who called.
  const other = participants.find(({ isSelf, address }) => !isSelf && address === number);
  const any = participants.find(({ isSelf, name }) => !isSelf && name !== null);
  const known = [customer?.name, other?.name, number, any?.name];
  return known.find((one): one is string => one !== undefined && one !== null && one !== '') ?? null;
}
