/** What an agent writes for colleagues never reaches the customer, however the names on the wire are spelled. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openJournalReader } from '../../store/journal-reader.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk, textMessage, type Talk } from './testing/work.ts';

let rig: Rig;
let desk: Desk;
let talk: Talk;

beforeAll(async () => {
  rig = await startRig();
  desk = await openDesk(rig, 'agent1');
  await goReady(desk);
  talk = await acceptChat(rig, desk);
});

afterAll(async () => {
  desk.close();
  await rig.close();
});

function publish(id: string, body: object, name = 'AGENT_MESSAGE') {
  const { conversationId, cimEvent } = textMessage(talk.conversationId, '', id);
  return desk.ask('publishCimEvent', {
    conversationId,
    cimEvent: { ...cimEvent, name, data: { ...cimEvent.data, body } },
  });
}

async function stored(id: string) {
  const [row] = await openJournalReader(rig.database.db, rig.engine.tenant).findMessage(id);
  return row;
}

const wrapups = [{ categoryName: 'Refund', value: 'approved' }];

it.each(['WRAPUP', 'wrapup', 'Wrapup', 'wRaPuP ', '\u200bWRAPUP'])(
  'a wrap-up as %j stays inside',
  async (type) => {
    const id = randomUUID();
    expect(await publish(id, { type, wrapups, note: 'between us' })).toMatchObject({ status: 'ok' });
    const row = await stored(id);
    expect(row).toMatchObject({ kind: 'WRAPUP', visibility: 'AGENTS' });
    expect(row?.content?.body).toMatchObject({ type: 'WRAPUP', note: 'between us' });
  },
);

it.each([
  'WRAP_UP',
  'wrap-up',
  'ｗｒａｐｕｐ',
  'ACTION',
  'actıon',
  'VoIce',
  'whisper',
  'notification',
  'COMMENT',
])('a body of type %j is refused', async (type) => {
  const id = randomUUID();
  const further = { wrapups, note: 'n', name: 'n', callId: 'c', leg: 'l', notificationType: 'INFO' };
  const post = { postId: 'p', itemType: 'TEXT', messageId: 'm', status: 'READ' };
  expect(await publish(id, { type, markdownText: 'inside', ...further, ...post })).toMatchObject({
    status: 'error',
    code: 'VALIDATION',
  });
  expect(await stored(id)).toBeUndefined();
});

it.each(['WHISPER_MESSAGE', 'whisper_message', ' Whisper_Message '])('%j is a whisper', async (name) => {
  const id = randomUUID();
  expect(await publish(id, { type: 'plain', markdownText: 'psst' }, name)).toMatchObject({ status: 'ok' });
  expect(await stored(id)).toMatchObject({ kind: 'WHISPER', visibility: 'AGENTS' });
});

it('an event whose name is spelled with foreign letters is unknown', async () => {
  const answer = await publish(randomUUID(), { type: 'PLAIN', markdownText: 'x' }, 'WHİSPER_MESSAGE');
  expect(answer).toMatchObject({ status: 'error', code: 'UNKNOWN_EVENT' });
});

it('a type that nobody knows keeps its spelling and goes out', async () => {
  const id = randomUUID();
  expect(await publish(id, { type: 'Hologram', markdownText: 'seen' })).toMatchObject({ status: 'ok' });
  expect((await stored(id))?.content?.body).toMatchObject({ type: 'Hologram' });
});

const button = (title: string) => ({ type: 'String', title, payload: title, additionalButtonDetails: null });

it.each([
  { type: 'URL', markdownText: 'Help', mediaUrl: 'https://cx.example.com/help' },
  {
    type: 'LOCATION',
    location: { latitude: 31.5, longitude: 74.3 },
    markdownText: null,
    additionalDetails: { name: 'Stadium', address: 'Road', url: null },
  },
  {
    type: 'CONTACT',
    markdownText: null,
    additionalDetails: null,
    contacts: [{ name: { formattedName: 'Jane Smith' }, phones: [{ phone: '+12025550123' }] }],
  },
  {
    type: 'BUTTON',
    markdownText: 'Which?',
    buttonMessageType: 'QUICK_REPLIES',
    additionalDetails: null,
    buttons: [button('Red'), button('Green')],
  },
  {
    type: 'AUDIO',
    markdownText: '',
    caption: '',
    attachment: { mediaUrl: 'https://cx.example.com/n.ogg', mimeType: 'audio/ogg', size: 9 },
    additionalDetails: { durationMs: 4_000 },
  },
])('a customer is sent what an agent makes: $type, whole', async (body) => {
  const id = randomUUID();
  expect(await publish(id, body)).toMatchObject({ status: 'ok' });
  const row = await stored(id);
  expect(row).toMatchObject({ kind: 'MESSAGE', visibility: 'ALL' });
  expect(row?.content?.body).toMatchObject(body);
});

it.each([
  { type: 'LOCATION', location: { latitude: 'here' } },
  { type: 'CONTACT', contacts: [{ name: {} }] },
  { type: 'BUTTON', markdownText: 'Which?' },
  { type: 'AUDIO', attachment: {} },
])('$type without what it needs is refused', async (body) => {
  const id = randomUUID();
  expect(await publish(id, body)).toMatchObject({ status: 'error', code: 'VALIDATION' });
  expect(await stored(id)).toBeUndefined();
});
