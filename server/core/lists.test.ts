/** Pull lists: who looks at them, what stands on them, how it ends (C10, C11). */
import { describe, expect, it } from 'vitest';
import { listedAs, subscribedLists } from './lists.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig } from './testing/config.ts';

const config = (lists = { office: { id: 'office', name: 'Back office' } }) =>
  testConfig({
    agents: [testAgent('ada'), testAgent('ben')],
    lists,
    channels: [testChannel('web'), testChannel('shelf', { entry: { kind: 'LIST', listId: 'office' } })],
  });

function centreOf(): Centre {
  const centre = new Centre(config());
  centre.signIn('ada', 'ben');
  return centre;
}

const subscribe = { type: 'list.subscribe', listId: 'office', on: true } as const;
const join = { type: 'conversation.join', conversationId: 'talk-zoe', participantId: null } as const;
const end = { type: 'conversation.endListed', conversationId: 'talk-zoe' } as const;

/** How zoe's conversation stands on its list. */
function statusOf(centre: Centre): string | null {
  const conversation = centre.conversation('zoe');
  return conversation === undefined ? null : (listedAs(centre.world.state, conversation)?.status ?? null);
}

describe('a subscription', () => {
  it('is kept when the agent signs out, asked for twice answered twice, and can be ended', () => {
    const centre = centreOf();
    centre.do({ ...subscribe, agentId: 'ada' });
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    centre.signIn('ada');
    const lists = () => subscribedLists(centre.world.state, centre.agent('ada'));
    expect(lists()).toEqual(['office']);
    const again = centre.do({ ...subscribe, agentId: 'ada' });
    expect(again.events).toEqual([]);
    expect(again.signals).toEqual([
      { type: 'agent.listUnchanged', agentId: 'ada', listId: 'office', on: true },
    ]);
    centre.do({ ...subscribe, agentId: 'ada', on: false });
    expect(lists()).toEqual([]);
  });

  it('is to a list that there is, and ends with it', () => {
    const centre = centreOf();
    expect(centre.refusal({ ...subscribe, agentId: 'ada', listId: 'none' })).toBe('LIST_NOT_FOUND');
    centre.do({ ...subscribe, agentId: 'ada' });
    const none = config();
    centre.do({ type: 'configure', config: { ...none, lists: {}, channels: {} } });
    expect(subscribedLists(centre.world.state, centre.agent('ada'))).toEqual([]);
    expect(centre.refusal({ ...subscribe, agentId: 'ada', on: false })).toBeNull();
  });
});

describe('a conversation on a list', () => {
  it('is unread, active while somebody is in it, inactive when all have left, and gone with its customer', () => {
    const centre = centreOf();
    centre.customer('zoe', { channelId: 'shelf' });
    expect(statusOf(centre)).toBe('UNREAD');
    centre.do({ ...join, agentId: 'ada' });
    centre.do({ ...join, agentId: 'ben' });
    expect(statusOf(centre)).toBe('ACTIVE');
    centre.leave('ada', 'zoe');
    expect(statusOf(centre)).toBe('ACTIVE');
    centre.leave('ben', 'zoe');
    expect(statusOf(centre)).toBe('INACTIVE');
    centre.do({ ...join, agentId: 'ada' });
    expect(statusOf(centre)).toBe('ACTIVE');
    centre.customerEnds('zoe');
    expect(statusOf(centre)).toBeNull();
  });

  it('is not one that waits in a queue', () => {
    const centre = centreOf();
    centre.customer('zoe');
    expect(statusOf(centre)).toBeNull();
    expect(centre.refusal({ ...end, agentId: 'ada' })).toBe('LIST_NOT_FOUND');
  });

  it('takes back who has parked it and wraps up, and keeps what was entered', () => {
    const centre = centreOf();
    centre.customer('zoe', { channelId: 'shelf' });
    centre.do({ ...join, agentId: 'ada' });
    centre.leave('ada', 'zoe');
    centre.do({
      type: 'wrapup.enter',
      agentId: 'ada',
      conversationId: 'talk-zoe',
      messageId: 'codes',
      textLength: 4,
    });
    const { events } = centre.do({ ...join, agentId: 'ada' });
    expect(only(events, 'task.closed')).toMatchObject([{ reason: 'WRAP_UP_APPLIED' }]);
    expect(only(events, 'message.sent')).toMatchObject([{ messageId: 'codes', kind: 'WRAPUP' }]);
    expect(only(events, 'participant.joined')).toMatchObject([{ participant: { role: 'PRIMARY' } }]);
    expect(statusOf(centre)).toBe('ACTIVE');
  });

  it('can be ended for all, without a wrap-up', () => {
    const centre = centreOf();
    centre.customer('zoe', { channelId: 'shelf' });
    centre.do({ ...join, agentId: 'ada' });
    const { events } = centre.do({ ...end, agentId: 'ben' });
    expect(typesOf({ events })).toEqual([
      'task.closed',
      'participant.left',
      'session.ended',
      'participant.left',
      'conversation.closed',
    ]);
    expect(only(events, 'session.ended')).toMatchObject([{ reason: 'FORCE_CLOSED' }]);
    expect(centre.agent('ada').taskIds).toEqual([]);
    expect(centre.refusal({ ...end, agentId: 'ben' })).toBe('CONVERSATION_NOT_FOUND');
  });

  it('is not parked for an agent who is lost: it waits for anybody', () => {
    const centre = centreOf();
    centre.customer('zoe', { channelId: 'shelf' });
    centre.do({ ...join, agentId: 'ada' });
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(statusOf(centre)).toBe('INACTIVE');
  });
});
