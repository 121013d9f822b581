/** Every service that a desk of the family asks for, at its path: real data, or a coded refusal. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerCustomerChannel } from '../../gateways/customer-channel/register-customer-channel.ts';
import type { Desk } from '../../gateways/agent-manager/testing/desk.ts';
import { startRig, type Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { acceptChat, goReady, openDesk, type Talk } from '../../gateways/agent-manager/testing/work.ts';

let rig: Rig;
let desk: Desk;
let talk: Talk;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  rig = await startRig({
    register: async (app, context) => {
      await registerCustomerChannel(app, context);
    },
  });
  for (const name of ['agent1', 'supervisor1']) tokens[name] = (await rig.signIn(name)).token;
  desk = await openDesk(rig, 'agent1', { token: tokens.agent1! });
  await goReady(desk);
  talk = await acceptChat(rig, desk, 'Jane');
});
afterAll(async () => {
  desk.close();
  await rig.close();
});

type Call = { as?: string; method?: string; body?: unknown };
async function ask(path: string, { as = 'agent1', method = 'GET', body }: Call = {}) {
  const answer = await fetch(rig.origin + path, {
    method,
    headers: {
      ...(as !== '' && { authorization: `Bearer ${tokens[as]}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const read: unknown = await answer.json();
  return { status: answer.status, body: read };
}

/** The fields that the desk reads, by service; in a list, those of its first entry. */
const READ: [path: string, fields: string[], call?: Call][] = [
  [
    '/unified-admin/agent-desk-settings',
    ['isFileSharingEnabled', 'isAutoAnswerEnabled', 'prefixCode'],
    { as: '' },
  ],
  ['/unified-admin/locale-setting', ['supportedLanguages']],
  ['/unified-admin/reasons', ['name', 'type']],
  ['/unified-admin/pull-mode-list', ['id', 'name']],
  ['/unified-admin/forms/62d07f4f0980a50a91210bef', ['attributes']],
  [
    '/cim-customer/customerSchema',
    ['_id', 'key', 'label', 'type', 'sortOrder', 'isPii', 'isChannelIdentifier'],
  ],
  ['/cim-customer/attributeTypes', ['type', 'regex', 'viewValue']],
  ['/cim-customer/customers?limit=25&offset=0&sort=firstName:asc', ['docs', 'totalDocs']],
  ['/cim-customer/customers?channelType=CX_VOICE&customerChannelIdentifier=1', ['customer']],
  ['/cim-customer/customers/CUSTOMER', ['_id', 'firstName', 'isAnonymous']],
  ['/cim-customer/userPreference?user_Id=AGENT', ['docs']],
  ['/cim-customer/agentSetting?user_Id=AGENT', ['theme', 'language']],
  [
    '/conversation-manager/customer-topics/customer/CUSTOMER/activities?limit=50&offset=0&activity-type=ALL',
    ['docs'],
  ],
  ['/conversation-manager/customer-topics/CONVERSATION/conversation-data', ['conversationData']],
  [
    '/routing-engine/precision-queues/available-agents?conversationId=CONVERSATION&agentId=AGENT',
    ['queueId', 'queueName', 'totalAvailableAgents', 'availableAgents'],
  ],
  ['/routing-engine/media-routing-domains', ['id', 'name']],
  ['/routing-engine/precision-queues', ['id', 'name']],
  ['/routing-engine/tasks?agentId=AGENT', ['conversationId', 'activeMedia']],
  ['/ccm/channels/defaultoutbound?channelTypeId=WHATSAPP', ['serviceIdentifier']],
  [
    '/realtime-reports/queue-active-chats/detail',
    ['queueId', 'queueName', 'chats'],
    { as: 'supervisor1', method: 'POST', body: { teamId: 'TEAM', queues: [] } },
  ],
  [
    '/realtime-reports/queued-chats/detail',
    ['queueId', 'queueName', 'chats'],
    { as: 'supervisor1', method: 'POST', body: { teamId: 'TEAM', queues: [] } },
  ],
  [
    '/realtime-reports/agent-activity/detail',
    ['agents'],
    { as: 'supervisor1', method: 'POST', body: { teams: ['TEAM'] } },
  ],
];

/** Lists may be empty; what is in them has its fields elsewhere. */
const LISTS = [
  '/cim-customer/label',
  '/team-announcement/announcement/?teamIds=TEAM&status=active',
  '/team-announcement/announcement?page=1&limit=1000,&supervisorIds=AGENT',
];

const REFUSED: [path: string, status: number, code: string, call?: Call][] = [
  ['/ccm/social-media-post?postId=1&serviceIdentifier=1&limit=4', 404, 'NOT_FOUND'],
  [
    '/conversation-manager/activities',
    404,
    'MESSAGE_NOT_FOUND',
    { method: 'POST', body: { id: randomUUID() } },
  ],
  ['/cim-customer/customerSchema', 403, 'FORBIDDEN', { method: 'POST', body: { key: 'x' } }],
  ['/cim-customer/customerSchema/1', 403, 'FORBIDDEN', { method: 'PUT', body: { key: 'x' } }],
  ['/cim-customer/customerSchema/1', 403, 'FORBIDDEN', { method: 'DELETE' }],
  ['/cim-customer/customerSchemaOrder', 403, 'FORBIDDEN', { method: 'PUT', body: [] }],
  ['/ccm/channels/defaultoutbound?channelTypeId=WEB', 404, 'NOT_FOUND'],
  ['/routing-engine/tasks?agentId=somebody-else', 403, 'FORBIDDEN'],
  [`/cim-customer/customers/${randomUUID()}`, 404, 'NOT_FOUND'],
  [
    '/realtime-reports/queued-chats/detail',
    403,
    'FORBIDDEN',
    { method: 'POST', body: { teamId: 'TEAM', queues: [] } },
  ],
];

function filled(text: string): string {
  return text
    .replace('CUSTOMER', talk.customer.customerId)
    .replace('CONVERSATION', talk.conversationId)
    .replace('AGENT', rig.agentId('agent1'))
    .replace('TEAM', rig.idOf('teams', 'North'));
}
const filledCall = (call: Call = {}): Call => JSON.parse(filled(JSON.stringify(call))) as Call;

it.each(READ)('%s has what the desk reads', async (path, names, call) => {
  const { status, body } = await ask(filled(path), filledCall(call));
  expect(status).toBe(200);
  const first: unknown = Array.isArray(body) ? body[0] : body;
  expect(Object.keys(first as object)).toEqual(expect.arrayContaining(names));
});

it.each(LISTS)('%s is a list', async (path) => {
  const { status, body } = await ask(filled(path));
  expect([status, Array.isArray(body)]).toEqual([200, true]);
});

it('/realtime-reports/bot-active-chats/detail is a list for supervisors', async () => {
  const { status, body } = await ask('/realtime-reports/bot-active-chats/detail', { as: 'supervisor1' });
  expect([status, Array.isArray(body)]).toEqual([200, true]);
});

it.each(REFUSED)('%s is refused (%i %s)', async (path, status, code, call) => {
  const answer = await ask(filled(path), filledCall(call));
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).toContain(`"${code}"`);
});

it('keeps what an agent has sent by itself; the desk’s further report of it is acknowledged', async () => {
  const id = randomUUID();
  const message = {
    id,
    header: {
      channelData: {
        channelCustomerIdentifier: '+491511234567',
        serviceIdentifier: '0900',
        additionalAttributes: [],
      },
      sender: { id: rig.agentId('agent1'), type: 'AGENT', senderName: 'agent1' },
      timestamp: Date.now(),
    },
    body: { type: 'PLAIN', markdownText: 'Your parcel is on its way' },
  };
  expect((await ask('/ccm/message/send', { method: 'POST', body: message })).status).toBe(200);
  const report = { name: 'THIRD_PARTY_ACTIVITY', id: randomUUID(), data: message };
  const answer = await ask('/conversation-manager/activities', { method: 'POST', body: report });
  expect(answer).toEqual({ status: 200, body: { status: 'ok', messageId: id } });
});

it.each(READ.filter(([, , call]) => call?.as !== '').map(([path, , call]) => [path, call] as const))(
  '%s needs a sign-in',
  async (path, call) => {
    expect((await ask(filled(path), { ...filledCall(call), as: '' })).status).toBe(401);
  },
);
