/** Supervisors in conversations, on the wire: in both encodings and other spellings, with what everybody else hears. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTestsOn } from './testing/desks-of-tests.ts';
import { cimEventsOf } from './testing/desk-wire.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, textMessage, type Talk } from './testing/work.ts';

const WIRES = [
  { wire: 'object', monitor: 'JoinAsSilentMonitor', whisper: 'joinAsWhisper', bargeIn: 'JoinAsBargin' },
  { wire: 'json', monitor: 'joinAsSilentMonitor', whisper: 'JoinAsWhisper', bargeIn: 'JoinAsBargeIn' },
] as const;

describe.each(WIRES)('supervisors among desks that read $wire', ({ wire, monitor, whisper, bargeIn }) => {
  let rig: Rig;
  const open = desksOfTestsOn(() => rig, wire);

  beforeAll(async () => {
    rig = await startRig({ settings: { wrapupSeconds: 0 } });
  });

  afterAll(() => rig.close());

  /** agent1 of team North, which supervisor1 supervises, talks to a customer who has said something already. */
  async function talking(): Promise<{ agent: Desk; boss: Desk; talk: Talk }> {
    const agent = await open('agent1');
    await goReady(agent);
    const talk = await acceptChat(rig, agent);
    await talk.customer.say('first words');
    return { agent, boss: await open('supervisor1'), talk };
  }

  /** As a desk of the family asks: the session and the participant that it describes, no conversation at the top. */
  function request({ topic, conversationId }: Talk, desk: string): object {
    const { channelSession } = topic.topicData;
    const userId = rig.agentId(desk);
    return {
      channelSession,
      agentId: userId,
      topicParticipant: {
        type: 'ConversationParticipant',
        id: randomUUID(),
        role: 'SILENT_MONITOR',
        topicId: conversationId,
        participant: { id: userId },
      },
    };
  }

  async function refusal(desk: Desk, name: string, payload: object): Promise<string | null> {
    const answer = await desk.ask(name, payload);
    return answer.status === 'ok' ? null : answer.code;
  }

  const events = (desk: Desk, name: string) => cimEventsOf(desk).filter((event) => event.name === name);

  const rolesSeenBy = (desk: Desk) =>
    events(desk, 'PARTICIPANT_ROLE_CHANGED').map(
      ({ data }) => (data as { conversationParticipant: { role: string } }).conversationParticipant.role,
    );

  async function say(desk: Desk, name: 'AGENT_MESSAGE' | 'WHISPER_MESSAGE', talk: Talk, text: string) {
    const message = textMessage(talk.conversationId, text);
    return refusal(desk, 'publishCimEvent', { ...message, cimEvent: { ...message.cimEvent, name } });
  }

  it('listen from the first word on, and nobody else hears of it', async () => {
    const { agent, boss, talk } = await talking();
    const before = agent.heard.length;
    expect(await refusal(boss, monitor, request(talk, 'supervisor1'))).toBeNull();
    const topic = await boss.hear<OnTopicData>('onTopicData');
    expect(topic.conversationId).toBe(talk.conversationId);
    expect(JSON.stringify(topic.topicData.topicEvents)).toContain('first words');
    await talk.customer.say('and more');
    await expect.poll(() => events(boss, 'CUSTOMER_MESSAGE').length).toBe(1);
    await expect.poll(() => events(agent, 'CUSTOMER_MESSAGE').length).toBe(2);
    // Until then the agent has heard of the customer alone.
    const heard = agent.heard
      .slice(before)
      .map(({ event, payload }) => `${event} ${JSON.stringify(payload)}`);
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toContain('supervisor1');
    expect(await say(boss, 'AGENT_MESSAGE', talk, 'hello?')).toBe('ROLE_NOT_ALLOWED');
  });

  it('whisper to the agents, barge in for everybody, and step back', async () => {
    const { agent, boss, talk } = await talking();
    const asked = request(talk, 'supervisor1');
    await boss.ask(monitor, asked);
    const { conversationId } = talk;
    const step = {
      conversationId,
      participantId: rig.agentId('supervisor1'),
      roomInfo: { id: conversationId },
    };
    expect(await refusal(boss, whisper, step)).toBeNull();
    expect(await say(boss, 'WHISPER_MESSAGE', talk, 'offer a discount')).toBeNull();
    await expect.poll(() => events(agent, 'WHISPER_MESSAGE').length).toBe(1);
    expect(await refusal(boss, bargeIn, step)).toBeNull();
    expect(await say(boss, 'AGENT_MESSAGE', talk, 'let me help')).toBeNull();
    await expect.poll(() => events(agent, 'AGENT_MESSAGE').length).toBe(1);
    expect(await refusal(boss, monitor, asked)).toBeNull();
    await expect.poll(() => rolesSeenBy(agent)).toEqual(['WHISPER', 'PRIMARY', 'SILENT_MONITOR']);
    expect(events(boss, 'consulTransferRequestSuccess')).toEqual([]);
    expect(await refusal(boss, 'topicUnsubscription', { conversationId })).toBeNull();
    await boss.hear('topicUnsubscription');
  });

  it('needs the role, the team and the conversation', async () => {
    const { agent, talk } = await talking();
    const colleague = await open('agent2');
    const stranger = await open('supervisor2');
    const { conversationId } = talk;
    expect(await refusal(colleague, monitor, request(talk, 'agent2'))).toBe('FORBIDDEN');
    expect(await refusal(stranger, monitor, request(talk, 'supervisor2'))).toBe('FORBIDDEN');
    for (const name of [whisper, bargeIn]) {
      expect(await refusal(agent, name, { conversationId })).toBe('FORBIDDEN');
      expect(await refusal(stranger, name, { conversationId })).toBe('NOT_A_PARTICIPANT');
    }
    expect(await refusal(stranger, monitor, { conversationId: randomUUID() })).toBe('CONVERSATION_NOT_FOUND');
    expect(await refusal(stranger, monitor, {})).toBe('CONVERSATION_NOT_FOUND');
    expect(await refusal(stranger, monitor, request(talk, 'supervisor1'))).toBe('FORBIDDEN');
    expect(stranger.all('onTopicData')).toEqual([]);
    expect(stranger.all('onCimEvent')).toEqual([]);
  });
});
