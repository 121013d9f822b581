import { invalidInput, invalidState } from '../rest/api-error.ts';
import { join, newCall, settle } from './calls.ts';
import { QUEUES } from './demo-data.ts';
import { API, queueDocument } from './documents.ts';
import type { Call, User, World } from './model.ts';
import { userAtExtension } from './world.ts';

/**
 * A caller of a queue comes in. `to` is an agent's extension or id, who is rung at once when signed in, or the id or
 * name of a queue, whose call waits for an agent who is READY.
 */
export function callIn(world: World, from: string, to: string, variables: ReadonlyMap<string, string>): Call {
  const queue = QUEUES.find(({ id, name }) => id === to || name === to);
  const agent = userAtExtension(world, to) ?? world.users.get(to);
  if (!queue && !agent) throw invalidInput('to');
  if (!queue && agent?.state === 'LOGOUT') throw invalidState('The agent is not signed in');
  const call = newCall(world, 'ACD_IN', from, agent?.extension ?? '');
  call.queue = queue ?? { id: '11', name: 'Support' };
  call.dialed = `800${call.queue.id}`;
  for (const [name, value] of variables) call.variables.set(name, value);
  join(call, 'INITIATED', from);
  if (!queue && agent) {
    join(call, 'ALERTING', agent.extension, agent);
    settle(world, [call]);
  } else {
    world.queued.push({ callId: call.id, queueId: call.queue.id, since: Date.now() });
    routeQueued(world);
  }
  return call;
}

/** Calls that wait are given to those who have been ready the longest. */
export function routeQueued(world: World): void {
  while (world.queued.length > 0) {
    const agent = longestReady(world);
    if (!agent) return;
    const call = world.calls.get(world.queued.shift()?.callId ?? '');
    if (!call) continue;
    call.to = agent.extension;
    join(call, 'ALERTING', agent.extension, agent);
    settle(world, [call]);
  }
}

function longestReady(world: World): User | undefined {
  let longest: User | undefined;
  for (const user of world.users.values()) {
    if (user.state === 'READY' && (!longest || user.stateChangeTime < longest.stateChangeTime))
      longest = user;
  }
  return longest;
}

/** Publishes the figures of queues that have changed since the last look. */
export function makeQueueFeed(world: World): () => void {
  const told = new Map<string, string>();
  return () => {
    for (const queue of QUEUES) {
      const document = queueDocument(world, queue);
      const text = JSON.stringify(document);
      if (told.get(queue.id) === text) continue;
      told.set(queue.id, text);
      const source = `${API}/Queue/${queue.id}`;
      world.publisher.publish(source, { event: 'PUT', source, data: { queue: document } });
    }
  };
}
