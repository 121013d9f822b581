/** Agents who raise a hand, let a conversation rest and go on with it. */
import type { Scene, Wish } from './scene.ts';

/** Somebody who works in a conversation; now and then somebody who does not. */
function somebodyAtWork({ random, state }: Scene): { agentId: string; conversationId: string } | null {
  const tasks = Object.values(state.tasks).filter(({ agentId }) => agentId !== null);
  const atWork = tasks.filter((task) => task.state === 'ACTIVE');
  const task = random.pick(random.chance(0.9) ? atWork : tasks);
  return task?.agentId == null ? null : { agentId: task.agentId, conversationId: task.conversationId };
}

/** A hand goes up, mostly; those that are up come down in many ways. */
export function raiseHand(scene: Scene): Wish | null {
  const place = somebodyAtWork(scene);
  if (place === null) return null;
  // Mostly to all supervisors; now and then to one by name, who need not be one of the team.
  const toId = scene.random.chance(0.3)
    ? scene.random.pick(Object.keys(scene.state.config.agents))
    : undefined;
  const asked = toId !== undefined && { toId };
  return { type: 'hand.raise', ...place, ...asked, raised: scene.random.chance(0.7) };
}

/** For one of the configured times, mostly. */
export function pause(scene: Scene): Wish | null {
  const place = somebodyAtWork(scene);
  const forMs = scene.random.pick(scene.state.config.pausesMs) ?? 1_000;
  return place && { type: 'conversation.pause', ...place, forMs };
}

/** Mostly one that rests. */
export function resume(scene: Scene): Wish | null {
  const resting = Object.values(scene.state.conversations).filter(({ hold }) => hold !== undefined);
  const agent = scene.random
    .pick(resting)
    ?.participants.find(({ role, kind }) => kind === 'AGENT' && role === 'PRIMARY');
  const conversation = resting.find(
    ({ participants }) => agent !== undefined && participants.includes(agent),
  );
  if (agent === undefined || conversation === undefined) return null;
  return { type: 'conversation.resume', agentId: agent.ref, conversationId: conversation.id };
}
