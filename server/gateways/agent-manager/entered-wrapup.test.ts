/** What is entered for a wrap-up reaches the server before its time is over, and is submitted then (D31). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { UNSUBSCRIBE_REASONS } from '../../../protocol/agent-manager/server-events.ts';
import type { OnCimEvent, OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk } from './testing/work.ts';

const CODE = { categoryName: 'Sales', value: 'Sold' };

function entered(conversationId: string, id: string, body: object) {
  return {
    conversationId,
    cimEvent: {
      id: randomUUID(),
      name: 'AGENT_MESSAGE',
      type: 'MESSAGE',
      timestamp: 0,
      data: { id, header: {}, body: { type: 'WRAPUP', markdownText: '', wrapups: [], note: '', ...body } },
    },
  };
}

type Stored = { content: { body: { note: string; wrapups: unknown[] } }; kind: string };

describe('enterWrapup', () => {
  let rig: Rig;
  const open = desksOfTests(() => rig);

  beforeAll(async () => {
    rig = await startRig({ settings: { wrapupSeconds: 2 } });
  });

  afterAll(() => rig.close());

  async function wrapUpsIn(conversationId: string): Promise<Stored[]> {
    const rows = await rig.database.db
      .selectFrom('messages')
      .select(['content', 'kind'])
      .where('conversation_id', '=', conversationId)
      .where('kind', '=', 'WRAPUP')
      .execute();
    return rows as unknown as Stored[];
  }

  async function reasonOf(desk: Desk, conversationId: string): Promise<unknown> {
    const { reason } = await desk.hear<{ reason: string; conversationId: string }>(
      'topicUnsubscription',
      (one) => one.conversationId === conversationId,
    );
    return reason;
  }

  it('is submitted when the time is over', async () => {
    const desk = await open('agent1');
    await goReady(desk);
    const { conversationId } = await acceptChat(rig, desk);
    await desk.ask('topicUnsubscription', { conversationId });
    const id = randomUUID();
    expect(await desk.ask('enterWrapup', entered(conversationId, id, { note: 'She' }))).toEqual({
      status: 'ok',
    });
    const full = { note: 'She will call back', wrapups: [CODE] };
    expect(await desk.ask('enterWrapup', entered(conversationId, id, full))).toEqual({ status: 'ok' });
    expect(await reasonOf(desk, conversationId)).toBe(UNSUBSCRIBE_REASONS.wrapupApplied);
    const { cimEvent } = await desk.hear<OnCimEvent<CimEvent>>(
      'onCimEvent',
      (one) => (one.cimEvent.data as { id?: string }).id === id,
    );
    expect(cimEvent.data).toMatchObject({ body: { type: 'WRAPUP', note: 'She will call back' } });
    expect(await wrapUpsIn(conversationId)).toMatchObject([
      { content: { body: { note: 'She will call back', wrapups: [CODE] } } },
    ]);
    const left = await rig.database.db.selectFrom('entered_wrapups').selectAll().execute();
    expect(left).toEqual([]);
  });

  it('expires when nothing was entered, or it was taken back', async () => {
    const desk = await open('agent1');
    await goReady(desk);
    const { conversationId } = await acceptChat(rig, desk);
    const id = randomUUID();
    await desk.ask('enterWrapup', entered(conversationId, id, { note: 'Perhaps' }));
    await desk.ask('topicUnsubscription', { conversationId });
    expect(await desk.ask('enterWrapup', entered(conversationId, id, {}))).toEqual({ status: 'ok' });
    expect(await reasonOf(desk, conversationId)).toBe(UNSUBSCRIBE_REASONS.wrapupExpired);
    expect(await wrapUpsIn(conversationId)).toEqual([]);
  });

  it('comes back with the conversation, on another browser too', async () => {
    const desk = await open('agent1');
    await goReady(desk);
    const { conversationId, topic } = await acceptChat(rig, desk);
    expect(topic.topicData.enteredWrapup).toBeNull();
    const id = randomUUID();
    await desk.ask('enterWrapup', entered(conversationId, id, { note: 'Half a note' }));
    desk.close();
    const other = await open('agent1');
    const again = await other.hear<OnTopicData>('onTopicData');
    expect(again.topicData.enteredWrapup).toMatchObject({ id, body: { note: 'Half a note' } });
  });

  it('refuses what is no wrap-up, and whoever has none', async () => {
    const desk = await open('agent1');
    await goReady(desk);
    const { conversationId } = await acceptChat(rig, desk);
    const plain = entered(conversationId, randomUUID(), { type: 'PLAIN', markdownText: 'Hello' });
    expect(await desk.ask('enterWrapup', plain)).toMatchObject({ status: 'error', code: 'VALIDATION' });
    const other = await open('agent2');
    const stranger = entered(conversationId, randomUUID(), { note: 'x' });
    expect(await other.ask('enterWrapup', stranger)).toMatchObject({ code: 'NOT_A_PARTICIPANT' });
    const long = entered(conversationId, randomUUID(), { note: 'x'.repeat(5000) });
    expect(await desk.ask('enterWrapup', long)).toMatchObject({ code: 'TOO_LONG' });
  });
});

it('keeps what was entered over a restart during the wrap-up', async () => {
  const first = await startRig({ settings: { wrapupSeconds: 3 } });
  const desk = await openDesk(first, 'agent1');
  await goReady(desk);
  const { conversationId } = await acceptChat(first, desk);
  await desk.ask('topicUnsubscription', { conversationId });
  await desk.ask('enterWrapup', entered(conversationId, randomUUID(), { note: 'Kept' }));
  desk.close();
  await first.stop();
  const rig = await startRig({ place: first.place, settings: { wrapupSeconds: 3 } });
  try {
    await vi.waitFor(async () => {
      const rows = await rig.database.db
        .selectFrom('messages')
        .select('content')
        .where('conversation_id', '=', conversationId)
        .where('kind', '=', 'WRAPUP')
        .execute();
      expect(rows).toMatchObject([{ content: { body: { note: 'Kept' } } }]);
    }, 10_000);
    const task = await rig.database.db
      .selectFrom('tasks')
      .select('reason')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst();
    expect(task).toEqual({ reason: 'WRAP_UP_APPLIED' });
  } finally {
    await rig.close();
  }
});
