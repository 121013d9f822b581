/** An agent without `customer`/`view_pii` is told no name and no address of a customer, by no event and no answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keycloakUser } from '../../identity/principal.ts';
import { startChat } from './testing/customer.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk, textMessage } from './testing/work.ts';

const CONTROL = ['view_leave_chat', 'view_wrap_up', 'view_history', 'view_direct_transfer', 'view_consult'];
const WITHOUT = {
  'state-change': ['manage_state_change'],
  'agent-conversation-control': CONTROL,
  customer: ['view', 'view_in_conversation', 'manage_in_conversation'],
  'customer-labels': ['assign_label'],
  'subscribed-list': ['view', 'manage'],
};

/** Words that stand in nothing but a name, an address, and an answer to a form. */
const SECRET = /Xaveria|web-Xaveria|\bDoe\b|entered before the chat/;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    settings: { wrapupSeconds: 30 },
    permissions: { agent: WITHOUT, supervisor: { ...WITHOUT, supervisor: ['view_all'] } },
  });
});
afterAll(() => rig.close());

describe.each(['object', 'json'] as const)('an agent who may not see who customers are (%s)', (wire) => {
  let desk: Desk;
  let token: string;

  const ask = async (path: string, method = 'GET', body?: object) => {
    const answer = await fetch(`${rig.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };

  it('works with customers whose names and addresses are hidden everywhere', async () => {
    const signIn = await rig.signIn('agent1');
    ({ token } = signIn);
    const user = keycloakUser(signIn.principal);
    desk = await openDesk(rig, 'agent1', { token, agent: wire === 'json' ? JSON.stringify(user) : user });
    await goReady(desk);
    const { customer, conversationId, topic } = await acceptChat(rig, desk, 'Xaveria');
    const id = await customer.say('the words of a customer are told');
    await desk.ask('publishCimEvent', textMessage(conversationId, 'an answer'));
    await desk.until(() => JSON.stringify(desk.heard).includes(id), 'the message');
    const past = await desk.ask('topicEvents', { conversationId, afterSeq: 0 });
    expect(JSON.stringify(past)).toContain('the words of a customer are told');
    expect(topic.topicData.customer).toMatchObject({ _id: customer.customerId, firstName: '•••••' });

    const answers = [JSON.stringify(past), JSON.stringify(desk.heard)];
    for (const path of [
      `/cim-customer/customers/${customer.customerId}`,
      '/cim-customer/customers?limit=25&offset=0',
      `/conversation-manager/customer-topics/customer/${customer.customerId}/activities?limit=50&offset=0`,
      `/conversation-manager/customer-topics/customer/${customer.customerId}`,
      `/conversation-manager/customer-topics/${conversationId}/conversation-data`,
      `/conversation-manager/conversations/${conversationId}/events`,
      `/routing-engine/tasks?agentId=${user.id}`,
    ]) {
      const { status, text } = await ask(path);
      expect([path, status]).toEqual([path, 200]);
      answers.push(text);
    }
    // A second tab is told everything anew.
    const second = await openDesk(rig, 'agent1', {
      token,
      agent: wire === 'json' ? JSON.stringify(user) : user,
    });
    answers.push(JSON.stringify(second.heard));
    for (const answer of answers) {
      expect(answer).not.toMatch(SECRET);
      expect(answer.length).toBeGreaterThan(2);
    }
    second.close();
  });

  it('can neither search by what is hidden nor write over it, and may label', async () => {
    const { customerId } = await startChat(rig, 'Xaveria');
    const refusals = [
      await ask('/cim-customer/customers?limit=25&offset=0&paginateQuery=firstName:Xav'),
      await ask('/cim-customer/customers?channelType=WEB&customerChannelIdentifier=web-Xaveria'),
      await ask(`/cim-customer/customers/${customerId}`, 'PUT', { firstName: '•••••' }),
    ];
    for (const { status, text } of refusals) {
      expect(status).toBe(403);
      expect(text).not.toMatch(SECRET);
    }
    const labelled = await ask(`/cim-customer/customers/${customerId}`, 'PUT', { labels: [] });
    expect(labelled.status).toBe(200);
    expect(labelled.text).not.toMatch(SECRET);
    desk.close();
    await rig.signOutEverybody();
  });
});

it('hides customers from a supervisor who has not the permission, on the floor and in reports', async () => {
  const agent = await openDesk(rig, 'agent1');
  await goReady(agent);
  await acceptChat(rig, agent, 'Xaveria');
  const { token } = await rig.signIn('supervisor1');
  const supervisor = await openDesk(rig, 'supervisor1', { token });
  await supervisor.ask('watchFloor', { on: true });
  const floor = await supervisor.hear('floorSnapshot');
  const reports = [];
  for (const path of ['queue-active-chats', 'queued-chats']) {
    const answer = await fetch(`${rig.origin}/realtime-reports/${path}/detail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ teamId: rig.idOf('teams', 'North'), queues: [] }),
    });
    expect(answer.status).toBe(200);
    reports.push(await answer.text());
  }
  expect(reports[0]).toContain('•••••');
  expect(JSON.stringify([floor, reports])).not.toMatch(SECRET);
  agent.close();
  supervisor.close();
});
