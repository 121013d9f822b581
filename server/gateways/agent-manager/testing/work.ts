/** Short cuts for tests: a desk that is ready, an offer that is accepted, a message as a desk sends it. */
import { randomUUID } from 'node:crypto';
import type { OnTopicData, TaskRequest } from '../../../../protocol/agent-manager/server-events.ts';
import { startChat, type TestCustomer } from './customer.ts';
import { Desk, type DeskOptions } from './desk.ts';
import type { Rig } from './rig.ts';

/** Signs in, connects and waits until everything there is has been told. */
export async function openDesk(rig: Rig, username: string, options: DeskOptions = {}): Promise<Desk> {
  const token = options.token ?? (await rig.signIn(username)).token;
  const desk = new Desk(rig.origin, { ...options, token });
  await desk.hear('pullModeSubscribedListRequests');
  return desk;
}

export async function goReady(desk: Desk): Promise<void> {
  const answer = await desk.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } });
  if (answer.status !== 'ok') throw new Error(answer.code);
}

export type Talk = { customer: TestCustomer; conversationId: string; taskId: string; topic: OnTopicData };

/** A customer comes, rings at this desk and is accepted. */
export async function acceptChat(rig: Rig, desk: Desk, name = 'Jane'): Promise<Talk> {
  const customer = await startChat(rig, name);
  const { conversationId } = customer;
  const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
  const answer = await desk.ask('topicSubscription', { conversationId, taskId: offer.taskId });
  if (answer.status !== 'ok') throw new Error(answer.code);
  const topic = await desk.hear<OnTopicData>('onTopicData', (one) => one.conversationId === conversationId);
  return { customer, conversationId, taskId: offer.taskId, topic };
}

/** `publishCimEvent` with a text. */
export function textMessage(conversationId: string, text: string, id: string = randomUUID()) {
  return {
    conversationId,
    cimEvent: {
      id: randomUUID(),
      name: 'AGENT_MESSAGE',
      type: 'MESSAGE',
      timestamp: 0,
      data: { id, header: {}, body: { type: 'PLAIN', markdownText: text } },
    },
  };
}
