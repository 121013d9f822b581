import { describe, expect, it } from 'vitest';
import { isBody, messageBody } from './body.ts';
import { incomingCimEvent } from './event.ts';
import { cimMessage, messageHeader, repliedTo } from './message.ts';
import { id, numeric, timestamp } from './primitives.ts';
import { BODY_TYPES, CIM_EVENT_NAMES } from './vocabulary.ts';

describe('times and numbers', () => {
  it('reads epoch ms and ISO-8601 with any offset, and gives epoch ms', () => {
    expect(timestamp.parse(1740753781614)).toBe(1740753781614);
    expect(timestamp.parse('1740753781614')).toBe(1740753781614);
    expect(timestamp.parse('2025-02-28T14:43:01.614+00:00')).toBe(1740753781614);
    expect(timestamp.parse('2025-02-28T19:43:01.614+05:00')).toBe(1740753781614);
    expect(timestamp.safeParse('yesterday').success).toBe(false);
    expect(timestamp.safeParse(NaN).success).toBe(false);
  });

  it('reads numbers that are written as text', () => {
    expect(numeric.parse('600000')).toBe(600000);
    expect(numeric.safeParse('').success).toBe(false);
    expect(numeric.safeParse('soon').success).toBe(false);
  });

  it('takes no name that every object has for an id', () => {
    for (const name of ['constructor', 'toString', '__proto__', ''])
      expect(id.safeParse(name).success).toBe(false);
    expect(id.parse('8d0e3f28:0b5e04fa')).toBe('8d0e3f28:0b5e04fa');
  });
});

describe('bodies', () => {
  const samples: Record<string, object> = {
    PLAIN: { markdownText: 'hi' },
    NOTIFICATION: { notificationType: 'TYPING_STARTED' },
    DELIVERYNOTIFICATION: { messageId: 'm', status: 'READ', reasonCode: 200 },
    DELETEDNOTIFICATION: { messageId: 'm', timestamp: '2025-02-28T14:43:01.614Z' },
    BUTTON: { buttonMessageType: 'BUTTON', buttons: [{ title: 't', type: 'String', payload: 'p' }] },
    CAROUSEL: { carouselMessageType: 'MEDIA', elements: [{ text: 't' }] },
    CONTACT: { contacts: [{ name: { formattedName: 'Jane' } }] },
    LOCATION: { location: { latitude: 31.5, longitude: '74.3' } },
    URL: { mediaUrl: 'https://example.com' },
    STICKER: { mediaUrl: 'https://example.com/s', stickerId: 5 },
    RECEIPT: { orderNumber: 'o' },
    TEMPLATE: { namespace: 'n', name: 'n', language: { code: 'en', policy: 'deterministic' } },
    VOICE: { callId: 'c', leg: 'agent:1' },
    WRAPUP: { wrapups: [{ categoryName: 'c', value: 'v' }], note: 'n' },
    ACTION: { name: 'FIND_AGENT', data: {} },
    COMMENT: { postId: 'p', itemType: 'TEXT' },
    EMAIL: { from: 'a@example.com', replyTo: [], receivingDate: 1 },
    CUSTOM: { jsonNode: { a: 1 } },
    StructuredMessage: { additionalDetails: {} },
  };
  for (const type of ['IMAGE', 'VIDEO', 'AUDIO', 'FILE', 'MULTIMEDIA']) {
    samples[type] = { caption: 'c', attachment: { mediaUrl: 'https://example.com/f', size: 12 } };
  }

  it.each([...BODY_TYPES])('reads a body of type %s and keeps what it does not know', (type) => {
    const body = { type, furtherField: { kept: true }, ...samples[type] };
    const parsed = messageBody.parse(body);
    expect(parsed).toMatchObject({ type, furtherField: { kept: true } });
  });

  it('refuses a known type that lacks what it needs', () => {
    for (const body of [
      { type: 'PLAIN' },
      { type: 'IMAGE' },
      { type: 'WRAPUP', wrapups: 'x' },
      { type: 'LOCATION' },
    ]) {
      expect(messageBody.safeParse(body).success).toBe(false);
    }
  });

  it.each(['wrapup', 'Wrapup', ' wRaPuP\n', '\ufeffWRAPUP'])('reads the type %j as WRAPUP', (type) => {
    const body = { type, wrapups: [{ categoryName: 'c', value: 'v' }] };
    expect(messageBody.parse(body).type).toBe('WRAPUP');
    expect(messageBody.safeParse({ type }).success).toBe(false);
  });

  it.each(['actıon', 'wrap_up', 'ｗｒａｐｕｐ', 'Hologram'])('keeps the unknown type %j as it is', (type) => {
    expect(messageBody.parse({ type }).type).toBe(type);
  });

  it('reads names of events, receipts and notifications in any spelling', () => {
    expect(incomingCimEvent.parse({ name: ' agent_message', data: 5 }).name).toBe('AGENT_MESSAGE');
    expect(incomingCimEvent.parse({ name: 'WHİSPER_MESSAGE' }).name).toBe('WHİSPER_MESSAGE');
    expect(messageBody.parse({ type: 'notification', notificationType: 'typing_started' })).toMatchObject({
      type: 'NOTIFICATION',
      notificationType: 'TYPING_STARTED',
    });
  });

  it('keeps a type that nobody knows, and its text byte for byte', () => {
    const body = { type: 'HOLOGRAM', markdownText: '1 < 2 && 3 > 2', shape: [1, 2] };
    expect(messageBody.parse(body)).toEqual(body);
  });

  it('reads receipts in any case and with a number, and gives them as documented', () => {
    const receipt = messageBody.parse({
      type: 'DELIVERYNOTIFICATION',
      messageId: 'm',
      status: 'Read',
      reasonCode: 200,
    });
    expect(isBody(receipt, 'DELIVERYNOTIFICATION') && receipt.status).toBe('READ');
    expect(receipt).toMatchObject({ reasonCode: '200' });
  });

  it('takes five wrap-up codes and no more', () => {
    const wrapups = Array.from({ length: 6 }, () => ({ categoryName: 'c', value: 'v' }));
    expect(messageBody.safeParse({ type: 'WRAPUP', wrapups: wrapups.slice(1) }).success).toBe(true);
    expect(messageBody.safeParse({ type: 'WRAPUP', wrapups }).success).toBe(false);
  });
});

describe('messages and events', () => {
  it('reads headers of every age', () => {
    expect(messageHeader.parse({ timestamp: '' }).timestamp).toBe('');
    expect(messageHeader.parse({ timestamp: '2025-02-28T14:43:01.614Z' }).timestamp).toBe(1740753781614);
    expect(repliedTo(messageHeader.parse({ replyToMessageId: 'm' }))).toBe('m');
    expect(repliedTo(messageHeader.parse({ originalMessageId: 'n', replyToMessageId: null }))).toBe('n');
    expect(repliedTo(messageHeader.parse({}))).toBeNull();
  });

  it('needs an id and a body of a message, and nothing of its header', () => {
    expect(
      cimMessage.safeParse({ id: 'm', header: {}, body: { type: 'PLAIN', markdownText: '' } }).success,
    ).toBe(true);
    expect(cimMessage.safeParse({ header: {}, body: { type: 'PLAIN', markdownText: '' } }).success).toBe(
      false,
    );
    expect(cimMessage.safeParse({ id: 'm', header: {}, body: {} }).success).toBe(false);
  });

  it('knows the 66 names of events, each once', () => {
    expect(new Set(CIM_EVENT_NAMES).size).toBe(66);
    expect(incomingCimEvent.parse({ name: 'SOMETHING_NEW', data: 5 }).name).toBe('SOMETHING_NEW');
  });
});
