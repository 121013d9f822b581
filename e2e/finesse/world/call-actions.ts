import { ApiError, invalidInput, invalidState, missing } from '../rest/api-error.ts';
import { join, leave, newCall, present, put, settle } from './calls.ts';
import { ANSWERING_NUMBER } from './demo-data.ts';
import { actionsOf, mayDropOthers } from './dialog-document.ts';
import type { Call, Participant, User, World } from './model.ts';
import { callsOf, partOf, userAtExtension } from './world.ts';

/** What PUT to a dialog may carry besides the action. */
export type ActionDetails = {
  target?: string;
  to?: string;
  dtmf?: string;
  wrapUpReason?: string;
  variables: readonly { name: string; value: string }[];
};

const EXTENSION_LENGTH = 6;

/** The far end of a new call: it rings, answers, or cannot be reached. */
export function ring(world: World, call: Call, to: string, caller: Participant): void {
  const user = userAtExtension(world, to);
  const outside = to.length > EXTENSION_LENGTH;
  const busy =
    user &&
    callsOf(world, user.id).some((other) => other !== call && partOf(other, user.id)?.state !== 'WRAP_UP');
  if (user && !busy) {
    join(call, 'ALERTING', to, user);
  } else if (outside) {
    const answers = to === ANSWERING_NUMBER;
    join(call, answers ? 'ACTIVE' : 'ALERTING', to);
    if (answers) put(caller, 'ACTIVE');
  } else {
    put(caller, 'FAILED');
    caller.cause = user ? 'BUSY' : 'BAD_DESTINATION';
  }
}

function needNumber(to: string | undefined): string {
  if (to === undefined || to === '') throw missing('toAddress');
  if (!/^[+*#\d]{1,32}$/.test(to))
    throw new ApiError(400, 'Invalid Destination', 'The number is not valid', to);
  return to;
}

/** A call out, or to another agent. */
export function makeCall(world: World, user: User, to: string | undefined): void {
  const number = needNumber(to);
  if (user.state === 'LOGOUT') throw invalidState('The agent is not signed in');
  if (
    callsOf(world, user.id).some((call) =>
      ['ACTIVE', 'ALERTING', 'INITIATED'].includes(partOf(call, user.id)?.state ?? ''),
    )
  ) {
    throw new ApiError(400, 'Device Busy', 'There is a call at this extension', user.extension);
  }
  const inside = userAtExtension(world, number) !== undefined;
  dial(world, user, newCall(world, inside ? 'AGENT_INSIDE' : 'OUT', user.extension, number), number);
}

function dial(world: World, user: User, call: Call, number: string, touched: readonly Call[] = []): void {
  const caller = join(call, 'INITIATING', user.extension, user);
  settle(world, [call, ...touched]);
  put(caller, 'INITIATED');
  ring(world, call, number, caller);
  settle(world, [call]);
}

/** Carries out an action of an own call, when it is one that the document lists. */
export function actOnCall(
  world: World,
  user: User,
  call: Call,
  action: string,
  details: ActionDetails,
): void {
  const own = partOf(call, user.id);
  if (action === 'UPDATE_CALL_DATA') {
    updateData(world, call, details);
    return;
  }
  if (details.target === undefined || details.target === '') throw missing('targetMediaAddress');
  if (action === 'PARTICIPANT_DROP') {
    dropParticipant(world, user, call, details.target);
    return;
  }
  if (details.target !== own?.address) throw invalidInput('targetMediaAddress');
  if (!actionsOf(world, call, own).includes(action)) {
    throw invalidState(`${action} is not allowed while the participant is ${own.state}`);
  }
  switch (action) {
    case 'ANSWER':
      answer(world, call, own);
      return;
    case 'HOLD':
      put(own, 'HELD');
      settle(world, [call]);
      return;
    case 'RETRIEVE':
      retrieve(world, user, call, own);
      return;
    case 'DROP':
      leave(world, call, own);
      settle(world, [call]);
      return;
    case 'SEND_DTMF':
      if (!/^[0-9A-D*#]{1,32}$/.test(details.dtmf ?? '')) throw invalidInput('dtmfString');
      return;
    case 'CONSULT_CALL':
      consult(world, user, call, own, needNumber(details.to));
      return;
    case 'TRANSFER_SST':
      transferBlind(world, call, own, needNumber(details.to));
      return;
    case 'TRANSFER':
    case 'CONFERENCE':
      complete(world, user, call, own, action);
      return;
    default:
      throw invalidInput('requestedAction');
  }
}

function updateData(world: World, call: Call, { wrapUpReason, variables }: ActionDetails): void {
  if (wrapUpReason === undefined && variables.length === 0) throw missing('mediaProperties');
  for (const { name } of variables) {
    if (!/^(callVariable([1-9]|10)|user\.[\w.]{1,60})$/.test(name)) throw invalidInput(name);
  }
  if (wrapUpReason !== undefined) call.wrapUpReason = wrapUpReason;
  for (const { name, value } of variables) call.variables.set(name, value);
  settle(world, [call]);
}

/** Everybody who waits for the answer is connected. */
export function answer(world: World, call: Call, own: Participant): void {
  for (const participant of present(call)) {
    if (participant === own || participant.state === 'INITIATED') put(participant, 'ACTIVE');
  }
  settle(world, [call]);
}

function retrieve(world: World, user: User, call: Call, own: Participant): void {
  const others = callsOf(world, user.id).filter((other) => other !== call);
  for (const other of others) {
    const end = partOf(other, user.id);
    if (end?.state === 'ACTIVE') put(end, 'HELD');
  }
  put(own, 'ACTIVE');
  settle(world, [call, ...others]);
}

function consult(world: World, user: User, call: Call, own: Participant, number: string): void {
  if (number === own.address)
    throw new ApiError(400, 'Invalid Destination', 'This is the own extension', number);
  put(own, 'HELD');
  const asked = newCall(world, 'CONSULT', user.extension, number);
  asked.associated = call.id;
  call.associated = asked.id;
  for (const [name, value] of call.variables) asked.variables.set(name, value);
  // The held call is told before there is a second one.
  settle(world, [call]);
  dial(world, user, asked, number, [call]);
}

function transferBlind(world: World, call: Call, own: Participant, number: string): void {
  const user = userAtExtension(world, number);
  if (!user && number.length <= EXTENSION_LENGTH) {
    throw new ApiError(400, 'Invalid Destination', 'Nobody is signed in at this extension', number);
  }
  own.cause = '';
  put(own, own.userId !== undefined && wrapsUp(world, own) ? 'WRAP_UP' : 'DROPPED');
  call.type = 'TRANSFER';
  call.to = number;
  join(call, user ? 'ALERTING' : 'ACTIVE', number, user);
  if (!user) for (const end of present(call)) if (end.userId === undefined) put(end, 'ACTIVE');
  settle(world, [call]);
}

const wrapsUp = (world: World, { userId }: Participant): boolean =>
  world.users.get(userId ?? '')?.wrapUpOnIncoming === 'REQUIRED';

/** The consult call ends, and its other end comes into the held call; on a transfer the agent leaves it. */
function complete(
  world: World,
  user: User,
  held: Call,
  own: Participant,
  action: 'TRANSFER' | 'CONFERENCE',
): void {
  const second = callsOf(world, user.id).find(
    (other) => other !== held && partOf(other, user.id)?.state === 'ACTIVE',
  );
  const ownSecond = second && partOf(second, user.id);
  if (!second || !ownSecond) throw invalidState('There is no active call to complete with');
  const coming = present(second).filter((end) => end !== ownSecond);
  held.type = action === 'TRANSFER' ? 'TRANSFER' : 'CONFERENCE';
  delete held.associated;
  if (action === 'TRANSFER') put(own, wrapsUp(world, own) ? 'WRAP_UP' : 'DROPPED');
  else put(own, 'ACTIVE');
  for (const end of coming) {
    const guest = end.userId === undefined ? undefined : world.users.get(end.userId);
    join(held, end.state, end.address, guest);
    put(end, 'DROPPED');
  }
  put(ownSecond, 'DROPPED');
  settle(world, [held, second]);
}

function dropParticipant(world: World, user: User, call: Call, address: string): void {
  if (!partOf(call, user.id) || !mayDropOthers(world, call, user.id)) {
    throw invalidState('PARTICIPANT_DROP is for supervisors in a conference');
  }
  const victim = present(call).find((participant) => participant.address === address);
  if (victim?.userId === undefined) throw invalidInput('targetMediaAddress');
  victim.cause = 'OTHER_PARTY_LEFT';
  leave(world, call, victim);
  settle(world, [call]);
}
