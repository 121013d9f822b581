import { describe, expect, it } from 'vitest';
import type { DomainEvent, EventBody } from '../core/events.ts';
import { projectHistory } from './history-projection.ts';

const facts = (...bodies: EventBody[]): DomainEvent[] =>
  bodies.map((body, at) => ({ ...body, seq: at + 1, at: 1_000 * (at + 1), stream: 'x', streamSeq: at + 1 }));

describe('the projection into history', () => {
  it('adds several facts about one row up to one row or one change', () => {
    const { newConversations, conversations, tasks } = projectHistory(
      facts(
        { type: 'conversation.opened', conversationId: 'c1', customerId: 'p1', direction: 'INBOUND' },
        { type: 'conversation.closed', conversationId: 'c1' },
        { type: 'conversation.closed', conversationId: 'c2' },
        { type: 'task.offered', taskId: 't1', agentId: 'ann', offerEndsAt: 9 },
        { type: 'task.accepted', taskId: 't1', agentId: 'ann' },
      ),
    );
    expect(newConversations).toMatchObject([{ id: 'c1', opened_at: 1_000, closed_at: 2_000 }]);
    expect(conversations).toEqual([{ id: 'c2', agent_ids: [], closed_at: 3_000 }]);
    expect(tasks).toEqual([{ id: 't1', agent_id: 'ann', offered_at: 4_000, accepted_at: 5_000 }]);
  });

  it('writes a state for the agent and for each MRD at sign-in, and the names of reasons', () => {
    const { agentStates } = projectHistory(
      facts(
        { type: 'agent.signedIn', agentId: 'ann', sid: 's', mrds: { chat: 5, voice: 1 } },
        {
          type: 'agent.stateChanged',
          agentId: 'ann',
          state: 'NOT_READY',
          reason: { id: 'lunch', name: 'Lunch', type: 'NOT_READY' },
        },
        { type: 'agent.signedOut', agentId: 'ann', reason: null, sid: 's' },
      ),
    );
    expect(agentStates.map((row) => [row.seq, row.part, row.mrd_id, row.state, row.reason])).toEqual([
      [1, 0, null, 'NOT_READY', null],
      [1, 1, 'chat', 'NOT_READY', null],
      [1, 2, 'voice', 'NOT_READY', null],
      [2, 0, null, 'NOT_READY', 'Lunch'],
      [3, 0, null, 'LOGOUT', null],
    ]);
  });
});
