import type { XmlElements } from '../xml/write.ts';
import { QUEUES, REASONS, TEAMS, type Reason } from './demo-data.ts';
import type { StateReason, User, World } from './model.ts';

/** Where the REST API begins; paths of resources in documents and nodes begin with it too. */
export const API = '/finesse/api';

export const userPath = (id: string): string => `${API}/User/${id}`;
export const dialogPath = (id: string): string => `${API}/Dialog/${id}`;

export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** A reason of the lists, with the path that its id is read from. */
export function reasonDocument(reason: Reason): XmlElements {
  return {
    uri: `${API}/ReasonCode/${reason.id}`,
    category: reason.category,
    code: reason.code,
    label: reason.label,
    forAll: true,
    systemCode: false,
  };
}

function stateReason(user: User, reason: StateReason | undefined): XmlElements {
  if (!reason) return { reasonCodeId: '-1' };
  const listed = REASONS.find(({ id }) => id === reason.id);
  const ReasonCode = {
    category: user.state === 'LOGOUT' ? 'LOGOUT' : 'NOT_READY',
    uri: listed ? `${API}/ReasonCode/${listed.id}` : '',
    code: reason.code,
    label: reason.label,
    forAll: true,
    id: reason.id ?? '-1',
  };
  return { reasonCodeId: reason.id ?? '-1', ReasonCode };
}

/** A user as GET gives it and as events report it. */
export function userDocument(user: User): XmlElements {
  const team = TEAMS.find(({ id }) => id === user.team);
  const supervises = user.supervises ?? [];
  return {
    dialogs: `${userPath(user.id)}/Dialogs`,
    extension: user.state === 'LOGOUT' ? '' : user.extension,
    firstName: user.first,
    lastName: user.last,
    loginId: user.id,
    loginName: user.loginName,
    mediaType: '1',
    // An element alone, even an empty one, makes clients take the agent for a mobile one.
    ...(user.mobile && { mobileAgent: user.mobile }),
    pendingState: user.pending?.state ?? '',
    ...stateReason(user, user.reason),
    roles: { role: supervises.length > 0 ? ['Agent', 'Supervisor'] : ['Agent'] },
    settings: { wrapUpOnIncoming: user.wrapUpOnIncoming, wrapUpOnOutgoing: 'NOT_ALLOWED' },
    state: user.state,
    stateChangeTime: isoTime(user.stateChangeTime),
    teamId: user.team,
    teamName: team?.name ?? '',
    ...(supervises.length > 0 && {
      teams: {
        Team: TEAMS.filter(({ id }) => supervises.includes(id)).map(({ id, name }) => ({
          uri: `${API}/Team/${id}`,
          id,
          name,
        })),
      },
    }),
    uri: userPath(user.id),
  };
}

/** A user as a team shows it. */
export function userSummary(user: User): XmlElements {
  return {
    dialogs: `${userPath(user.id)}/Dialogs`,
    extension: user.state === 'LOGOUT' ? '' : user.extension,
    firstName: user.first,
    lastName: user.last,
    loginId: user.id,
    loginName: user.loginName,
    pendingState: user.pending?.state ?? '',
    ...stateReason(user, user.reason),
    state: user.state,
    stateChangeTime: isoTime(user.stateChangeTime),
    uri: userPath(user.id),
  };
}

/** A queue with its figures; UCCX knows most of them not, and says -1. */
export function queueDocument(world: World, queue: { id: string; name: string }): XmlElements {
  const waiting = world.queued.filter(({ queueId }) => queueId === queue.id);
  const count = (...states: string[]): number =>
    [...world.users.values()].filter(({ state }) => states.includes(state)).length;
  const known = (figure: number): number => (world.settings.flavor === 'UCCX' ? -1 : figure);
  const longest = waiting[0];
  return {
    uri: `${API}/Queue/${queue.id}`,
    name: queue.name,
    statistics: {
      callsInQueue: waiting.length,
      startTimeOfLongestCallInQueue: longest ? isoTime(longest.since) : '',
      agentsReady: known(count('READY')),
      agentsNotReady: known(count('NOT_READY')),
      agentsBusyOther: known(count('RESERVED', 'HOLD')),
      agentsLoggedOn: known([...world.users.values()].filter(({ state }) => state !== 'LOGOUT').length),
      agentsTalkingInbound: known(count('TALKING')),
      agentsTalkingOutbound: known(0),
      agentsTalkingInternal: known(0),
      agentsWrapUpNotReady: known(count('WORK')),
      agentsWrapUpReady: known(count('WORK_READY')),
    },
  };
}

export const queueById = (id: string) => QUEUES.find((queue) => queue.id === id);
