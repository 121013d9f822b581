import { describe, expect, it } from 'vitest';
import { Centre } from './testing/centre.ts';
import { beginTurn, emit } from './turn.ts';

describe('the stream of a conversation', () => {
  it('takes no fact before its beginning and none after its end', () => {
    const centre = new Centre();
    centre.customer('zoe');
    const task = { ...centre.task('zoe') };
    centre.customerEnds('zoe');
    const turn = beginTurn(centre.world, 'command', centre.now);
    const before = JSON.stringify(centre.world.state);
    const facts = [
      {
        type: 'task.closed',
        taskId: task.id,
        conversationId: 'talk-zoe',
        agentId: null,
        direction: 'INBOUND',
        queueId: null,
        reason: 'DONE',
        revoke: null,
      },
      { type: 'task.queued', task },
      { type: 'task.accepted', taskId: task.id, agentId: 'ada' },
      { type: 'conversation.closed', conversationId: 'talk-zoe' },
    ] as const;
    for (const fact of facts) expect(() => emit(turn, { ...fact }), fact.type).toThrow('cannot happen');
    expect(JSON.stringify(centre.world.state)).toBe(before);
  });
});
