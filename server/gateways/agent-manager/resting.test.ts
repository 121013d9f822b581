/** Raised hands and conversations that rest, on the wire: what agent, supervisors and customer are told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTestsOn } from './testing/desks-of-tests.ts';
import { cimEventsOf } from './testing/desk-wire.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, textMessage, type Talk } from './testing/work.ts';

describe.each([
  { wire: 'object', follow: undefined },
  { wire: 'json', follow: {} },
] as const)('for desks that read $wire (a process of its own: $follow)', ({ wire, follow }) => {
  let rig: Rig;
  const open = desksOfTestsOn(() => rig, wire);

  beforeAll(async () => {
    rig = await startRig({
      settings: { wrapupSeconds: 0, pauseSeconds: [1, 300] },
      ...(follow !== undefined && { follow }),
    });
  });

  afterAll(() => rig.close());

  async function talking(): Promise<{ agent: Desk; talk: Talk }> {
    const agent = await open('agent1');
    await goReady(agent);
    return { agent, talk: await acceptChat(rig, agent) };
  }

  async function refusal(desk: Desk, name: string, payload: object): Promise<string | null> {
    const answer = await desk.ask(name, payload);
    return answer.status === 'ok' ? null : answer.code;
  }

  const named = (desk: Desk, ...names: string[]) =>
    cimEventsOf(desk).filter(({ name }) => names.includes(name));

  const hands = (desk: Desk) => named(desk, 'HAND_RAISED', 'HAND_DOWN').map(({ name }) => name);

  async function topicOf(desk: Desk, { conversationId }: Talk): Promise<OnTopicData['topicData']> {
    desk.clear();
    expect(await refusal(desk, 'topicSubscription', { conversationId })).toBeNull();
    return (await desk.hear<OnTopicData>('onTopicData')).topicData;
  }

  describe('a raised hand', () => {
    it('is told to the supervisors of the team, to those who come later as well, and helped by a whisper', async () => {
      const { agent, talk } = await talking();
      const { conversationId } = talk;
      const roomInfo = { id: conversationId, mode: 'CONTACT_CENTER' };
      const early = await open('supervisor1');
      const stranger = await open('supervisor2');
      const request = { conversationId, agentId: rig.agentId('agent1'), roomInfo };
      expect(await refusal(agent, 'RaiseHand', request)).toBeNull();
      await expect.poll(() => hands(early)).toEqual(['HAND_RAISED']);
      expect(named(early, 'HAND_RAISED')[0]).toMatchObject({
        type: 'NOTIFICATION',
        conversationId,
        data: { handRaised: true, agentNames: ['Amina Okafor'], agentId: rig.agentId('agent1') },
      });
      await expect.poll(() => hands(agent)).toEqual(['HAND_RAISED']);
      expect((await topicOf(agent, talk)).agentHandRaise).toEqual({
        handRaised: true,
        agentNames: ['Amina Okafor'],
        agentIds: [rig.agentId('agent1')],
      });

      early.close();
      const boss = await open('supervisor1');
      await expect.poll(() => hands(boss)).toEqual(['HAND_RAISED']);
      expect(await refusal(boss, 'joinAsWhisper', request)).toBe('FORBIDDEN');
      expect(await refusal(boss, 'joinAsWhisper', { conversationId, roomInfo })).toBeNull();
      const { topicData } = await boss.hear<OnTopicData>('onTopicData');
      expect(topicData.agentHandRaise).toMatchObject({ handRaised: false, agentNames: [] });
      await expect.poll(() => hands(agent)).toEqual(['HAND_DOWN']);
      expect(hands(stranger)).toEqual([]);
      expect(await refusal(stranger, 'joinAsWhisper', { conversationId })).toBe('NOT_A_PARTICIPANT');
    });

    it('goes up and down by what desks of the family publish, too', async () => {
      const { agent, talk } = await talking();
      const boss = await open('supervisor1');
      for (const [name, raised] of [
        ['HAND_RAISED', true],
        ['HAND_DOWN', false],
      ] as const) {
        const { cimEvent, conversationId } = textMessage(talk.conversationId, '');
        const data = { handRaised: raised, agentNames: ['Amina Okafor'] };
        const payload = { conversationId, cimEvent: { ...cimEvent, name, type: 'NOTIFICATION', data } };
        expect(await refusal(agent, 'publishCimEvent', payload)).toBeNull();
      }
      await expect.poll(() => hands(boss)).toEqual(['HAND_RAISED', 'HAND_DOWN']);
      expect(named(boss, 'HAND_DOWN')[0]?.data).toMatchObject({ handRaised: false, agentNames: [] });
    });

    it('is for those who are there', async () => {
      const { talk } = await talking();
      const other = await open('agent2');
      const { conversationId } = talk;
      expect(await refusal(other, 'raiseHand', { conversationId })).toBe('NOT_A_PARTICIPANT');
      expect(await refusal(other, 'raiseHand', { conversationId, agentId: rig.agentId('agent1') })).toBe(
        'FORBIDDEN',
      );
      expect(await refusal(other, 'lowerHand', {})).toBe('CONVERSATION_NOT_FOUND');
    });
  });

  describe('a conversation that rests', () => {
    it('does so for its time, and goes on by itself', async () => {
      const { agent, talk } = await talking();
      const { conversationId } = talk;
      const request = {
        participantId: rig.agentId('agent1'),
        conversationId,
        roomInfo: { id: conversationId, mode: 'CONTACT_CENTER' },
        state: 'ON_HOLD',
        duration: '1',
      };
      expect(await refusal(agent, 'pauseConversation', request)).toBeNull();
      await expect.poll(() => named(agent, 'CONVERSATION_PAUSED')).toHaveLength(1);
      const [paused] = named(agent, 'CONVERSATION_PAUSED');
      const startTime = new Date(paused?.timestamp ?? 0).toISOString();
      expect(paused?.data).toEqual({
        totalDuration: 1,
        startTime,
        // As desks of the family read it: UTC that does not say so.
        holdTimerDetails: { totalDuration: 1, startTime: startTime.replace('T', ' ').slice(0, 19) },
      });
      await expect
        .poll(() => named(agent, 'CONVERSATION_RESUMED').map(({ data }) => data), { timeout: 10_000 })
        .toEqual([
          {
            totalDuration: null,
            startTime: null,
            holdTimerDetails: { totalDuration: null, startTime: null },
          },
        ]);
    });

    it('is shown as such after a reload, until the agent goes on', async () => {
      const { agent, talk } = await talking();
      const { conversationId } = talk;
      expect(await refusal(agent, 'pauseConversation', { conversationId, duration: 300 })).toBeNull();
      const topic = await topicOf(agent, talk);
      expect(topic.state).toBe('ON_HOLD');
      expect(topic.holdTimerDetails.totalDuration).toBe(300);
      expect(topic.actions).toContain('RESUME');
      expect(await refusal(agent, 'resumeConversation', { conversationId, state: 'ACTIVE' })).toBeNull();
      expect(await topicOf(agent, talk)).toMatchObject({
        state: 'ACTIVE',
        holdTimerDetails: { totalDuration: null, startTime: null },
      });
    });

    it('is refused for other times, by others, and without a time', async () => {
      const { agent, talk } = await talking();
      const other = await open('agent2');
      const { conversationId } = talk;
      for (const duration of [2, '1740715196', 0, -1, 1e300]) {
        expect(await refusal(agent, 'pauseConversation', { conversationId, duration })).toBe('VALIDATION');
      }
      expect(await refusal(agent, 'pauseConversation', { conversationId })).toBe('VALIDATION');
      expect(await refusal(other, 'pauseConversation', { conversationId, duration: 300 })).toBe(
        'NOT_A_PARTICIPANT',
      );
      expect(await refusal(other, 'resumeConversation', { conversationId })).toBe('NOT_A_PARTICIPANT');
      expect(named(agent, 'CONVERSATION_PAUSED')).toEqual([]);
    });
  });
});
