/** A desk that is lost in the moment in which nothing can be committed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { startChat } from './testing/customer.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { goReady, openDesk } from './testing/work.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

it('is offered nothing, and what waits meanwhile is there when it comes back', async () => {
  const desk = await openDesk(rig, 'agent1');
  await goReady(desk);
  const reset = new Promise<void>((resolve) => rig.owner.onReset(() => resolve()));
  rig.faults.failNext('never arrives');
  desk.breakOff();
  await reset;
  const { conversationId } = await startChat(rig);
  const waiting = await rig.engine.read(({ world }) =>
    Object.values(world.state.tasks).map((task) => [task.conversationId, task.state]),
  );
  expect(waiting).toEqual([[conversationId, 'QUEUED']]);
  const again = await openDesk(rig, 'agent1');
  await again.hear<TaskRequest>('taskRequest', (offer) => offer.conversationId === conversationId);
  again.close();
});
