/** What providers send and will not send again is stored, each field as what it obviously means. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { charactersIn } from '../../../../protocol/shared/characters.ts';
import type { StoredMessage } from '../../../wire/message-content.ts';
import { openRig, type Rig } from '../testing/rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

type Answer = { messageId: string; conversationId: string; channelSessionId: string };

async function post(payload: unknown): Promise<Answer> {
  const response = await fetch(`${rig.url}/ccm/message/receive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer demo-connector' },
    body: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  const answer = (await response.json()) as Answer;
  expect({ status: response.status, answer }).toMatchObject({ status: 200, answer: { status: 'ok' } });
  return answer;
}

const newNumber = (): string => `+4917${String(Math.floor(1e8 + Math.random() * 9e8))}`;

type Given = { id?: unknown; header?: object; channelData?: object; body?: unknown };

/** A message as it should be, with what a provider writes differently. */
function message(given: Given = {}, number = newNumber()) {
  return {
    id: 'id' in given ? given.id : randomUUID(),
    header: {
      ...given.header,
      channelData: { channelCustomerIdentifier: number, serviceIdentifier: '0900', ...given.channelData },
    },
    body: 'body' in given ? given.body : { type: 'PLAIN', markdownText: 'Hello' },
  };
}

/** What was stored of a conversation, oldest first. */
async function storedIn({ conversationId }: Answer): Promise<(StoredMessage & { id: string })[]> {
  const rows = await rig.database.db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('seq')
    .execute();
  return rows.map(({ id, content }) => ({ id, ...(content as unknown as StoredMessage) }));
}

async function customerOf({ channelSessionId }: Answer) {
  const session = await rig.context.people.session(channelSessionId);
  return rig.context.people.customer(session?.customerId ?? '');
}

async function priorityOf({ conversationId }: Answer): Promise<number | undefined> {
  return rig.engine.read(
    ({ world }) =>
      Object.values(world.state.tasks).find((task) => task.conversationId === conversationId)?.priority,
  );
}

describe('the priority', () => {
  it.each<[unknown, number]>([
    [undefined, 1],
    [null, 1],
    ['', 1],
    [0, 1],
    ['0', 1],
    [-3, 1],
    ['high', 1],
    [{}, 1],
    ['5', 5],
    [7, 7],
    [6.6, 7],
    [11, 10],
    ['99', 10],
  ])('%j is %i', async (requestPriority, priority) => {
    expect(await priorityOf(await post(message({ channelData: { requestPriority } })))).toBe(priority);
  });
});

it('the priority is at least that of the most urgent label that agents have put on the customer', async () => {
  const number = newNumber();
  const customer = await customerOf(await post(message({}, number)));
  if (customer === undefined) throw new Error('the customer is known');
  const { customerCare, engine } = rig.context;
  const labels: string[] = [];
  for (const priority of [3, 9]) {
    const label = { id: null, name: `urgent ${priority}`, colorCode: '#000000', priority, createdBy: 'x' };
    labels.push((await customerCare.saveLabel(label, engine.now()))?.id ?? '');
  }
  await customerCare.save({ ...customer, attributes: { ...customer.attributes, labels } });
  const comesAgain = async (requestPriority: number) => {
    await post(message({ header: { intent: 'END_CHAT' } }, number));
    return priorityOf(await post(message({ channelData: { requestPriority } }, number)));
  };
  expect(await comesAgain(4)).toBe(9);
  expect(await comesAgain(10)).toBe(10);
  for (const label of labels) await customerCare.removeLabel(label);
  expect(await comesAgain(4)).toBe(4);
});

describe('the id', () => {
  it.each([
    12345,
    '12345',
    'wamid.HBgLNDkxNzAxMjM0NTY3FQIAEhggM0E=',
    '<CAF=abc+1@mail.gmail.com>',
    'x'.repeat(700),
    'ID mit Leerzeichen/ü',
    'toString',
    4912661846655238145,
  ])('%j is taken, answered as it came, and stored once', async (id) => {
    const sent = message({ id });
    const first = await post(sent);
    expect(first.messageId).toBe(String(id));
    expect(await post(sent)).toEqual(first);
    expect(await storedIn(first)).toHaveLength(1);
  });

  it('that JSON has rounded does not make two messages one', async () => {
    const number = newNumber();
    const one = await post(
      message({ id: 4912661846655238145, body: { type: 'PLAIN', markdownText: 'one' } }, number),
    );
    await post(message({ id: 4912661846655238145, body: { type: 'PLAIN', markdownText: 'two' } }, number));
    expect(await storedIn(one)).toHaveLength(2);
  });

  it.each([undefined, null, ''])(
    '%j is made up; the same moment and words are the same message',
    async (id) => {
      const number = newNumber();
      const timed = message({ id, header: { timestamp: 1740753781 } }, number);
      const first = await post(timed);
      expect(await post(timed)).toEqual(first);
      expect(await storedIn(first)).toHaveLength(1);
      await post(message({ id }, number));
      await post(message({ id }, number));
      expect(await storedIn(first)).toHaveLength(3);
    },
  );
});

describe('the customer', () => {
  it('is one in five spellings of a telephone number, and is answered as the provider spells it', async () => {
    const digits = `4917${String(Math.floor(1e8 + Math.random() * 9e8))}`;
    const national = digits.slice(2);
    const spellings = [
      `+${digits}`,
      digits,
      `00${digits}`,
      `+49 (0)${national.slice(0, 3)} ${national.slice(3)}`,
      `whatsapp:+${digits}`,
    ];
    const answers: Answer[] = [];
    for (const spelling of spellings) answers.push(await post(message({}, spelling)));
    expect(new Set(answers.map(({ channelSessionId }) => channelSessionId)).size).toBe(1);
    expect((await customerOf(answers[0]!))?.identifiers).toEqual({ WHATSAPP: [`+${digits}`] });
    const session = await rig.context.people.session(answers[0]!.channelSessionId);
    expect(session?.channelCustomerIdentifier).toBe(`+${digits}`);
  });

  it.each([[4917012345678], ['<jane@example.com>'], ['"Jane" <jane@example.com>'], ['x'.repeat(3_000)]])(
    '%j is somebody',
    async (identifier) => {
      await post(message({ channelData: { channelCustomerIdentifier: identifier } }));
    },
  );

  it.each<[string, object, object, string]>([
    ['channelData', { customerFirstName: 'Maria', customerLastName: null }, {}, 'Maria'],
    ['header.customer', {}, { customer: { firstName: 'Maria', isAnonymous: false } }, 'Maria'],
    ['a number', { customerFirstName: 7 }, {}, '7'],
    ['half an emoji', { customerFirstName: 'Maria \ud83d' }, {}, 'Maria \ufffd'],
    ['a null byte', { customerFirstName: 'Ma\0ria' }, {}, 'Ma\ufffdria'],
    ['250 letters', { customerFirstName: '🙏'.repeat(250) }, {}, `${'🙏'.repeat(199)}…`],
    ['a list', { customerFirstName: ['x'] }, {}, ''],
  ])('has a name from %s', async (_what, channelData, header, firstName) => {
    expect(await customerOf(await post(message({ channelData, header })))).toMatchObject({
      firstName,
      isAnonymous: false,
    });
  });

  it('gets a name when a later message brings one', async () => {
    const number = newNumber();
    const first = await post(message({}, number));
    await post({
      ...message({}, number),
      header: { ...message({}, number).header, intent: 'end_chat' },
      body: null,
    });
    await post(message({ channelData: { customerFirstName: 'Maria' } }, number));
    expect(await customerOf(first)).toMatchObject({ firstName: 'Maria' });
  });
});

describe('the time', () => {
  it.each([
    1740753781,
    '1740753781',
    1740753781614,
    '1740753781614',
    '2025-02-28T14:43:01.614Z',
    '2025-02-28T19:43:01.614+05:00',
    1740753781614000,
  ])('%j is kept beside ours', async (timestamp) => {
    const [stored] = await storedIn(await post(message({ header: { timestamp } })));
    expect(Math.floor((stored?.header.providerTimestamp ?? 0) / 1000)).toBe(1740753781);
  });

  it.each(['', null, 'yesterday', {}, -1, 9e18])(
    '%j is no time, and no reason to lose the message',
    async (timestamp) => {
      const [stored] = await storedIn(await post(message({ header: { timestamp } })));
      expect(stored?.header.providerTimestamp).toBeUndefined();
    },
  );
});

describe('the text', () => {
  it('that is too long becomes several messages, and nothing of it is lost', async () => {
    const words = Array.from({ length: 1_200 }, (_, index) => `word${index}`).join(' ');
    const sent = message({ body: { type: 'PLAIN', markdownText: words } });
    const answer = await post(sent);
    const parts = (await storedIn(answer)).map(({ body }) => String(body.markdownText));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(charactersIn(part)).toBeLessThanOrEqual(4096);
    expect(parts.map((part) => part.replace(/^…|…$/gu, '')).join(' ')).toBe(words);
    expect(await post(sent)).toEqual(answer);
    expect(await storedIn(answer)).toHaveLength(parts.length);
  });

  it.each([4_097, 12_288, 60_000])('of %i letters without a space is stored', async (letters) => {
    const parts = await storedIn(
      await post(message({ body: { type: 'PLAIN', markdownText: 'x'.repeat(letters) } })),
    );
    expect(parts.map(({ body }) => String(body.markdownText).replaceAll('…', '')).join('')).toHaveLength(
      letters,
    );
  });

  it('with escapes may be longer on the way than in the store', async () => {
    const body = JSON.stringify(message({ body: { type: 'PLAIN', markdownText: 'Ж'.repeat(20_000) } }));
    await post(body.replace(/Ж/g, '\\u0416'));
  });

  it.each<[string, unknown, string]>([
    ['a number', 7, '7'],
    ['null', null, ''],
    ['nothing', '', ''],
    ['half an emoji', 'a\ud83d', 'a\ufffd'],
    ['a null byte', 'a\0b', 'a\ufffdb'],
  ])('that is %s', async (_what, markdownText, text) => {
    const [stored] = await storedIn(await post(message({ body: { type: 'PLAIN', markdownText } })));
    expect(stored?.body).toMatchObject({ type: 'PLAIN', markdownText: text });
  });

  it('of a mail may be long, and its HTML longer', async () => {
    const body = {
      type: 'EMAIL',
      subject: 's'.repeat(5_000),
      from: '<jane@example.com>',
      markdownText: 'x'.repeat(9_000),
      htmlBody: `<p>${'x'.repeat(30_000)}</p>`,
    };
    const parts = await storedIn(await post(message({ body })));
    expect(parts[0]?.body).toMatchObject({ type: 'EMAIL', htmlBody: body.htmlBody });
    expect(parts.map((part) => String(part.body.markdownText).replaceAll('…', '')).join('')).toHaveLength(
      9_000,
    );
  });
});

describe('the header', () => {
  it('that answers a message we do not have is no reason to lose this one', async () => {
    const [stored] = await storedIn(
      await post(message({ header: { intent: 'REPLY_TO', originalMessageId: 'wamid.unknown==' } })),
    );
    expect(stored?.header.originalMessageId).toBeNull();
  });

  it('that answers a message of ours keeps the reference, in either spelling', async () => {
    const number = newNumber();
    await post(message({ id: '<first@mail>' }, number));
    const answer = await post(message({ header: { replyToMessageId: '<first@mail>' } }, number));
    const [first, second] = await storedIn(answer);
    expect(second?.header.originalMessageId).toBe(first?.id);
  });

  it.each<[string, object]>([
    ['a language that is a text', { language: 'de' }],
    ['entities that are a list', { entities: [] }],
    ['a sender without a type', { sender: 'me' }],
    ['stamps that are none', { stamps: null, securityInfo: '', schedulingMetaData: 0, roomId: 5 }],
    ['a customer that is a text', { customer: '0900' }],
    ['an intent that is a number', { intent: 5 }],
  ])('with %s', async (_what, header) => {
    await post(message({ header }));
  });

  it('with attributes of any form keeps those that have a key', async () => {
    const additionalAttributes = [
      null,
      5,
      {},
      { key: 'a', value: 1 },
      { key: 7, type: 'String', value: null },
    ];
    const answer = await post(message({ channelData: { additionalAttributes } }));
    const session = await rig.context.people.session(answer.channelSessionId);
    expect(session?.additionalAttributes).toEqual([
      { key: 'a', value: 1 },
      { key: '7', type: 'String', value: null },
    ]);
  });
});

describe('the body', () => {
  it.each<[string, unknown, object]>([
    [
      'a size with a unit',
      { type: 'image', attachment: { mediaUrl: 'https://x/y', size: '12 kB' } },
      { type: 'IMAGE', attachment: { size: 12_000 } },
    ],
    [
      'a size that is a word',
      { type: 'IMAGE', attachment: { mediaUrl: 'https://x/y', size: 'big' } },
      { type: 'IMAGE', attachment: { size: null } },
    ],
    ['no attachment', { type: 'FILE', caption: 'see' }, { type: 'FILE', caption: 'see' }],
    [
      'a place in texts',
      { type: 'LOCATION', location: { latitude: '31.5', longitude: '74.3' } },
      { type: 'LOCATION', location: { latitude: 31.5 } },
    ],
    ['no place', { type: 'LOCATION' }, { type: 'UNKNOWN', receivedType: 'LOCATION' }],
    ['no contacts', { type: 'CONTACT', contacts: null }, { type: 'CONTACT', contacts: [] }],
    ['no elements', { type: 'CAROUSEL', elements: null }, { type: 'CAROUSEL' }],
    [
      'a number as a title',
      { type: 'BUTTON', buttons: [{ title: 1, type: 'String' }] },
      { buttons: [{ title: '1' }] },
    ],
    ['an unknown type', { type: 'Hologram', shape: [1] }, { type: 'Hologram', shape: [1] }],
    ['a long type', { type: 'X'.repeat(200) }, { type: 'UNKNOWN' }],
    [
      'a wrap-up',
      { type: 'wrapup', wrapups: [], note: 'refund approved' },
      { type: 'UNKNOWN', receivedType: 'wrapup', received: { note: 'refund approved' } },
    ],
    ['an action', { type: 'ACTION', name: 'END' }, { type: 'UNKNOWN', receivedType: 'ACTION' }],
    ['no type', { markdownText: 'words' }, { type: 'UNKNOWN', markdownText: 'words' }],
    ['a text alone', 'just words', { type: 'PLAIN', markdownText: 'just words' }],
    ['nothing', undefined, { type: 'UNKNOWN' }],
    ['a list', [1], { type: 'UNKNOWN', received: [1] }],
  ])('with %s', async (_what, body, stored) => {
    expect((await storedIn(await post(message({ body }))))[0]?.body).toMatchObject(stored);
  });

  it('that nobody could mean is stored without what cannot be stored', async () => {
    const deep = '{"a":'.repeat(500) + '1' + '}'.repeat(500);
    const text = JSON.stringify(message({ body: { type: 'CUSTOM', jsonNode: 'DEEP' } }));
    await post(text.replace('"DEEP"', deep));
  });

  it.each(['TYPING_STARTED', 'typing_stopped', 'SOMETHING_NEW'])(
    'of a notification %j is taken',
    async (notificationType) => {
      const number = newNumber();
      await post(message({}, number));
      await post(message({ body: { type: 'NOTIFICATION', notificationType } }, number));
    },
  );

  it.each(['READ', 'sent', 'FAILED', 5])('of a receipt %j for nothing is taken', async (status) => {
    const number = newNumber();
    await post(message({}, number));
    await post(message({ body: { type: 'DELIVERYNOTIFICATION', messageId: 99, status } }, number));
  });
});

const PUBLISHED = process.env.WIRE_FIXTURES;
const OWN = fileURLToPath(new URL('../../../../protocol/agent-manager/testing/', import.meta.url));

describe('the published samples', () => {
  it.skipIf(PUBLISHED === undefined)(
    `are taken as they are${PUBLISHED === undefined ? ' (WIRE_FIXTURES is not set)' : ''}`,
    async () => {
      const folders = [join(PUBLISHED ?? OWN, 'cim'), join(PUBLISHED ?? OWN, 'cim-constructed')];
      for (const folder of folders) {
        for (const file of readdirSync(folder).filter(
          (name) => !/^(Connector|BotRe|MessageHeader)/.test(name),
        )) {
          const sample = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
            header?: object;
            body?: unknown;
          };
          await post(
            message({
              ...(sample.header !== undefined && { header: sample.header }),
              channelData: { requestPriority: 0 },
              body: sample.body ?? sample,
            }),
          );
        }
      }
    },
  );
});
