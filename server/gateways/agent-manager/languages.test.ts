/** Configured texts in the reader's language, for desks that know nothing of it and for those that do. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Me } from '../../../protocol/agent-manager/rest.ts';
import type {
  AgentPresenceEvent,
  OnCimEvent,
  TaskRequest,
} from '../../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk } from './testing/work.ts';

const WRAP_UP_FORM = '/unified-admin/forms/62d07f4f0980a50a91210bef';

type Reason = { id: string; name: string; label: string; type: string };
type Form = {
  formTitle: string;
  attributes: { categoryOptions: { categories: { categoryName: string; values: string[] }[] } }[];
};

describe('configured texts', () => {
  let rig: Rig;
  let token: string;
  const desks: Desk[] = [];

  beforeAll(async () => {
    rig = await startRig({ settings: { wrapupSeconds: 60 } });
    ({ token } = await rig.signIn('agent1'));
  });
  afterEach(async () => {
    await rig.signOutEverybody();
    for (const desk of desks.splice(0)) desk.close();
  });
  afterAll(() => rig.close());

  async function get<T>(path: string, language?: string): Promise<T> {
    const { token: own } = await rig.signIn('agent2');
    const response = await fetch(`${rig.origin}${path}`, {
      headers: {
        authorization: `Bearer ${own}`,
        ...(language !== undefined && { 'accept-language': language }),
      },
    });
    expect(response.headers.get('vary')).toContain('accept-language');
    return (await response.json()) as T;
  }

  async function open(language: string, how: 'header' | 'parameter', username = 'agent1'): Promise<Desk> {
    const desk = await openDesk(rig, username, {
      ...(username === 'agent1' && { token: ({ token } = await rig.signIn('agent1')).token }),
      ...(how === 'header' ? { headers: { 'accept-language': language } } : { auth: { language } }),
    });
    desks.push(desk);
    return desk;
  }

  it('come as plain strings in the language that a browser asks for', async () => {
    const named = async (path: string, language?: string) =>
      (await get<Reason[]>(path, language)).find(({ id }) => id === rig.idOf('reasons', 'Lunch'));
    expect(await named('/unified-admin/reasons')).toMatchObject({ name: 'Lunch', label: 'Lunch' });
    expect(await named('/unified-admin/reasons', 'de-CH, en;q=0.5')).toMatchObject({
      name: 'Mittagspause',
      label: 'Mittagspause',
    });
    expect(await named('/unified-admin/reasons', 'pt')).toMatchObject({ name: 'Lunch' });
    expect(await named('/unified-admin/reasons?language=ar', 'de')).toMatchObject({ name: 'استراحة الغداء' });
    const form = await get<Form>(WRAP_UP_FORM, 'de');
    expect(form.formTitle).toBe('Nachbearbeitung');
    expect(form.attributes[0]?.categoryOptions.categories[0]).toMatchObject({ categoryName: 'Ergebnis' });
    expect(form.attributes[0]?.categoryOptions.categories[0]?.values).toContain('Gelöst');
  });

  it('come in all languages for a desk that changes its own', async () => {
    const { texts } = await get<Me>('/agent-manager/me', '*');
    expect(texts.reasons.NOT_READY.Lunch).toMatchObject({
      en: 'Lunch',
      de: 'Mittagspause',
      ar: 'استراحة الغداء',
      fr: 'Déjeuner',
    });
    expect(texts.queues.Sales?.de).toBe('Verkauf');
    expect(texts.codes.Result?.Solved?.de).toBe('Gelöst');
  });

  it.each(['header', 'parameter'] as const)('reach sockets in the language of the %s', async (how) => {
    const desk = await open('de', how);
    await desk.ask('changeAgentState', {
      action: 'agentState',
      // A desk that only keeps what it has shown.
      state: { name: 'NOT_READY', reasonCode: { name: 'Mittagspause' } },
    });
    const { agentPresence } = await desk.hear<AgentPresenceEvent>(
      'agentPresence',
      (one) => one.agentPresence.state.reasonCode !== null,
    );
    expect(agentPresence.state.reasonCode).toMatchObject({
      id: rig.idOf('reasons', 'Lunch'),
      name: 'Mittagspause',
    });
    const chat = agentPresence.agentMrdStates.find(({ mrd }) => mrd.name === 'CHAT');
    expect(chat?.mrd.description).toBe('Chats und Nachrichten');
  });

  it('differ between two desks in one conversation, and what is stored is the code', async () => {
    const german = await open('de', 'header');
    const second = await openDesk(rig, 'agent1', { token, auth: { language: 'ar' } });
    desks.push(second);
    await goReady(german);
    const { conversationId, topic } = await acceptChat(rig, german);
    expect(topic.topicData.channelSession?.channel.name).toBe('Web-Support');
    const offer = await second.hear<TaskRequest>('taskRequest', () => true);
    expect(offer.queue.name).toBe('الدعم');
    const id = randomUUID();
    const answer = await german.ask('publishCimEvent', {
      conversationId,
      cimEvent: {
        id: randomUUID(),
        name: 'AGENT_MESSAGE',
        type: 'MESSAGE',
        timestamp: 0,
        data: {
          id,
          header: {},
          body: {
            type: 'WRAPUP',
            markdownText: '',
            wrapups: [{ categoryName: 'Ergebnis', value: 'Gelöst' }],
            note: '',
          },
        },
      },
    });
    expect(answer.status).toBe('ok');
    const stored = await rig.database.db
      .selectFrom('messages')
      .select('content')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(stored.content).toMatchObject({
      body: { wrapups: [{ categoryName: 'Result', value: 'Solved' }] },
    });
    const codesAt = async (desk: Desk) => {
      const { cimEvent } = await desk.hear<OnCimEvent<CimEvent>>(
        'onCimEvent',
        (one) => (one.cimEvent.data as { id?: string }).id === id,
      );
      return (cimEvent.data as { body: { wrapups: object[] } }).body.wrapups;
    };
    expect(await codesAt(german)).toEqual([{ categoryName: 'Ergebnis', value: 'Gelöst' }]);
    expect(await codesAt(second)).toEqual([{ categoryName: 'النتيجة', value: 'تم الحل' }]);
  });
});
