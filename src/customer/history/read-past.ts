/** Reads what `/conversation-manager` says of a customer's earlier conversations. */
import type { PastConversation, PastEvents, PastPage } from './past.ts';
import { readKept } from '../../connection/read-topics.ts';
import { personName } from '../../connection/read-parties.ts';
import { fields, list, number, text, time, under } from '../../base/fields.ts';

function readConversation(value: unknown): PastConversation[] {
  const wire = fields(value);
  const id = text(wire.conversationId);
  if (id === '') return [];
  const channel = fields(wire.channel);
  return [
    {
      id,
      startedAt: time(wire.startedAt, 0),
      endedAt: number(wire.endedAt),
      channelType: text(channel.type),
      channelName: text(channel.name),
      queue: text(under(wire, 'queue').name),
      agents: list(wire.agents)
        .map((agent) => personName(fields(agent)))
        .filter((name) => name !== ''),
      codes: list(wire.wrapUps)
        .map((code) => ({ categoryName: text(under(code).categoryName), value: text(under(code).value) }))
        .filter(({ value }) => value !== ''),
      note: text(wire.note),
    },
  ];
}

/** A page of a customer's conversations. */
export function readPastPage(value: unknown): PastPage {
  const wire = fields(value);
  return { conversations: list(wire.docs).flatMap(readConversation), more: wire.more === true };
}

/** A page of what was said. `now` stands in for missing times. */
export function readPastEvents(value: unknown, now: number): PastEvents {
  const wire = fields(value);
  return { events: readKept(wire.events, now), earlier: wire.earlier === true };
}
