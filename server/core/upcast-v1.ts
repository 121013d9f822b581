/**
 * From version 1 to 2, for events and states alike: tasks tell whom they ask and on whose behalf, channels lead to
 * a queue, a pull list or a bot, agents know the conversations that they take part in.
 */

type Stored = Readonly<Record<string, unknown>>;

const mapValues = (record: unknown, change: (value: Stored) => Stored): Record<string, Stored> =>
  Object.fromEntries(
    Object.entries(record as Record<string, Stored>).map(([id, value]) => [id, change(value)]),
  );

function channelFromV1({ queueId, ...channel }: Stored): Stored {
  return { ...channel, entry: { kind: 'QUEUE', queueId } };
}

function configFromV1(config: Stored): Stored {
  return { ...config, lists: {}, bots: {}, channels: mapValues(config.channels, channelFromV1) };
}

function taskFromV1(task: Stored): Stored {
  return { ...task, target: { kind: 'QUEUE' }, requestedBy: null, noteId: null, fallback: 'END' };
}

/** An event of version 1 as version 2 has it. */
export function eventFromV1(event: Stored): Stored {
  switch (event.type) {
    case 'configured':
      return { ...event, config: configFromV1(event.config as Stored) };
    case 'task.queued':
      return { ...event, task: taskFromV1(event.task as Stored) };
    case 'task.closed':
      return { ...event, direction: 'INBOUND', queueId: null };
    default:
      return event;
  }
}

type Member = { kind: string; ref: string; joinedAt: number };
type Talk = { id: string; participants: Member[] };

/** Conversation ids by agent, in the order of joining. */
function participations(conversations: unknown): Map<string, string[]> {
  const joined = Object.values(conversations as Record<string, Talk>).flatMap(({ id, participants }) =>
    participants.filter(({ kind }) => kind === 'AGENT').map(({ ref, joinedAt }) => ({ id, ref, joinedAt })),
  );
  const found = new Map<string, string[]>();
  for (const { id, ref } of joined.sort((a, b) => a.joinedAt - b.joinedAt)) {
    found.set(ref, [...(found.get(ref) ?? []), id]);
  }
  return found;
}

/** A state of version 1 as version 2 has it. */
export function stateFromV1(state: Stored): Stored {
  const conversationIds = participations(state.conversations);
  return {
    ...state,
    config: configFromV1(state.config as Stored),
    tasks: mapValues(state.tasks, taskFromV1),
    conversations: mapValues(state.conversations, (conversation) => ({ ...conversation, listId: null })),
    agents: mapValues(state.agents, (agent) => ({
      ...agent,
      conversationIds: conversationIds.get(agent.id as string) ?? [],
    })),
  };
}
