import { API, userDocument, userPath, userSummary } from './documents.ts';
import { signOutOfMedia } from './media-state.ts';
import type { StateReason, User, VoiceState, World } from './model.ts';

/** Tells the user and those who watch the team how the user stands. */
export function tellUser(world: World, user: User): void {
  const source = userPath(user.id);
  world.publisher.publish(source, { event: 'PUT', source, data: { user: userDocument(user) } });
  const team = `${API}/Team/${user.team}/Users`;
  world.publisher.publish(team, { event: 'PUT', source, data: { user: userSummary(user) } });
}

/** A new state, which everybody is told. */
export function enter(world: World, user: User, state: VoiceState, reason?: StateReason): void {
  if (user.state !== state) user.stateChangeTime = Date.now();
  user.state = state;
  if (reason) user.reason = reason;
  else delete user.reason;
  tellUser(world, user);
}

/** Where the user goes when nothing is going on any more. */
export function rest(world: World, user: User): void {
  const next = user.pending ?? user.base;
  delete user.pending;
  if (next.state === 'LOGOUT') {
    signOut(world, user, next.reason);
    return;
  }
  user.base = { state: next.state, ...(next.reason && { reason: next.reason }) };
  enter(world, user, next.state, next.reason);
}

/** Out, whatever was going on; calls that are left behind lose this end. */
export function signOut(world: World, user: User, reason?: StateReason): void {
  delete user.pending;
  user.base = { state: 'NOT_READY' };
  delete user.mobile;
  signOutOfMedia(world, user);
  enter(world, user, 'LOGOUT', reason);
}
