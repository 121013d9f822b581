/** To whom a conversation belongs, who may end it, who may leave it (C17), and who reads what is said to some alone. */
import { describe, expect, it } from 'vitest';
import { ownerOf } from './owner.ts';
import { only } from './testing/centre.ts';
import type { Centre } from './testing/centre.ts';
import { twoAgents } from './testing/two-agents.ts';
import { audience, visibleTo } from './visibility.ts';
import { Members } from './members.ts';

const IN_TALK = { conversationId: 'talk-zoe' };

const owner = (centre: Centre) => {
  const conversation = centre.conversation('zoe');
  return conversation && ownerOf(conversation)?.ref;
};

describe('the owner of a conversation', () => {
  it('gives it to another agent and stays; whoever has it alone may', () => {
    const centre = twoAgents({ wrapupMs: 0 });
    expect(owner(centre)).toBe('ada');
    const give = { type: 'owner.change', ...IN_TALK } as const;
    expect(centre.refusal({ ...give, agentId: 'ben', ownerId: 'ada' })).toBe('NOT_OWNER');
    expect(centre.refusal({ ...give, agentId: 'ada', ownerId: 'nobody' })).toBe('AGENT_NOT_FOUND');
    centre.do({ ...give, agentId: 'ada', ownerId: 'ben' });
    expect(owner(centre)).toBe('ben');
    expect(centre.do({ ...give, agentId: 'ben', ownerId: 'ben' }).events).toEqual([]);
  });

  it('is the agent who is there longest when the owner leaves; the last one cannot', () => {
    const centre = twoAgents({ wrapupMs: 0 });
    centre.do({ type: 'owner.change', ...IN_TALK, agentId: 'ada', ownerId: 'ben' });
    const leave = { type: 'conversation.leave', ...IN_TALK, unlessLast: true } as const;
    centre.do({ ...leave, agentId: 'ben' });
    expect(owner(centre)).toBe('ada');
    expect(centre.refusal({ ...leave, agentId: 'ada' })).toBe('LAST_AGENT');
    expect(centre.conversation('zoe')?.sessionIds).toHaveLength(1);
  });

  it('leaves quietly when told to, and with a word otherwise', () => {
    const gone = (quiet: boolean) =>
      twoAgents({ wrapupMs: 0 })
        .do({
          type: 'conversation.leave',
          ...IN_TALK,
          agentId: 'ben',
          ...(quiet && { quiet: true as const }),
        })
        .events.find(({ type }) => type === 'participant.left');
    expect(gone(true)).toMatchObject({ quiet: true, reason: 'UNSUBSCRIBED' });
    expect(gone(false)).not.toHaveProperty('quiet');
  });

  it('alone ends it, for everybody', () => {
    const centre = twoAgents({ wrapupMs: 0 });
    const end = (agentId: string) =>
      ({ type: 'conversation.end', ...IN_TALK, by: { kind: 'AGENT', agentId } }) as const;
    expect(centre.refusal(end('ben'))).toBe('NOT_OWNER');
    expect(centre.refusal(end('cleo'))).toBe('NOT_A_PARTICIPANT');
    const { events } = centre.do(end('ada'));
    expect(only(events, 'session.ended')).toMatchObject([{ reason: 'AGENT' }]);
    expect(centre.conversation('zoe')).toBeUndefined();
  });
});

describe('a message to some alone', () => {
  it('reaches them and nobody else, now and later', () => {
    const centre = twoAgents({ wrapupMs: 0 });
    const { events } = centre.do({
      type: 'message.send',
      ...IN_TALK,
      messageId: 'm1',
      sender: { kind: 'AGENT', agentId: 'ada' },
      kind: 'MESSAGE',
      replyTo: null,
      textLength: 3,
      to: ['session-zoe'],
    });
    const [event] = events;
    if (event === undefined) throw new Error('nothing was said');
    expect(audience(centre.world.state, event)).toEqual({
      agentIds: ['ada'],
      sessionIds: ['session-zoe'],
      botIds: [],
      watcherIds: [],
    });
    const around = { members: new Members([]), isInternal: () => false };
    expect(visibleTo({ agentId: 'ben' }, event, around)).toBe(false);
    expect(visibleTo({ agentId: null }, event, around)).toBe(false);
    expect(visibleTo({ sessionId: 'session-zoe' }, event, around)).toBe(true);
  });
});
