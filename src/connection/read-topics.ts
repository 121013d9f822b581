/** Reads conversations: snapshots, events, wrap-ups, and what ended while nobody listened. */
import { SENDER_TYPES } from '../../protocol/cim/vocabulary.ts';
import { wordIn } from '../../protocol/shared/words.ts';
import {
  count,
  fields,
  list,
  number,
  text,
  textOrNull,
  texts,
  time,
  under,
  type Fields,
} from '../base/fields.ts';
import { isKept, type KeptEvent } from '../store/events.ts';
import type { FrameOf, TopicHead } from '../store/frames.ts';
import { kindOf } from '../store/kind.ts';
import { readAwaited, readEvent, readRest } from './read-event.ts';
import { readAgentHere, readCustomer, readSession } from './read-parties.ts';

const participantType = wordIn(SENDER_TYPES);

/** Events that are kept, from a list of the wire. */
export function readKept(value: unknown, now: number): KeptEvent[] {
  return list(value)
    .map((each) => readEvent(each, 0, now))
    .filter(isKept);
}

export function readAway(wire: Fields, at: number): FrameOf<'away'> {
  const endings = list(wire.conversations).flatMap((value) => {
    const each = fields(value);
    const conversationId = text(each.conversationId);
    if (conversationId === '') return [];
    return [
      {
        conversationId,
        name: readCustomer(each.customer).name,
        queue: text(under(each, 'queue').name),
        reason: text(each.reason),
        at: time(each.at, at),
        open: each.open === true,
      },
    ];
  });
  return { type: 'away', at, since: time(wire.since, at), endings };
}

/**
 * When a conversation began: its first event, where that is there; else as long ago as the server says. A page of
 * later events does not tell.
 */
function startOf(topic: Fields, events: readonly KeptEvent[], now: number): number {
  const [first] = events;
  const lasted = number(topic.durationInSeconds);
  if (first !== undefined && (lasted === null || topic.earlier !== true)) return first.at;
  return now - Math.max(0, lasted ?? 0) * 1000;
}

/** Names with the ids that our server adds. */
function readHands(wire: Fields): TopicHead['hands'] {
  const ids = texts(wire.agentIds);
  return texts(wire.agentNames).map((name, at) => ({ id: ids[at] ?? '', name }));
}

/** Names of supervisors who listen, as far as this agent may know. */
export function readMonitors(wire: Fields): readonly string[] {
  return list(wire.monitors).map((one) => text(fields(one).name));
}

export function readTopic(wire: Fields, at: number): FrameOf<'topic'> | null {
  const topic = fields(wire.topicData);
  const id = text(wire.conversationId, text(topic.id));
  if (id === '') return null;
  const now = number(wire.serverTime) ?? at;
  const events = readKept(topic.topicEvents, now);
  const participants = list(topic.participants).map(fields);
  const sessions = participants
    .filter((each) => participantType(each.type) === 'CUSTOMER')
    .map((each) => readSession(each.participant));
  const current = topic.channelSession;
  if (sessions.length === 0 && typeof current === 'object' && current !== null) {
    sessions.push(readSession(current));
  }
  const role = text(under(topic, 'topicParticipant').role, 'PRIMARY');
  return {
    type: 'topic',
    at,
    events,
    seq: number(topic.seq) ?? events.at(-1)?.seq ?? 0,
    earlier: topic.earlier === true,
    head: {
      id,
      roomId: text(under(wire, 'roomInfo').id, id),
      taskId: textOrNull(wire.taskId),
      kind: kindOf(role),
      role,
      state: text(topic.state),
      customer: readCustomer(topic.customer),
      sessions,
      agents: participants.filter((each) => participantType(each.type) === 'AGENT').map(readAgentHere),
      queue: textOrNull(under(topic, 'queue').name),
      mrdId: textOrNull(topic.mrdId),
      actions: texts(topic.actions),
      hands: readHands(under(topic, 'agentHandRaise')),
      monitors: readMonitors(topic),
      restsUntil: readRest(under(topic, 'holdTimerDetails')),
      awaited: readAwaited(under(topic, 'agentSla')),
      startedAt: startOf(topic, events, now),
    },
  };
}

/** What this agent may do; null when the server has not said. */
export function actions(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? texts(value) : null;
}

export function readWrapup(wire: Fields, at: number): FrameOf<'wrapup'> {
  const now = number(wire.serverTime) ?? at;
  const seconds = number(wire.durationSeconds) ?? count(wire.duration);
  const endsAt = time(wire.expiresAt, now + seconds * 1000);
  return {
    type: 'wrapup',
    at,
    conversationId: text(wire.conversationId),
    endsAt,
    lasts: Math.max(0, endsAt - now),
    extensionsLeft: number(wire.extensionsLeft),
    actions: actions(wire.actions),
  };
}
