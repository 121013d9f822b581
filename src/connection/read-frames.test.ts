import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOW } from '../testing/people.ts';
import { HEARD, readFrame } from './read-frames.ts';
import { readCustomer } from './read-parties.ts';

const SESSION = {
  id: 's1',
  channel: { name: 'Web chat', channelType: { name: 'WEB' } },
  customer: { _id: 'c1', firstName: 'Maria', lastName: 'Lopez', isAnonymous: false },
  channelData: {
    channelCustomerIdentifier: 'maria',
    serviceIdentifier: 'demo-web',
    additionalAttributes: [
      {
        key: 'form',
        type: 'WebChannelData',
        value: { formData: { attributes: [{ key: 'contractNumber', value: '42' }] } },
      },
    ],
  },
  isActive: true,
  state: { name: 'STARTED' },
};

describe('what arrives', () => {
  it('an offer runs by the clock of the server', () => {
    const frame = readFrame(
      'taskRequest',
      {
        conversationId: 'k',
        taskId: 't:m',
        channelSession: SESSION,
        queue: { id: 'q', name: 'Support' },
        ronaTimeout: 20,
        expiresAt: 120_000,
        enqueuedAt: 90_000,
        serverTime: 100_000,
        preview: 'Hello',
      },
      NOW,
    );
    expect(frame).toMatchObject({
      type: 'offer',
      serverTime: 100_000,
      offer: { taskId: 't:m', queue: 'Support', expiresAt: 120_000, lasts: 20_000, preview: 'Hello' },
    });
  });

  it('work that a telephone system routes counts only for who has it on', () => {
    const voice = { mrd: { id: 'v', name: 'VOICE', managedByRe: false }, maxAgentTasks: 1 };
    const chat = { mrd: { id: 'c', name: 'CHAT' }, state: 'NOT_READY', maxAgentTasks: 5 };
    const mrds = (state: string) => {
      const agentMrdStates = [chat, { ...voice, state }];
      const frame = readFrame(
        'agentPresence',
        { agentPresence: { state: { name: 'READY' }, agentMrdStates } },
        NOW,
      );
      return frame?.type === 'presence' ? frame.presence.mrds.map(({ name }) => name) : null;
    };
    expect(mrds('NOT_READY')).toEqual(['Chat']);
    expect(mrds('LOGOUT')).toEqual(['Chat']);
    expect(mrds('READY')).toEqual(['Chat', 'Voice']);
  });

  it('a conversation began when the server says, not with the first event of a page', () => {
    const event = { id: 'e', seq: 900, name: 'NO_AGENT_AVAILABLE', timestamp: NOW - 1000, data: {} };
    const began = (topicData: object) => {
      const wire = {
        conversationId: 'k',
        serverTime: NOW,
        topicData: { topicEvents: [event], ...topicData },
      };
      const frame = readFrame('onTopicData', wire, NOW);
      return frame?.type === 'topic' ? frame.head.startedAt : null;
    };
    expect(began({ earlier: true, durationInSeconds: 3600 })).toBe(NOW - 3_600_000);
    expect(began({ earlier: false, durationInSeconds: 1 })).toBe(NOW - 1000);
    expect(began({ earlier: true, topicEvents: [], durationInSeconds: 60 })).toBe(NOW - 60_000);
    expect(began({ earlier: true })).toBe(NOW - 1000);
  });

  it('a time that no calendar holds is as good as none', () => {
    for (const timestamp of [1e300, -1e17, '+999999-01-01T00:00:00Z', 'yesterday', null]) {
      const wire = { conversationId: 'k', cimEvent: { id: 'e', seq: 1, name: 'X', timestamp, data: {} } };
      const frame = readFrame('onCimEvent', wire, NOW);
      expect(frame?.type === 'event' && frame.event.at, String(timestamp)).toBe(NOW);
    }
  });

  it('an offer without our additions rings all the same', () => {
    const wire = { conversationId: 'k', taskId: 't', channelSession: SESSION };
    expect(readFrame('taskRequest', wire, NOW)).toMatchObject({
      offer: { customer: { name: 'Maria Lopez' } },
    });
  });

  it('what the customer entered before the chat is shown with a readable name', () => {
    const frame = readFrame(
      'onTopicData',
      {
        conversationId: 'k',
        taskId: 't',
        topicData: { participants: [{ type: 'CUSTOMER', participant: SESSION }], topicEvents: [], seq: 0 },
      },
      NOW,
    );
    expect(frame).toMatchObject({
      head: { sessions: [{ form: [{ label: 'Contract Number', value: '42' }] }] },
    });
  });

  it.each([
    ['AGENT_MESSAGE', 'WEB', undefined, undefined],
    ['AGENT_MESSAGE', 'WEB', false, true],
    ['CUSTOMER_MESSAGE', 'WHATSAPP', undefined, true],
    ['CUSTOMER_MESSAGE', 'WHATSAPP', true, undefined],
    ['WHISPER_MESSAGE', 'WHATSAPP', false, undefined],
  ])('the signs of a %s by %s, formatting %s, are as sent: %s', (name, type, formatting, asSent) => {
    const channel = { channelType: { name: type }, channelConfig: { formatting } };
    const event = {
      id: 'e',
      name,
      seq: 4,
      channelSession: { id: 's', channel },
      data: { id: 'm', header: {}, body: { type: 'PLAIN', markdownText: '*now*' } },
    };
    const frame = readFrame('onCimEvent', { cimEvent: event, conversationId: 'k' }, NOW);
    expect(frame?.type === 'event' && frame.event.what.type === 'message' && frame.event.what.body).toEqual({
      type: 'PLAIN',
      text: '*now*',
      ...(asSent === true && { asSent }),
      fields: event.data.body,
    });
  });

  it('an event is read as an object and as its JSON text', () => {
    const event = {
      id: 'e',
      name: 'CUSTOMER_MESSAGE',
      seq: 7,
      timestamp: 5,
      data: { id: 'm', header: { customer: SESSION.customer }, body: { type: 'PLAIN', markdownText: 'Hi' } },
    };
    const object = readFrame('onCimEvent', { conversationId: 'k', cimEvent: event, skipped: 2 }, NOW);
    const json = readFrame(
      'onCimEvent',
      { conversationId: 'k', cimEvent: JSON.stringify(event), skipped: 2 },
      NOW,
    );
    expect(json).toEqual(object);
    expect(object).toMatchObject({
      event: { seq: 7, skipped: 2, what: { type: 'message', messageId: 'm' } },
    });
  });

  it('what a bot suggests is read as words for colleagues', () => {
    const suggestions = ['Restart it', 'Is it plugged in?'].map((markdownText) => ({
      messageBody: { type: 'PLAIN', markdownText },
      confidenceLevel: 0.5,
    }));
    const header = { sender: { id: 'b', type: 'BOT', senderName: 'Rasa' } };
    const cimEvent = { id: 'e', name: 'BOT_SUGGESTION', seq: 7, data: { id: 'm', header, suggestions } };
    const frame = readFrame('onCimEvent', { conversationId: 'k', cimEvent }, NOW);
    expect(frame).toMatchObject({ event: { what: { type: 'message', messageId: 'm', whisper: true } } });
    expect(JSON.stringify(frame)).toContain('Restart it');
    expect(JSON.stringify(frame)).toContain('plugged');
  });

  it('nothing that arrives breaks the desk', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HEARD), fc.anything(), (name, payload) => {
        expect(() => readFrame(name, payload, NOW)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

it('a customer without a name has none, whatever the server says instead', () => {
  expect(readCustomer({ _id: 'c', firstName: 'Anonymous', isAnonymous: true }).name).toBe('');
  expect(readCustomer({ _id: 'c', firstName: 'Anonymous', isAnonymous: false }).name).toBe('Anonymous');
});
