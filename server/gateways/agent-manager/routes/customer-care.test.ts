/** Customers as desks care for them: changed, labelled, taken for somebody else, and back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../testing/desk.ts';
import { startRig, type Rig } from '../testing/rig.ts';
import { acceptChat, goReady, openDesk, type Talk } from '../testing/work.ts';

type Told = { conversationId: string; cimEvent: { name: string; data: { _id: string; firstName: string } } };
type Answer = { status: number; body: Record<string, unknown> };

const ATTRIBUTES = [
  { key: 'plan', label: 'Plan', type: 'OPTIONS', options: ['Basic', 'Gold'] },
  { key: 'since', label: 'Customer since', type: 'DATE' },
  { key: 'contracts', label: 'Contracts', type: 'NUMBER', required: true },
  { key: 'newsletter', label: 'Newsletter', type: 'BOOLEAN' },
];

let rig: Rig;
let desk: Desk;
let talk: Talk;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 0 }, customerAttributes: ATTRIBUTES });
  for (const name of ['agent1', 'agent2', 'supervisor1']) tokens[name] = (await rig.signIn(name)).token;
  desk = await openDesk(rig, 'agent1', { token: tokens.agent1 ?? '' });
  await goReady(desk);
  talk = await acceptChat(rig, desk);
});

afterAll(async () => {
  desk.close();
  await rig.close();
});

async function ask(as: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${rig.origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens[as] ?? ''}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const heard = (firstName: string) =>
  desk.hear<Told>(
    'onCimEvent',
    ({ cimEvent }) =>
      cimEvent.name === 'ASSOCIATED_CUSTOMER_CHANGED' && cimEvent.data.firstName === firstName,
  );

describe('a customer', () => {
  it('has the attributes of the configuration, and in each what fits it', async () => {
    const path = `/cim-customer/customers/${talk.customer.customerId}`;
    const { body: fields } = await ask('agent1', 'GET', '/cim-customer/customerSchema');
    expect(fields).toContainEqual(
      expect.objectContaining({ key: 'plan', type: 'StringList', options: ['Basic', 'Gold'] }),
    );
    const fitting = { plan: 'Gold', since: '2021-04-01', contracts: 2, newsletter: true };
    expect((await ask('agent1', 'PUT', path, fitting)).body).toMatchObject(fitting);
    for (const wrong of [
      { plan: 'Silver' },
      { since: 'yesterday' },
      { contracts: '2' },
      { newsletter: 'yes' },
      { contracts: null },
    ]) {
      expect((await ask('agent1', 'PUT', path, wrong)).status).toBe(400);
    }
    expect((await ask('agent1', 'PUT', path, { plan: null })).body).not.toHaveProperty('plan');
  });

  it('is changed by the agent who is with them, and by no other; desks are told', async () => {
    const path = `/cim-customer/customers/${talk.customer.customerId}`;
    const changes = { firstName: 'Janet', phoneNumber: ['0171 1'], favourite: 'tea' };
    expect((await ask('agent2', 'PUT', path, changes)).status).toBe(403);
    const { status, body } = await ask('agent1', 'PUT', path, changes);
    expect(status).toBe(200);
    expect(body).toMatchObject({ firstName: 'Janet', lastName: 'Doe', favourite: 'tea', web: ['web-Jane'] });
    expect((await heard('Janet')).conversationId).toBe(talk.conversationId);
    expect((await ask('agent1', 'GET', path)).body).toMatchObject({ firstName: 'Janet', favourite: 'tea' });
    expect((await ask('agent1', 'PUT', path, { web: 'no list' })).status).toBe(400);
    expect((await ask('agent1', 'PUT', path, { notes: 'x'.repeat(20_000) })).status).toBe(413);
  });

  it('is made and removed by who manages customers; with conversations they stay', async () => {
    expect((await ask('agent1', 'POST', '/cim-customer/customers', { firstName: 'New' })).status).toBe(403);
    const made = await ask('supervisor1', 'POST', '/cim-customer/customers', { firstName: 'New' });
    expect(made.body).toMatchObject({ firstName: 'New', isAnonymous: false });
    const path = `/cim-customer/customers/${String(made.body._id)}`;
    expect((await ask('supervisor1', 'DELETE', path)).status).toBe(200);
    expect((await ask('supervisor1', 'GET', path)).status).toBe(404);
    const busy = `/cim-customer/customers/${talk.customer.customerId}`;
    expect((await ask('supervisor1', 'DELETE', busy)).status).toBe(409);
  });

  it('has labels, which every agent may put on', async () => {
    expect((await ask('agent1', 'POST', '/cim-customer/label', { name: 'VIP' })).status).toBe(403);
    const made = await ask('supervisor1', 'POST', '/cim-customer/label', {
      name: 'VIP',
      colorCode: '#aa0000',
      priority: 9,
    });
    expect(made.body).toMatchObject({ colorCode: '#aa0000', priority: 9 });
    const id = String(made.body._id);
    const calm = await ask('supervisor1', 'POST', '/cim-customer/label', { name: 'Calm' });
    // The most urgent first, whatever it is called.
    expect((await ask('agent2', 'GET', '/cim-customer/label')).body).toMatchObject([
      { _id: id, name: 'VIP', priority: 9 },
      { _id: calm.body._id, name: 'Calm', priority: 1 },
    ]);
    for (const priority of [0, 11, 2.5, 'high']) {
      const wrong = { name: 'Wrong', priority };
      expect((await ask('supervisor1', 'POST', '/cim-customer/label', wrong)).status).toBe(400);
    }
    const path = `/cim-customer/customers/${talk.customer.customerId}`;
    expect((await ask('agent2', 'PUT', path, { labels: [{ _id: id, name: 'VIP' }] })).body.labels).toEqual([
      id,
    ]);
    // Requests of the conversation have it from now on.
    const given = () =>
      rig.engine.read(({ world }) => world.state.conversations[talk.conversationId]?.labelPriority);
    expect(await given()).toBe(9);
    const query = `/cim-customer/label?_id=${id}`;
    expect((await ask('supervisor1', 'PUT', query, { name: 'Gold' })).body).toMatchObject({
      name: 'Gold',
      priority: 9,
    });
    expect((await ask('supervisor1', 'PUT', query, { name: 'Gold', priority: 4 })).status).toBe(200);
    expect(await given()).toBe(4);
    expect((await ask('supervisor1', 'DELETE', query)).status).toBe(200);
    expect(await given()).toBeUndefined();
    expect((await ask('supervisor1', 'DELETE', query)).status).toBe(404);
  });
});

describe('who came turns out to be somebody', () => {
  it('is linked in the conversation, told to desks, and taken back', async () => {
    const known = await ask('supervisor1', 'POST', '/cim-customer/customers', { firstName: 'Known' });
    const path = `/conversation-manager/customer-topics/${talk.conversationId}/update-customer`;
    // Who is not signed in to a desk takes part in nothing.
    expect((await ask('agent2', 'PUT', path, known.body)).status).toBe(409);
    expect((await ask('agent1', 'PUT', path, { _id: randomUUID() })).status).toBe(404);
    expect((await ask('agent1', 'PUT', path, known.body)).body).toMatchObject({ firstName: 'Known' });
    await heard('Known');
    const past = `/conversation-manager/customer-topics/customer/${String(known.body._id)}`;
    const { docs } = (await ask('agent1', 'GET', past)).body as { docs: { conversationId: string }[] };
    expect(docs.map(({ conversationId }) => conversationId)).toEqual([talk.conversationId]);
    desk.clear();
    const back = await ask('agent1', 'PUT', path, { _id: talk.customer.customerId });
    expect(back.status).toBe(200);
    expect((await heard('Janet')).cimEvent.data._id).toBe(talk.customer.customerId);
    expect((await ask('agent1', 'GET', past)).body.docs).toEqual([]);
  });

  it('brings the past along, and lets it go again', async () => {
    const other = await acceptChat(rig, desk, 'Walter');
    await other.customer.leave();
    await desk.hear(
      'topicUnsubscription',
      (one: { conversationId: string }) => one.conversationId === other.conversationId,
    );
    const known = await ask('supervisor1', 'POST', '/cim-customer/customers', { firstName: 'Wally' });
    const path = '/conversation-manager/customer-topics/update-past-conversations';
    const from = { _id: other.customer.customerId };
    expect(
      (await ask('agent2', 'PUT', path, { currentCustomer: from, newCustomer: known.body })).status,
    ).toBe(403);
    const moved = await ask('supervisor1', 'PUT', path, { currentCustomer: from, newCustomer: known.body });
    expect(moved.body).toEqual({ moved: 1 });
    const back = await ask('supervisor1', 'PUT', path, { currentCustomer: known.body, newCustomer: from });
    expect(back.body).toEqual({ moved: 1 });
  });

  it('tells what is known of a conversation to whom it concerns', async () => {
    const path = `/conversation-manager/customer-topics/${talk.conversationId}/conversation-data`;
    expect((await ask('agent2', 'GET', path)).status).toBe(403);
    expect((await ask('agent1', 'GET', path)).body).toMatchObject({
      conversationData: { state: 'ACTIVE', queue: 'Support', direction: 'INBOUND' },
    });
  });
});

describe('the columns of a desk', () => {
  it('are there before anybody chose, and are kept', async () => {
    const path = '/cim-customer/userPreference';
    const before = (await ask('agent1', 'GET', path)).body as { docs: { columns: unknown[] }[] };
    expect(before.docs[0]?.columns.length).toBeGreaterThan(0);
    await ask('agent1', 'POST', path, { columns: [{ field: 'lastName' }] });
    expect((await ask('agent1', 'GET', path)).body).toMatchObject({
      docs: [{ columns: [{ field: 'lastName' }] }],
    });
    expect((await ask('agent2', 'GET', `${path}?user_Id=${rig.agentId('agent1')}`)).status).toBe(403);
  });
});
