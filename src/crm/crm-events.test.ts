import { describe, expect, it } from 'vitest';
import { createCrmEvents } from './crm-events.ts';

const presence = (name: string, agentStateChanged: boolean) => ({
  action: agentStateChanged ? 'AGENT_STATE_CHANGED' : 'AGENT_STATE_UNCHANGED',
  agentPresence: { state: { name, reasonCode: null }, agentMrdStates: [] },
  agentStateChanged,
  mrdStateChanges: [],
});
const offer = { conversationId: 'c1', taskId: 't1', taskState: { name: 'RESERVED' } };
const topic = { conversationId: 'c1', topicData: { state: 'CREATED', customer: { firstName: 'Maria' } } };

describe('what a CRM is told', () => {
  const begin = () => createCrmEvents({ id: 'a1', firstName: 'Amina' });

  it('is the first state and each change, as the documents and as the desks of the family have it', () => {
    const crm = begin();
    const first = presence('NOT_READY', false);
    expect(crm.of('agentPresence', first)).toEqual([
      {
        eventName: 'AGENT_STATE_CHANGE',
        agentData: { ...first, id: 'a1', firstName: 'Amina', agentData: first },
      },
    ]);
    expect(crm.of('agentPresence', presence('NOT_READY', false))).toEqual([]);
    expect(crm.of('agentPresence', presence('READY', true))).toMatchObject([
      { eventName: 'AGENT_STATE_CHANGE', agentData: { agentPresence: { state: { name: 'READY' } } } },
    ]);
    expect(crm.of('agentPresence', presence('LOGOUT', true)).map(({ eventName }) => eventName)).toEqual([
      'AGENT_STATE_CHANGE',
      'LOGOUT',
    ]);
  });

  it('is the way of a task: it rings, is accepted, wraps up, is over', () => {
    const crm = begin();
    const cimEvent = { name: 'TASK_STATE_CHANGED', data: { task: { state: { name: 'WRAP_UP' } } } };
    expect(crm.of('taskRequest', offer)).toEqual([{ eventName: 'AGENT_TASK_STATE', agentData: offer }]);
    expect(crm.of('onTopicData', topic)).toEqual([{ eventName: 'AGENT_TASK_STATE', agentData: topic }]);
    expect(crm.of('onTopicData', topic)).toEqual([]);
    expect(crm.of('onCimEvent', { conversationId: 'c1', cimEvent })).toEqual([
      { eventName: 'AGENT_TASK_STATE', agentData: cimEvent },
    ]);
    expect(crm.of('onCimEvent', { conversationId: 'c1', cimEvent: { name: 'CUSTOMER_MESSAGE' } })).toEqual(
      [],
    );
    const end = { task: 'topicUnsubscription', conversationId: 'c1', reason: 'UNSUBSCRIBED' };
    expect(crm.of('topicUnsubscription', end)).toEqual([{ eventName: 'END_CONVERSATION', agentData: end }]);
  });

  it('is that an offer rings no more, once', () => {
    const crm = begin();
    crm.of('taskRequest', offer);
    expect(crm.of('revokeTask', { conversationId: 'c1', reason: 'RONA' })).toMatchObject([
      { eventName: 'AGENT_TASK_STATE', agentData: { taskState: { name: 'CLOSED', reasonCode: 'RONA' } } },
    ]);
    expect(crm.of('revokeTask', { conversationId: 'c1', reason: 'RONA' })).toEqual([]);
  });

  it('is whom the agent looks at, by both keys, as soon as it is known who that is', () => {
    const crm = begin();
    const maria = { conversationId: 'c1', customer: { firstName: 'Maria' } };
    const switching = (currentCustomer: object | null, previousCustomer: object | null) => ({
      event: 'CHAT_SWITCHING',
      eventName: 'CHAT_SWITCHING',
      agentData: { currentCustomer, previousCustomer },
    });
    expect(crm.switched(null, 'c1')).toEqual([]);
    expect(crm.of('onTopicData', topic)).toEqual([switching(maria, null)]);
    expect(crm.of('onTopicData', topic)).toEqual([]);
    expect(crm.switched('c1', null)).toEqual([switching(null, maria)]);
    expect(crm.switched(null, 'c1')).toEqual([switching(maria, null)]);
  });

  it('is what the agent has asked of others, once the server has taken it', () => {
    const crm = begin();
    const request = { conversationId: 'c1', mode: 'queue', queueName: 'Billing', note: 'a bill' };
    crm.asked('directTransferRequest', request);
    crm.asked('publishCimEvent', { conversationId: 'c1', cimEvent: {} });
    const placed = { conversationId: 'c1', requestAction: 'transfer', mode: 'queue' };
    expect(crm.of('agentAssistanceRequestPlaced', placed)).toEqual([
      {
        eventName: 'TASK_STATE_CHANGED',
        agentData: { ...placed, ...request, taskType: 'DirectTransfer' },
      },
    ]);
    // Asked in another tab.
    expect(crm.of('agentAssistanceRequestPlaced', { ...placed, requestAction: 'consult' })).toMatchObject([
      { agentData: { conversationId: 'c1', taskType: 'Consult' } },
    ]);
  });

  it('is what ended while the desk was away, each once', () => {
    const crm = begin();
    crm.of('onTopicData', topic);
    crm.of('onTopicData', { ...topic, conversationId: 'c2' });
    crm.of('onTopicData', { ...topic, conversationId: 'c3' });
    crm.of('taskRequest', { ...offer, conversationId: 'c4' });
    crm.of('taskRequest', { ...offer, conversationId: 'c5' });
    // The connection is lost and comes back.
    expect(crm.of('onChannelTypes', [])).toEqual([]);
    crm.of('onTopicData', topic);
    crm.of('taskRequest', { ...offer, conversationId: 'c5' });
    const away = { since: 1, conversations: [{ conversationId: 'c2', reason: 'AGENT_LOGOUT', open: true }] };
    expect(crm.of('endedWhileAway', away)).toEqual([
      {
        eventName: 'END_CONVERSATION',
        agentData: {
          task: 'topicUnsubscription',
          conversationId: 'c2',
          statusCode: 200,
          reason: 'AGENT_LOGOUT',
        },
      },
    ]);
    expect(crm.of('snapshotComplete', { conversations: 1, offers: 1 })).toMatchObject([
      { eventName: 'AGENT_TASK_STATE', agentData: { conversationId: 'c4', taskState: { name: 'CLOSED' } } },
      { eventName: 'END_CONVERSATION', agentData: { conversationId: 'c3', reason: 'ENDED_WHILE_AWAY' } },
    ]);
    expect(crm.of('snapshotComplete', { conversations: 1, offers: 1 })).toEqual([]);
  });

  it('is nothing for events that are nobody else’s business, or no events', () => {
    const crm = begin();
    for (const name of ['errors', 'floorSnapshot', 'phone', '']) expect(crm.of(name, offer)).toEqual([]);
    for (const payload of [null, 7, 'x', []]) expect(crm.of('onCimEvent', payload)).toEqual([]);
  });
});
