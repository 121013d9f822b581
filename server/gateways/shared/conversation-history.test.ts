/** What desks are sent of the past is what they were allowed to see when it happened. */
import { expect, it } from 'vitest';
import type { DomainEvent, EventBody } from '../../core/events.ts';
import type { Participant } from '../../core/state.ts';
import { DEFAULT_GATEWAY_SETTINGS } from './context.ts';
import { readConversation, type HistorySources } from './conversation-history.ts';

const agent = (ref: string, role: Participant['role']): Participant => ({
  id: `participant-${ref}`,
  kind: 'AGENT',
  ref,
  role,
  joinedAt: 0,
  taskId: null,
});

const conversationId = 'talk';

const markedBy = (agentId: string): EventBody => ({
  type: 'message.marked',
  conversationId,
  messageId: 'm1',
  status: 'READ',
  by: { kind: 'AGENT', agentId },
  reason: null,
});

const STREAM: EventBody[] = [
  { type: 'participant.joined', conversationId, participant: agent('ada', 'PRIMARY') },
  { type: 'participant.joined', conversationId, participant: agent('cleo', 'SILENT_MONITOR') },
  markedBy('ada'),
  markedBy('cleo'),
];

/** A store that holds this one conversation. */
function sources(): HistorySources {
  const events = STREAM.map((body, at): DomainEvent => {
    const seq = at + 1;
    return { ...body, seq, at: seq, stream: `conversation:${conversationId}`, streamSeq: seq };
  });
  const part = {
    journal: {
      conversationEvents: (
        _id: string,
        { limit, beforeSeq = Infinity }: { limit: number; beforeSeq?: number },
      ) =>
        Promise.resolve(
          events
            .filter(({ streamSeq }) => streamSeq < beforeSeq)
            .slice(-limit)
            .map((event) => ({ event, content: null })),
        ),
      participantEvents: (_id: string, before: number) =>
        Promise.resolve(events.filter(({ streamSeq }) => streamSeq < before).slice(0, 2)),
    },
    people: {
      sessionsOfConversations: () => Promise.resolve([]),
      customer: () => Promise.resolve(undefined),
    },
    pastWork: {
      tasksOfConversation: () => Promise.resolve([]),
      customerOfConversation: () => Promise.resolve(undefined),
    },
    ratings: { ofConversation: () => Promise.resolve([]) },
    engine: { tenant: 'demo', read: () => Promise.resolve(true) },
    directory: () => ({ user: () => undefined, channel: () => undefined }),
    settings: DEFAULT_GATEWAY_SETTINGS,
    queueName: (id: string) => id,
  };
  return part as unknown as HistorySources;
}

async function shown(viewerId: string | null, limit: number): Promise<string[]> {
  const { events } = await readConversation(sources(), conversationId, viewerId, { limit });
  return events.map(({ name, eventEmitter }) => `${name} ${eventEmitter.id}`);
}

it.each([10, 1])(
  'the marks of a silent monitor are shown to nobody else (%i events at once)',
  async (limit) => {
    for (const viewer of ['ada', null]) {
      const names = await shown(viewer, limit);
      expect(names.filter((name) => name.includes('cleo'))).toEqual([]);
    }
    expect(await shown('cleo', limit)).toContainEqual(expect.stringMatching(/^MESSAGE_DELIVERY.*cleo/));
  },
);

it('the marks of whoever serves the customer are shown to all', async () => {
  expect(await shown(null, 10)).toContainEqual(expect.stringMatching(/^MESSAGE_DELIVERY.*ada/));
});
