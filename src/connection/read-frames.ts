/** Reads the events of the Agent Manager's socket into frames. */
import { SENDER_TYPES } from '../../protocol/cim/vocabulary.ts';
import { wordIn } from '../../protocol/shared/words.ts';
import { isKept, type KeptEvent } from '../store/events.ts';
import type { Frame, FrameOf } from '../store/frames.ts';
import { kindOf } from '../store/kind.ts';
import type { AgentStateName, MrdPresence, MrdStateName, OfferEnd } from '../store/model.ts';
import { readEvent } from './read-event.ts';
import { count, readAgentHere, readCustomer, readSession } from './read-parties.ts';
import { fields, list, number, text, textOrNull, texts, time, under, type Fields } from '../base/fields.ts';

const mrdStateName = wordIn<MrdStateName>([
  'NOT_READY',
  'READY',
  'ACTIVE',
  'BUSY',
  'PENDING_NOT_READY',
  'INTERRUPTED',
  'LOGOUT',
]);

const offerEndName = wordIn<OfferEnd>([
  'RONA',
  'REJECTED',
  'CUSTOMER_LEFT',
  'TAKEN',
  'TTL',
  'LOGOUT',
  'CANCELLED',
]);

const participantType = wordIn(SENDER_TYPES);
const agentStateName = wordIn<AgentStateName>(['READY', 'NOT_READY', 'LOGOUT']);

function agentState(value: unknown): AgentStateName {
  return agentStateName(value) ?? 'NOT_READY';
}

function mrdState(value: unknown): MrdStateName {
  return mrdStateName(value) ?? 'UNKNOWN';
}

/** Names of MRDs are often written in capitals alone: CHAT is easier to read as Chat. */
function mrdName(name: string): string {
  return /^[A-Z]{4,}$/.test(name) ? name.charAt(0) + name.slice(1).toLowerCase() : name;
}

/** States of work that goes on somewhere, whoever routes it. */
const RESTING: ReadonlySet<MrdStateName> = new Set(['NOT_READY', 'LOGOUT', 'UNKNOWN']);

/** Whether there is such work for this agent: what a telephone system routes counts once that has it on. */
function hasWork(value: unknown): boolean {
  const wire = fields(value);
  const routedHere = fields(wire.mrd).managedByRe !== false;
  return routedHere || !RESTING.has(mrdState(wire.state));
}

function readMrd(value: unknown, now: number): MrdPresence {
  const wire = fields(value);
  const mrd = fields(wire.mrd);
  return {
    id: text(mrd.id),
    name: mrdName(text(mrd.name)),
    state: mrdState(wire.state),
    since: time(wire.stateChangeTime, now),
    live: count(wire.liveTasks),
    max: count(wire.maxAgentTasks ?? mrd.maxRequests),
    reason: textOrNull(wire.reason),
  };
}

/** Events that are kept, from a list of the wire. */
export function readKept(value: unknown, now: number): KeptEvent[] {
  return list(value)
    .map((each) => readEvent(each, 0, now))
    .filter(isKept);
}

function readPresence(wire: Fields, at: number): FrameOf<'presence'> {
  const presence = fields(wire.agentPresence);
  const state = fields(presence.state);
  return {
    type: 'presence',
    at,
    serverTime: number(wire.serverTime),
    presence: {
      state: agentState(state.name),
      reason: textOrNull(under(state, 'reasonCode').name),
      since: time(presence.stateChangeTime, at),
      mrds: list(presence.agentMrdStates)
        .filter(hasWork)
        .map((each) => readMrd(each, at)),
    },
  };
}

function readFigures(wire: Fields, at: number): FrameOf<'figures'> {
  const waiting = fields(wire.waiting);
  const ready = fields(wire.ready);
  const today = fields(wire.today);
  return {
    type: 'figures',
    at,
    figures: {
      waiting: { count: count(waiting.count), since: number(waiting.since) },
      ready: { count: count(ready.count), names: texts(ready.names) },
      today: {
        conversations: count(today.conversations),
        averageTalkMs: number(today.averageTalkMs),
        readyMs: count(today.readyMs),
        readySince: number(today.readySince),
      },
    },
  };
}

function readAway(wire: Fields, at: number): FrameOf<'away'> {
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

function readOffer(wire: Fields, at: number): FrameOf<'offer'> | null {
  const taskId = text(wire.taskId);
  const conversationId = text(wire.conversationId);
  if (taskId === '' || conversationId === '') return null;
  const serverTime = number(wire.serverTime);
  const now = serverTime ?? at;
  const session = readSession(wire.channelSession);
  const leftMs = count(wire.ronaTimeout) * 1000;
  const expiresAt = time(wire.expiresAt, now + leftMs);
  return {
    type: 'offer',
    at,
    serverTime,
    offer: {
      taskId,
      conversationId,
      roomId: text(under(wire, 'roomInfo').id, conversationId),
      direction: text(wire.taskDirection, 'INBOUND'),
      customer: readCustomer(under(wire, 'channelSession').customer),
      channelType: session.channelType,
      queue: text(under(wire, 'queue').name),
      enqueuedAt: time(wire.enqueuedAt, now),
      expiresAt,
      lasts: Math.max(0, expiresAt - now),
      preview: text(wire.preview),
      note: textOrNull(wire.note),
      requestedBy: textOrNull(wire.requestedBy),
      mrdId: textOrNull(wire.mrdId),
    },
  };
}

function offerEnd(value: unknown): OfferEnd {
  return offerEndName(value) ?? 'CANCELLED';
}

function readOfferEnd(wire: Fields, at: number): FrameOf<'offer.ended'> {
  const mrd = fields(wire.mrd);
  const id = text(mrd.id);
  return {
    type: 'offer.ended',
    at,
    conversationId: text(wire.conversationId),
    taskId: textOrNull(wire.taskId),
    reason: offerEnd(wire.reason),
    takenBy: textOrNull(wire.takenBy),
    mrd: id === '' ? null : { id, name: mrdName(text(mrd.name)), state: mrdState(mrd.state) },
  };
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

function readTopic(wire: Fields, at: number): FrameOf<'topic'> | null {
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
      startedAt: startOf(topic, events, now),
    },
  };
}

function actions(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? texts(value) : null;
}

function readWrapup(wire: Fields, at: number): FrameOf<'wrapup'> {
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

/** The frame that a socket event makes; null for what the desk does not need or cannot read. */
export function readFrame(name: string, payload: unknown, at: number): Frame | null {
  const wire = fields(payload);
  switch (name) {
    case 'agentPresence':
      return readPresence(wire, at);
    case 'snapshotComplete':
      return { type: 'link.settled', at };
    case 'deskFigures':
      return readFigures(wire, at);
    case 'endedWhileAway':
      return readAway(wire, at);
    case 'taskRequest':
      return readOffer(wire, at);
    case 'revokeTask':
      return readOfferEnd(wire, at);
    case 'taskPreview':
      return { type: 'offer.preview', at, taskId: text(wire.taskId), preview: text(wire.preview) };
    case 'onTopicData':
      return readTopic(wire, at);
    case 'onCimEvent':
      return {
        type: 'event',
        at,
        conversationId: text(wire.conversationId),
        event: readEvent(wire.cimEvent, wire.skipped, at),
        actions: actions(wire.actions),
      };
    case 'wrapupTimerStarted':
      return readWrapup(wire, at);
    case 'topicUnsubscription':
      return {
        type: 'topic.left',
        at,
        conversationId: text(wire.conversationId),
        reason: text(wire.reason, 'UNSUBSCRIBED'),
      };
    case 'topicClosed':
      return { type: 'topic.left', at, conversationId: text(wire.conversationId), reason: 'CLOSED' };
    default:
      return null;
  }
}

/** The socket events that the desk listens to. */
export const HEARD = [
  'agentPresence',
  'snapshotComplete',
  'endedWhileAway',
  'deskFigures',
  'taskRequest',
  'taskPreview',
  'revokeTask',
  'onTopicData',
  'onCimEvent',
  'wrapupTimerStarted',
  'topicUnsubscription',
  'topicClosed',
] as const;
