/** A bot that is there meets customers before the queue, and hands them to people (C14). */
import { describe, expect, it } from 'vitest';
import { Centre } from './testing/centre.ts';

const BEGIN = {
  type: 'session.start',
  sessionId: 'session-zoe',
  conversationId: 'talk-zoe',
  customerId: 'customer-zoe',
  channelId: 'web',
  queueId: null,
  priority: 1,
  connectionBound: true,
} as const;
const OVER = { type: 'bot.handOver', conversationId: 'talk-zoe', lostBotId: null } as const;

function withBot(): Centre {
  const centre = new Centre();
  centre.do({ ...BEGIN, botId: 'rasa' });
  return centre;
}

const roleOfBot = (centre: Centre) =>
  centre.conversation('zoe')?.participants.find(({ kind }) => kind === 'BOT')?.role;

describe('a bot before the queue', () => {
  it('is alone with the customer until one of them asks for a person', () => {
    const centre = withBot();
    expect(centre.conversation('zoe')?.taskIds).toEqual([]);
    expect(centre.refusal({ ...OVER, by: { kind: 'BOT', botId: 'another' } })).toBe('NOT_A_PARTICIPANT');
    centre.do({ ...OVER, by: { kind: 'BOT', botId: 'rasa' } });
    expect(centre.conversation('zoe')?.taskIds).toHaveLength(1);
    expect(roleOfBot(centre)).toBe('PRIMARY');
    // The same wish again is no second request.
    expect(centre.do({ ...OVER, by: { kind: 'CUSTOMER', sessionId: 'session-zoe' } }).events).toEqual([]);
  });

  it('talks to the customer no longer when it is lost', () => {
    const centre = withBot();
    centre.do({ ...OVER, by: null, lostBotId: 'rasa' });
    expect(roleOfBot(centre)).toBe('ASSISTANT');
    expect(centre.conversation('zoe')?.taskIds).toHaveLength(1);
  });
});
