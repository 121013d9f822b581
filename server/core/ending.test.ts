/** Leaving without a wrap-up, and the owner who ends a conversation for all (C17, T7). */
import { describe, expect, it } from 'vitest';
import type { Centre } from './testing/centre.ts';
import { twoAgents } from './testing/two-agents.ts';

const end = (agentId: string, wrapUp: boolean) =>
  ({
    type: 'conversation.end',
    by: { kind: 'AGENT', agentId },
    conversationId: 'talk-zoe',
    ...(!wrapUp && { wrapUp: false as const }),
  }) as const;
const roles = (centre: Centre) =>
  centre.conversation('zoe')?.participants.map(({ ref, role }) => [ref, role]) ?? [];

describe('the owner of a conversation', () => {
  it('ends it for all: agents wrap up, the customer is gone', () => {
    const centre = twoAgents({ wrapupMs: 30_000 });
    centre.do(end('ada', true));
    expect(roles(centre)).toEqual([
      ['ada', 'WRAP_UP'],
      ['ben', 'WRAP_UP'],
    ]);
    expect(centre.conversation('zoe')?.sessionIds).toEqual([]);
    expect(centre.refusal(end('ada', true))).toBe('TOPIC_CLOSED');
  });

  it('may be done with it at once, while the others wrap up', () => {
    const centre = twoAgents({ wrapupMs: 30_000 });
    centre.do(end('ada', false));
    expect(roles(centre)).toEqual([['ben', 'WRAP_UP']]);
    expect(centre.mrd('ada')).toMatchObject({ state: 'READY', live: 0 });
  });

  it('alone decides: another agent is refused, and nothing has changed', () => {
    const centre = twoAgents({ wrapupMs: 30_000 });
    const before = roles(centre);
    expect(centre.refusal(end('ben', true))).toBe('NOT_OWNER');
    expect(roles(centre)).toEqual(before);
    centre.do({ type: 'conversation.leave', agentId: 'ada', conversationId: 'talk-zoe', wrapUp: false });
    expect(centre.refusal(end('ada', true))).toBe('NOT_A_PARTICIPANT');
    centre.do(end('ben', false));
    expect(centre.conversation('zoe')).toBeUndefined();
  });
});

describe('an agent who leaves without a wrap-up', () => {
  it('is free at once; alone, the customer goes with them, and what was entered is kept', () => {
    const centre = twoAgents({ wrapupMs: 30_000 });
    centre.leave('ben', 'zoe');
    const entered = { agentId: 'ada', conversationId: 'talk-zoe', messageId: 'codes', textLength: 3 };
    centre.do({ type: 'wrapup.enter', ...entered });
    const { events } = centre.do({
      type: 'conversation.leave',
      agentId: 'ada',
      conversationId: 'talk-zoe',
      wrapUp: false,
    });
    expect(events).toContainEqual(expect.objectContaining({ type: 'message.sent', messageId: 'codes' }));
    expect(events).toContainEqual(expect.objectContaining({ type: 'session.ended', reason: 'AGENT' }));
    expect(centre.mrd('ada')).toMatchObject({ state: 'READY', live: 0 });
  });
});
