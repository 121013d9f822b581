import { dialogDocument } from './dialog-document.ts';
import { dialogPath, userPath } from './documents.ts';
import type { Call, CallType, Participant, ParticipantState, User, VoiceState, World } from './model.ts';
import { enter, rest } from './user-state.ts';
import { callsOf, later, partOf } from './world.ts';

export const VARIABLES = Array.from({ length: 10 }, (_, index) => `callVariable${index + 1}`);

/** A call without anybody in it yet. */
export function newCall(world: World, type: CallType, from: string, to: string): Call {
  const call: Call = {
    id: String(world.nextId++),
    type,
    from,
    to,
    dialed: to,
    wrapUpReason: '',
    variables: new Map(VARIABLES.map((name) => [name, ''])),
    participants: [],
    seenBy: new Set(),
  };
  world.calls.set(call.id, call);
  return call;
}

export function join(call: Call, state: ParticipantState, address: string, user?: User): Participant {
  const now = Date.now();
  const participant: Participant = {
    address,
    ...(user && { userId: user.id }),
    state,
    cause: '',
    startTime: now,
    stateChangeTime: now,
  };
  call.participants.push(participant);
  return participant;
}

export function put(participant: Participant, state: ParticipantState): void {
  participant.state = state;
  participant.stateChangeTime = Date.now();
}

/** Those who are in the call or may still come into it. */
export function present(call: Call): Participant[] {
  return call.participants.filter(({ state }) => state !== 'DROPPED' && state !== 'WRAP_UP');
}

/** One end leaves; a call of fewer than two ends is over for all. */
export function leave(world: World, call: Call, participant: Participant): void {
  drop(world, call, participant);
  const left = present(call);
  if (left.length >= 2 && left.some(({ userId }) => userId !== undefined)) return;
  for (const other of left) {
    // Whoever hears the other end hang up is told by an update before the call goes.
    other.cause = 'OTHER_PARTY_LEFT';
    drop(world, call, other);
  }
}

function drop(world: World, call: Call, participant: Participant): void {
  const user = participant.userId === undefined ? undefined : world.users.get(participant.userId);
  const talked = participant.state === 'ACTIVE' || participant.state === 'HELD';
  const incoming = ['ACD_IN', 'OTHER_IN', 'TRANSFER', 'CONFERENCE'].includes(call.type);
  const wraps =
    user?.wrapUpOnIncoming === 'REQUIRED' && talked && incoming && call.from !== participant.address;
  put(participant, wraps ? 'WRAP_UP' : 'DROPPED');
}

/** Tells what has become of these calls: new ones first, then what has changed, then those that are over. */
export function settle(world: World, touched: readonly Call[]): void {
  const calls = [...new Set([...touched, ...touched.flatMap((call) => related(world, call))])];
  const affected = new Set<User>();
  const seers = new Map<Call, { coming: User[]; staying: User[]; going: User[] }>();
  for (const call of calls) {
    const now = new Set(
      call.participants.flatMap(({ userId, state }) =>
        userId === undefined || state === 'DROPPED' ? [] : [userId],
      ),
    );
    const users = (ids: Iterable<string>): User[] =>
      [...ids].flatMap((id) => {
        const user = world.users.get(id);
        if (user) affected.add(user);
        return user ? [user] : [];
      });
    seers.set(call, {
      coming: users([...now].filter((id) => !call.seenBy.has(id))),
      staying: users([...now].filter((id) => call.seenBy.has(id))),
      going: users([...call.seenBy].filter((id) => !now.has(id))),
    });
    call.seenBy = now;
  }
  for (const [call, { coming }] of seers)
    for (const user of coming) tellCollection(world, call, user, 'POST');
  for (const [call, { staying }] of seers) for (const user of staying) tellDialog(world, call, user);
  for (const [call, { going }] of seers) {
    for (const user of going) {
      const end = call.participants.find(({ userId }) => userId === user.id);
      if (end?.cause === 'OTHER_PARTY_LEFT') tellDialog(world, call, user);
      tellCollection(world, call, user, 'DELETE');
    }
    if (
      call.seenBy.size === 0 &&
      present(call).every(({ userId }) => userId === undefined) &&
      !waits(world, call)
    ) {
      world.calls.delete(call.id);
    }
  }
  for (const user of affected) follow(world, user);
}

const waits = (world: World, call: Call): boolean => world.queued.some(({ callId }) => callId === call.id);

/** What may be done in a call depends on the others of the same agent. */
function related(world: World, call: Call): Call[] {
  return call.participants.flatMap(({ userId }) =>
    userId === undefined || call.type === 'SUPERVISOR_MONITOR'
      ? []
      : callsOf(world, userId).filter(({ type }) => type !== 'SUPERVISOR_MONITOR'),
  );
}

function tellCollection(world: World, call: Call, user: User, event: 'POST' | 'DELETE'): void {
  const node = `${userPath(user.id)}/Dialogs`;
  const data = { dialogs: { Dialog: dialogDocument(world, call, user.id) } };
  world.publisher.publish(node, { event, source: node, data });
}

function tellDialog(world: World, call: Call, user: User): void {
  const data = { dialog: dialogDocument(world, call, user.id) };
  const update = { event: 'PUT', source: dialogPath(call.id), data } as const;
  world.publisher.publish(`${userPath(user.id)}/Dialogs`, update);
}

/** The state that the calls of a user ask for; nothing when there are none that do. */
function stateByCalls(world: World, user: User): VoiceState | undefined {
  const uccx = world.settings.flavor === 'UCCX';
  const ends = callsOf(world, user.id).flatMap((call) => {
    const end = partOf(call, user.id);
    const watched = call.type === 'SUPERVISOR_MONITOR' && call.from !== end?.address;
    // Behind CCX only calls out of a queue change the agent's state.
    const counts = !watched && (!uccx || call.queue !== undefined || call.type === 'SUPERVISOR_MONITOR');
    return end && counts ? [{ call, state: end.state }] : [];
  });
  const has = (state: ParticipantState): boolean => ends.some((end) => end.state === state);
  if (has('ACTIVE')) return 'TALKING';
  if (has('HELD')) return uccx ? 'TALKING' : 'HOLD';
  if (ends.some(({ call, state }) => state === 'ALERTING' && call.queue)) return 'RESERVED';
  if (has('WRAP_UP')) return (user.pending ?? user.base).state === 'READY' ? 'WORK_READY' : 'WORK';
  return undefined;
}

/** The user's state follows the calls; when they are over, the user rests. */
function follow(world: World, user: User): void {
  if (user.state === 'LOGOUT') return;
  const state = stateByCalls(world, user);
  if (state === user.state) return;
  if (state === undefined) {
    if (user.state !== 'READY' && user.state !== 'NOT_READY') rest(world, user);
    return;
  }
  enter(world, user, state);
  const { wrapUpTime } = world.settings;
  if ((state === 'WORK' || state === 'WORK_READY') && wrapUpTime > 0) {
    const since = user.stateChangeTime;
    later(world, wrapUpTime, () => {
      if (user.stateChangeTime === since) endWrapUp(world, user);
    });
  }
}

/** Wrap-up is over: the calls that it was about go, and the user goes on to what was chosen. */
export function endWrapUp(world: World, user: User): void {
  const touched = callsOf(world, user.id);
  for (const call of touched) {
    for (const participant of call.participants) {
      if (participant.userId === user.id && participant.state === 'WRAP_UP') participant.state = 'DROPPED';
    }
  }
  settle(world, touched);
  if (user.state === 'WORK' || user.state === 'WORK_READY') rest(world, user);
}
