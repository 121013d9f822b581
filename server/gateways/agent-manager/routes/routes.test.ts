/** The REST services at their documented paths: real content, and nothing without a sign-in. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft, EventsPage, Me } from '../../../../protocol/agent-manager/rest.ts';
import type { PastConversation } from '../../../../protocol/agent-manager/rest-services.ts';
import type { CimEvent } from '../../../../protocol/cim/event.ts';
import { startRig, type Rig } from '../testing/rig.ts';
import type { Desk } from '../testing/desk.ts';
import { acceptChat, goReady, openDesk, textMessage, type Talk } from '../testing/work.ts';

let rig: Rig;
let token: string;
let desk: Desk;
let talk: Talk;

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 0 } });
  ({ token } = await rig.signIn('agent1'));
  desk = await openDesk(rig, 'agent1', { token });
  await goReady(desk);
  talk = await acceptChat(rig, desk);
});

afterAll(async () => {
  desk.close();
  await rig.close();
});

function ask(path: string, as: string | null = token, init: RequestInit = {}): Promise<Response> {
  return fetch(`${rig.origin}${path}`, {
    ...init,
    headers: {
      ...(as !== null && { authorization: `Bearer ${as}` }),
      ...(init.body !== undefined && { 'content-type': 'application/json' }),
    },
  });
}

async function get<T>(path: string, as?: string): Promise<T> {
  const response = await ask(path, as);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

const put = (path: string, body: unknown, as?: string) =>
  ask(path, as, { method: 'PUT', body: JSON.stringify(body) });

const PATHS = [
  '/unified-admin/locale-setting',
  '/unified-admin/reasons',
  '/unified-admin/pull-mode-list',
  '/unified-admin/forms',
  '/unified-admin/forms/62d07f4f0980a50a91210bef',
  '/cim-customer/customerSchema',
  '/cim-customer/agentSetting',
  '/cim-customer/label',
  '/cim-customer/customers',
  '/team-announcement/announcement/?teamIds=a,b&status=active',
  '/routing-engine/media-routing-domains',
  '/routing-engine/precision-queues',
  '/routing-engine/tasks',
  '/agent-manager/me',
  '/agent-manager/drafts',
];

describe('access', () => {
  it.each(PATHS)('%s needs a sign-in, and answers with one', async (path) => {
    expect((await ask(path, null)).status).toBe(401);
    expect((await ask(path, 'forged')).status).toBe(401);
    expect((await ask(path)).status).toBe(200);
  });

  it('only what desks ask before the login is open', async () => {
    const response = await ask('/unified-admin/agent-desk-settings', null);
    expect(await response.json()).toEqual([
      {
        isFileSharingEnabled: true,
        isEmojisEnabled: true,
        isConversationParticipantsEnabled: true,
        isMessageFormattingEnabled: true,
        isOutboundSmsSendandClose: false,
        isOutboundSmsEnabled: false,
        isAutoAnswerEnabled: false,
        prefixCode: '',
      },
    ]);
  });

  it('nobody reads or changes what is another’s', async () => {
    const { token: stranger } = await rig.signIn('supervisor2');
    expect((await ask(`/cim-customer/agentSetting?user_Id=${rig.agentId('agent1')}`, stranger)).status).toBe(
      403,
    );
    expect(
      (await put(`/cim-customer/agentSetting/${rig.agentId('agent1')}`, { theme: 'dark' }, stranger)).status,
    ).toBe(403);
    expect((await ask(`/routing-engine/tasks?agentId=${rig.agentId('agent1')}`, stranger)).status).toBe(403);
  });
});

describe('content', () => {
  it('reasons, locales, lists and forms come from the configuration', async () => {
    const reasons =
      await get<{ id: string; name: string; type: string; code: number }[]>('/unified-admin/reasons');
    expect(reasons).toContainEqual(expect.objectContaining({ name: 'Lunch', type: 'NOT_READY', code: 2 }));
    expect(reasons.find(({ name }) => name === 'Lunch')?.id).toBe(rig.idOf('reasons', 'Lunch'));
    const [locale] = await get<{ supportedLanguages: { code: string }[] }[]>('/unified-admin/locale-setting');
    expect(locale?.supportedLanguages.map(({ code }) => code)).toEqual(['en']);
    const lists = await get<{ name: string }[]>('/unified-admin/pull-mode-list');
    expect(lists.map(({ name }) => name)).toEqual(['Back office']);
    const form = await get<{ id: string; attributes: { categoryOptions: { categories: object[] } }[] }>(
      '/unified-admin/forms/62d07f4f0980a50a91210bef',
    );
    expect(form.attributes[0]?.categoryOptions.categories).toContainEqual(
      expect.objectContaining({ categoryName: 'Result' }),
    );
    expect((await ask('/unified-admin/forms/unknown')).status).toBe(404);
  });

  it('customers: one, all, by identifier, searched', async () => {
    const { customerId } = talk.customer;
    const one = await get(`/cim-customer/customers/${customerId}`);
    expect(one).toMatchObject({ _id: customerId, firstName: 'Jane', web: ['web-Jane'], isAnonymous: false });
    expect(
      await get('/cim-customer/customers?limit=10&offset=0&sort=firstName:asc&paginateQuery=firstName:ja'),
    ).toMatchObject({
      docs: [{ _id: customerId }],
      totalDocs: 1,
    });
    expect(await get('/cim-customer/customers?paginateQuery=firstName:%25')).toMatchObject({
      docs: [],
      totalDocs: 0,
    });
    expect(
      await get('/cim-customer/customers?channelType=WEB&customerChannelIdentifier=web-Jane'),
    ).toMatchObject({
      customer: { _id: customerId },
    });
    expect((await ask(`/cim-customer/customers/${randomUUID()}`)).status).toBe(404);
    expect((await ask('/cim-customer/customers?limit=all')).status).toBe(400);
    const schema = await get<{ key: string; sortOrder: number }[]>('/cim-customer/customerSchema');
    expect(schema.map(({ key }) => key)).toEqual(expect.arrayContaining(['firstName', 'phoneNumber', 'web']));
  });

  it('routing: MRDs, queues, the tasks in hand', async () => {
    const mrds = await get<{ name: string }[]>('/routing-engine/media-routing-domains');
    expect(mrds.map(({ name }) => name)).toEqual(expect.arrayContaining(['CHAT', 'VOICE']));
    const queues = await get<{ name: string; mrd: { name: string } }[]>('/routing-engine/precision-queues');
    expect(queues).toContainEqual(
      expect.objectContaining({ name: 'Support', mrd: expect.objectContaining({ name: 'CHAT' }) as object }),
    );
    expect(await get(`/routing-engine/tasks?agentId=${rig.agentId('agent1')}`)).toMatchObject([
      {
        conversationId: talk.conversationId,
        activeMedia: [
          { type: { direction: 'INBOUND' }, requestSession: { channel: { channelType: { name: 'WEB' } } } },
        ],
      },
    ]);
  });
});

describe('what an agent keeps', () => {
  it('who is signed in, with the settings', async () => {
    const me = await get<Me>('/agent-manager/me');
    expect(me).toMatchObject({
      keycloak_User: { id: rig.agentId('agent1'), username: 'agent1', userTeam: { teamName: 'North' } },
      tenant: 'demo',
      settings: { theme: 'system', language: 'en' },
      chosenLanguage: null,
      maxTextLength: 4096,
      hasPullLists: true,
    });
  });

  it('settings change piece by piece, also from two tabs at once', async () => {
    const path = `/cim-customer/agentSetting/${rig.agentId('agent1')}`;
    await Promise.all([
      put(path, { theme: 'dark' }),
      put(path, { language: 'de' }),
      put(path, { density: 'compact' }),
    ]);
    const query = `/cim-customer/agentSetting?user_Id=${rig.agentId('agent1')}`;
    expect(await get(query)).toEqual({ theme: 'dark', language: 'de', density: 'compact' });
    await put(path, { density: null, shortcuts: { accept: 'Alt+A' } });
    expect(await get(query)).toEqual({ theme: 'dark', language: 'de', shortcuts: { accept: 'Alt+A' } });
    expect((await put(path, { theme: 'neon' })).status).toBe(400);
    const proto = await ask(path, token, { method: 'PUT', body: '{"__proto__":{"admin":true}}' });
    expect(proto.status).toBe(400);
  });

  it('settings are checked and bounded, and what was kept stays when more is refused', async () => {
    const path = `/cim-customer/agentSetting/${rig.agentId('agent3')}`;
    const { token: agent3 } = await rig.signIn('agent3');
    const change = async (body: unknown) => (await put(path, body, agent3)).status;
    expect(await change({ panes: { list: 300, context: null }, guideSeen: true })).toBe(200);
    expect(await change({ panes: { list: 20_000 } })).toBe(400);
    expect(await change({ shortcuts: { palette: 'x'.repeat(61) } })).toBe(400);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`action${index}`, 'a']));
    expect(await change({ shortcuts: many })).toBe(400);
    expect(await change({ preferences: { note: 'x'.repeat(17_000) } })).toBe(413);
    expect(await get(`/cim-customer/agentSetting?user_Id=${rig.agentId('agent3')}`, agent3)).toEqual({
      theme: 'system',
      language: 'en',
      panes: { list: 300, context: null },
      guideSeen: true,
    });
  });

  it('L-B7: sounds are chosen per MRD, and only those that there are', async () => {
    const { token: agent2 } = await rig.signIn('agent2');
    const path = `/cim-customer/agentSetting/${rig.agentId('agent2')}`;
    const chat = rig.idOf('mrds', 'CHAT');
    const choice = { ringSeconds: 30, offerSounds: { [chat]: 'bell' }, messageSounds: { [chat]: 'none' } };
    expect((await put(path, choice, agent2)).status).toBe(200);
    expect((await put(path, { offerSounds: { [chat]: 'siren' } }, agent2)).status).toBe(400);
    expect((await put(path, { ringSeconds: -1 }, agent2)).status).toBe(400);
    expect(await get<Me>('/agent-manager/me', agent2)).toMatchObject({
      settings: choice,
      responseSeconds: 120,
      pauseSeconds: [60, 180, 300, 420, 600],
    });
  });

  it('drafts: the newest text stays, an older one does not come back, an empty one goes', async () => {
    const path = `/agent-manager/drafts/${talk.conversationId}`;
    const now = Date.now();
    expect(await (await put(path, { text: 'Dear Jane', updatedAt: now })).json()).toMatchObject({
      text: 'Dear Jane',
    });
    const late = (await (await put(path, { text: 'Dear', updatedAt: now - 1000 })).json()) as Draft;
    expect(late).toEqual({ conversationId: talk.conversationId, text: 'Dear Jane', updatedAt: now });
    expect(await get<Draft[]>('/agent-manager/drafts')).toEqual([late]);
    const { token: other } = await rig.signIn('agent3');
    expect(await get<Draft[]>('/agent-manager/drafts', other)).toEqual([]);
    await put(path, { text: '', updatedAt: new Date(now + 1).toISOString() });
    await put(path, { text: 'Dear Jane', updatedAt: now });
    expect(await get<Draft[]>('/agent-manager/drafts')).toEqual([]);
    expect((await put(path, { text: 'x'.repeat(70_000), updatedAt: now })).status).toBe(400);
    expect((await put('/agent-manager/drafts/constructor', { text: 'x', updatedAt: now })).status).toBe(400);
  });
});

describe('what was said', () => {
  it('older events page by page, oldest first within a page', async () => {
    const { conversationId } = talk;
    for (let i = 0; i < 6; i++) await desk.ask('publishCimEvent', textMessage(conversationId, `m${i}`));
    const url = `/conversation-manager/conversations/${conversationId}/events`;
    const newest = await get<EventsPage>(`${url}?limit=4`);
    expect(newest).toMatchObject({ conversationId, earlier: true });
    const texts = (events: CimEvent[]) =>
      events.flatMap(({ data }) => (data as { body?: { markdownText?: string } }).body?.markdownText ?? []);
    expect(texts(newest.events)).toEqual(['m2', 'm3', 'm4', 'm5']);
    const older = await get<EventsPage>(`${url}?before=${newest.events[0]?.seq}&limit=2`);
    expect(texts(older.events)).toEqual(['m0', 'm1']);
    const first = await get<EventsPage>(`${url}?before=${older.events[0]?.seq}&limit=500`);
    expect(first.earlier).toBe(false);
    expect((await ask(`${url}?before=-1`)).status).toBe(400);
    expect((await ask(`${url}?limit=100000`)).status).toBe(400);
    expect((await ask(`/conversation-manager/conversations/${randomUUID()}/events`)).status).toBe(404);
  });

  it('a customer’s past, newest first, also when the conversation is over', async () => {
    const { conversationId, customer } = talk;
    const path = `/conversation-manager/customer-topics/customer/${customer.customerId}/activities`;
    await desk.ask('topicUnsubscription', { conversationId });
    await desk.hear('topicClosed');
    const page = await get<{ docs: CimEvent[] }>(`${path}?limit=5&offset=0&activity-type=ALL`);
    expect(page.docs).toHaveLength(5);
    const times = page.docs.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const next = await get<{ docs: CimEvent[] }>(`${path}?limit=5&offset=1`);
    const ids = [...page.docs, ...next.docs].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const all = await get<{ docs: CimEvent[] }>(`${path}?limit=200`);
    expect(all.docs.at(-1)?.name).toBe('CHANNEL_SESSION_STARTED');
    expect(await get(`/conversation-manager/customer-topics/customer/${randomUUID()}/activities`)).toEqual({
      docs: [],
    });
    const { token: admin } = await rig.signIn('supervisor1');
    expect((await ask(path, admin)).status).toBe(200);
  });

  it('a customer’s conversations as a list, with who served them and what came of it', async () => {
    await goReady(desk);
    const { conversationId, customer } = await acceptChat(rig, desk);
    const path = `/conversation-manager/customer-topics/customer/${customer.customerId}`;
    const open = await get<{ docs: PastConversation[] }>(path);
    expect(open.docs[0]).toMatchObject({ conversationId, endedAt: null, channel: { type: 'WEB' } });
    const wrapups = [{ categoryName: 'Result', value: 'Solved' }];
    const body = { type: 'WRAPUP', markdownText: '', wrapups, note: 'Sent again.' };
    const said = textMessage(conversationId, '');
    const note = { ...said, cimEvent: { ...said.cimEvent, data: { ...said.cimEvent.data, body } } };
    await desk.ask('publishCimEvent', note);
    await desk.ask('topicUnsubscription', { conversationId });
    const over = await get<{ docs: PastConversation[]; more: boolean }>(`${path}?limit=1`);
    expect(over.docs).toHaveLength(1);
    expect(over.docs[0]).toMatchObject({
      conversationId,
      queue: { name: expect.any(String) },
      agents: [expect.objectContaining({ id: rig.agentId('agent1') })],
      wrapUps: wrapups,
      note: 'Sent again.',
    });
    expect(over.docs[0]?.endedAt).toBeGreaterThan(over.docs[0]?.startedAt ?? Infinity);
    expect(
      (await get<{ docs: object[] }>(`${path}?before=${over.docs[0]?.startedAt}`)).docs,
    ).not.toContainEqual(over.docs[0]);
    expect((await ask(`${path}?limit=0`)).status).toBe(400);
  });

  it('L-T4: is read by who served the customer and by who supervises them, by nobody else', async () => {
    const { conversationId, customer } = talk;
    const past = `/conversation-manager/customer-topics/customer/${customer.customerId}`;
    const paths = [
      past,
      `${past}/activities`,
      `/conversation-manager/conversations/${conversationId}/events`,
    ];
    const { token: colleague } = await rig.signIn('agent2');
    const { token: supervisor } = await rig.signIn('supervisor1');
    for (const path of paths) {
      expect((await ask(path)).status, path).toBe(200);
      expect((await ask(path, supervisor)).status, path).toBe(200);
      expect((await ask(path, colleague)).status, path).toBe(403);
      expect((await ask(path, null)).status, path).toBe(401);
    }
  });
});
