import { ApiError, invalidInput, invalidState, missing } from '../rest/api-error.ts';
import { join, newCall, put, settle } from './calls.ts';
import type { Call, User, World } from './model.ts';
import { callsOf, isSupervisorOf, partOf, userAtExtension } from './world.ts';

/** The agent whom a supervisor means, by extension; only of a supervised team. */
function agentAt(world: World, supervisor: User, extension: string | undefined): User {
  if (extension === undefined || extension === '') throw missing('toAddress');
  const agent = userAtExtension(world, extension);
  if (!agent)
    throw new ApiError(400, 'Invalid Destination', 'Nobody is signed in at this extension', extension);
  if (!isSupervisorOf(supervisor, agent) || agent === supervisor) {
    throw new ApiError(401, 'Invalid Supervisor', 'The agent is in none of the supervised teams', '');
  }
  return agent;
}

/** The call that an agent talks in; nothing when there is none. */
function talkOf(world: World, agent: User): Call | undefined {
  return callsOf(world, agent.id).find(
    (call) => call.type !== 'SUPERVISOR_MONITOR' && partOf(call, agent.id)?.state === 'ACTIVE',
  );
}

/** The supervisor listens; the agent sees the monitor's dialog too. */
export function silentMonitor(world: World, supervisor: User, extension: string | undefined): void {
  const agent = agentAt(world, supervisor, extension);
  if (supervisor.state !== 'NOT_READY') throw invalidState('A supervisor monitors while NOT_READY');
  if (agent.state !== 'TALKING') throw invalidState('The agent is not talking');
  const watched = talkOf(world, agent);
  if (!watched) throw invalidState('The agent is not talking');
  const monitor = newCall(world, 'SUPERVISOR_MONITOR', supervisor.extension, agent.extension);
  monitor.associated = watched.id;
  join(monitor, 'ACTIVE', supervisor.extension, supervisor);
  join(monitor, 'ACTIVE', agent.extension, agent);
  settle(world, [monitor]);
}

/** The supervisor who listens comes into the call, which becomes a conference; the monitor ends. */
export function bargeIn(
  world: World,
  supervisor: User,
  extension: string | undefined,
  monitorId: string,
): void {
  const agent = agentAt(world, supervisor, extension);
  const monitor = world.calls.get(monitorId);
  if (
    monitor?.type !== 'SUPERVISOR_MONITOR' ||
    !partOf(monitor, supervisor.id) ||
    !partOf(monitor, agent.id)
  ) {
    throw invalidInput('associatedDialogUri');
  }
  const watched = talkOf(world, agent);
  if (!watched) throw invalidState('The agent is not talking');
  for (const end of monitor.participants) put(end, 'DROPPED');
  watched.type = 'CONFERENCE';
  join(watched, 'ACTIVE', supervisor.extension, supervisor);
  settle(world, [watched, monitor]);
}

/** Monitors of calls that are over end with them. */
export function endOrphanedMonitors(world: World): void {
  for (const call of world.calls.values()) {
    if (call.type !== 'SUPERVISOR_MONITOR') continue;
    const agent = call.participants.find(({ address }) => address === call.to)?.userId ?? '';
    if (
      callsOf(world, agent).some(
        (other) => other.type !== 'SUPERVISOR_MONITOR' && partOf(other, agent)?.state !== 'WRAP_UP',
      )
    )
      continue;
    for (const end of call.participants) {
      end.cause = 'OTHER_PARTY_LEFT';
      put(end, 'DROPPED');
    }
    settle(world, [call]);
  }
}
