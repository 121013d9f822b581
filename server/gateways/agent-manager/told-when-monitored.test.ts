/** Agents who are told who listens to them, where the contact centre wants it (a legal need in some countries). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationMonitored } from '../../../protocol/agent-manager/supervision.ts';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, type Talk } from './testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 0, tellAgentsWhenMonitored: true } });
});

afterAll(() => rig.close());

async function talking(): Promise<{ agent: Desk; boss: Desk; talk: Talk }> {
  const agent = await open('agent1');
  await goReady(agent);
  const talk = await acceptChat(rig, agent);
  return { agent, boss: await open('supervisor1'), talk };
}

const ids = ({ monitors }: ConversationMonitored) => monitors.map(({ id }) => id);
const told = (desk: Desk, monitors: string[]) =>
  desk.hear<ConversationMonitored>('conversationMonitored', (one) => ids(one).join() === monitors.join());

describe('an agent who is listened to', () => {
  it('is told by whom, and when it is over', async () => {
    const { agent, boss, talk } = await talking();
    const { conversationId } = talk;
    const supervisor = rig.agentId('supervisor1');
    await boss.ask('JoinAsSilentMonitor', { conversationId, agentId: supervisor });
    const { monitors } = await told(agent, [supervisor]);
    expect(monitors[0]?.name).not.toBe('');
    expect(boss.all('conversationMonitored')).toEqual([]);
    const step = { conversationId, participantId: supervisor };
    await boss.ask('joinAsWhisper', step);
    await told(agent, []);
    agent.clear();
    await boss.ask('JoinAsSilentMonitor', { conversationId, agentId: supervisor });
    await told(agent, [supervisor]);
    agent.clear();
    await boss.ask('topicUnsubscription', { conversationId });
    await told(agent, []);
  });

  it('sees it in the conversation that is sent anew', async () => {
    const { agent, boss, talk } = await talking();
    const { conversationId } = talk;
    await boss.ask('JoinAsSilentMonitor', { conversationId, agentId: rig.agentId('supervisor1') });
    const topicOf = async (desk: Desk) => {
      desk.clear();
      await desk.ask('topicSubscription', { conversationId });
      return (await desk.hear<OnTopicData>('onTopicData')).topicData;
    };
    expect((await topicOf(agent)).monitors).toMatchObject([{ id: rig.agentId('supervisor1') }]);
    expect((await topicOf(boss)).monitors).toEqual([]);
  });

  it('is told at once when the contact centre changes its mind', async () => {
    const { agent, boss, talk } = await talking();
    const supervisor = rig.agentId('supervisor1');
    await boss.ask('JoinAsSilentMonitor', { conversationId: talk.conversationId, agentId: supervisor });
    await told(agent, [supervisor]);
    const { tellMonitored, ...silent } = rig.configuration.core;
    expect(tellMonitored).toBe(true);
    agent.clear();
    await rig.engine.submit({ id: randomUUID(), type: 'configure', config: silent });
    await told(agent, []);
    agent.clear();
    await rig.engine.submit({ id: randomUUID(), type: 'configure', config: rig.configuration.core });
    await told(agent, [supervisor]);
  });
});
