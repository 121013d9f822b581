import { ApiError, invalidInput, invalidState, missing } from '../rest/api-error.ts';
import { endWrapUp } from './calls.ts';
import { REASONS } from './demo-data.ts';
import type { MobileAgent, StateReason, User, VoiceState, WantedState, World } from './model.ts';
import { enter, signOut, tellUser } from './user-state.ts';
import { userAtExtension } from './world.ts';

/** States that follow from calls; what is asked for meanwhile waits until they are over. */
const ON_CALL: readonly VoiceState[] = ['RESERVED', 'TALKING', 'HOLD'];

/** What the reason is called when the link of an agent is lost, and what CCE and CCX call a supervisor's change. */
const PRESENCE_LOST: StateReason = { code: '255', label: 'Forced sign-out: connection lost' };
const BY_SUPERVISOR = {
  UCCE: { code: '999', label: 'Changed by the supervisor' },
  UCCX: { code: '33', label: 'Changed by the supervisor' },
} as const;

export function signIn(world: World, user: User, extension: string | undefined, mobile?: MobileAgent): void {
  if (extension === undefined || extension === '') throw missing('extension');
  if (!/^\d{2,15}$/.test(extension)) {
    throw new ApiError(400, 'Invalid Device', 'The extension is not valid', extension);
  }
  if (mobile && world.settings.flavor === 'UCCX') throw invalidInput('mobileAgent');
  const holder = userAtExtension(world, extension);
  if (holder && holder !== user) {
    throw new ApiError(400, 'Device Busy', 'Another agent is signed in at this extension', extension);
  }
  if (user.state !== 'LOGOUT') {
    // Signing in again keeps the state, and tells it.
    if (user.extension !== extension) {
      throw new ApiError(
        400,
        'Invalid Device',
        'The agent is signed in at another extension',
        user.extension,
      );
    }
    tellUser(world, user);
    return;
  }
  user.extension = extension;
  if (mobile) user.mobile = mobile;
  else delete user.mobile;
  user.base = { state: 'NOT_READY' };
  enter(world, user, 'NOT_READY');
}

function reasonOf(world: World, state: WantedState, id: string | undefined): StateReason | undefined {
  if (id === undefined || id === '' || id === '-1') {
    const wanted = REASONS.some(({ category }) => category === state);
    if (world.settings.reasonRequired && wanted) throw missing('reasonCodeId');
    return undefined;
  }
  const found = REASONS.find((reason) => reason.id === id && reason.category === state);
  if (!found) throw invalidInput('reasonCodeId');
  return { id: found.id, code: found.code, label: found.label };
}

/** The user asks for another state. On a call it becomes the pending state. */
export function changeState(
  world: World,
  user: User,
  state: WantedState,
  reasonId: string | undefined,
): void {
  if (user.state === 'LOGOUT') throw invalidState('The agent is not signed in');
  const reason = state === 'READY' ? undefined : reasonOf(world, state, reasonId);
  move(world, user, state, reason);
}

/** A supervisor changes the state of somebody of a supervised team. */
export function changeStateOf(
  world: World,
  user: User,
  state: WantedState,
  reasonId: string | undefined,
): void {
  if (reasonId !== undefined && reasonId !== '') throw invalidInput('reasonCodeId');
  if (user.state === 'LOGOUT') throw invalidState('The agent is not signed in');
  const reason = state === 'READY' ? undefined : BY_SUPERVISOR[world.settings.flavor];
  move(world, user, state, reason, true);
}

function move(
  world: World,
  user: User,
  state: WantedState,
  reason: StateReason | undefined,
  fromAnyState = false,
): void {
  const uccx = world.settings.flavor === 'UCCX';
  const next = { state, ...(reason && { reason }) };
  if (ON_CALL.includes(user.state)) {
    if (uccx && state === 'READY') throw invalidState('READY is not allowed on a call');
    user.pending = next;
    tellUser(world, user);
    return;
  }
  const mayLeave = fromAnyState || user.state === 'NOT_READY' || (uccx && user.state === 'READY');
  if (state === 'LOGOUT' && !mayLeave) throw invalidState('LOGOUT is allowed from NOT_READY only');
  if (user.state === 'WORK' || user.state === 'WORK_READY') {
    user.pending = next;
    endWrapUp(world, user);
    return;
  }
  if (state === 'LOGOUT') {
    signOut(world, user, reason);
    return;
  }
  user.base = { state, ...(reason && { reason }) };
  enter(world, user, state, reason);
}

/** The link of an agent is lost for too long: signed out, after the call when there is one. */
export function presenceLost(world: World, user: User): void {
  if (user.state === 'LOGOUT') return;
  move(world, user, 'LOGOUT', PRESENCE_LOST, true);
}
