import type { FinesseSettings } from '../settings.ts';
import type { Deliver } from '../xmpp/publisher.ts';
import { Publisher } from '../xmpp/publisher.ts';
import { MRD, PASSWORD, PEOPLE, furtherAgents, type Person } from './demo-data.ts';
import type { Call, Participant, User, World } from './model.ts';

/** A world as it is at the start: everybody signed out, no calls. */
export function makeWorld(settings: FinesseSettings, deliver: Deliver): World {
  const world: World = {
    settings,
    publisher: new Publisher(deliver, settings.eventDelay),
    users: new Map(),
    calls: new Map(),
    tasks: new Map(),
    tokens: new Map(),
    queued: [],
    timers: new Set(),
    inService: true,
    nextId: 16_777_217,
  };
  resetWorld(world);
  return world;
}

/** Back to the start. Tokens, calls and tasks are gone, and what was not yet told is not told any more. */
export function resetWorld(world: World): void {
  world.publisher.clear();
  for (const timer of world.timers) clearTimeout(timer);
  world.timers.clear();
  world.users.clear();
  world.calls.clear();
  world.tasks.clear();
  world.tokens.clear();
  world.queued.length = 0;
  world.inService = true;
  for (const person of [...PEOPLE, ...furtherAgents(world.settings.moreAgents)]) addUser(world, person);
}

/** Somebody new, signed out. */
export function addUser(world: World, person: Person & { loginName?: string; password?: string }): User {
  const now = Date.now();
  const user: User = {
    loginName: person.id,
    password: PASSWORD,
    ...person,
    state: 'LOGOUT',
    stateChangeTime: now,
    base: { state: 'NOT_READY' },
    wrapUpOnIncoming: world.settings.wrapUpOnIncoming,
    media: new Map(),
    failedPasswords: 0,
    lockedUntil: 0,
  };
  user.media.set(MRD.id, {
    id: MRD.id,
    name: MRD.name,
    state: 'LOGOUT',
    stateChangeTime: now,
    routable: false,
    maxDialogLimit: 1,
    interruptAction: 'ACCEPT',
    dialogLogoutAction: 'CLOSE',
  });
  world.users.set(user.id, user);
  return user;
}

/** Does something later, unless the world was reset before; `delay` in ms. */
export function later(world: World, delay: number, action: () => void): void {
  const timer = setTimeout(() => {
    world.timers.delete(timer);
    action();
  }, delay);
  world.timers.add(timer);
}

/** By id, or by the name to sign in with. */
export function userByName(world: World, name: string): User | undefined {
  return world.users.get(name) ?? [...world.users.values()].find(({ loginName }) => loginName === name);
}

/** Who is signed in at this extension. */
export function userAtExtension(world: World, extension: string): User | undefined {
  return [...world.users.values()].find((user) => user.extension === extension && user.state !== 'LOGOUT');
}

export function isSupervisorOf(user: User, other: User): boolean {
  return user.supervises?.includes(other.team) ?? false;
}

/** The user's own end of a call that is not over for the user. */
export function partOf(call: Call, userId: string): Participant | undefined {
  return call.participants.find(
    (participant) => participant.userId === userId && participant.state !== 'DROPPED',
  );
}

/** The calls that the user has an end of. */
export function callsOf(world: World, userId: string): Call[] {
  return [...world.calls.values()].filter((call) => partOf(call, userId) !== undefined);
}
