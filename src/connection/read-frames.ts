/** Reads the events of the Agent Manager's socket into frames. */
import { fields, text } from '../base/fields.ts';
import type { Frame } from '../store/frames.ts';
import { readEvent } from './read-event.ts';
import { readOffer, readOfferEnd } from './read-offers.ts';
import { readPresence } from './read-presence.ts';
import { actions, readAway, readMonitors, readTopic, readWrapup } from './read-topics.ts';

/** The frame that a socket event makes; null for what the desk does not need or cannot read. */
export function readFrame(name: string, payload: unknown, at: number): Frame | null {
  const wire = fields(payload);
  switch (name) {
    case 'agentPresence':
      return readPresence(wire, at);
    case 'snapshotComplete':
      return { type: 'link.settled', at };
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
    case 'conversationMonitored':
      return {
        type: 'monitored',
        at,
        conversationId: text(wire.conversationId),
        monitors: readMonitors(wire),
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

/** The socket events that every desk listens to. Slices of places add theirs (`src/store/server-slice.ts`). */
export const HEARD = [
  'agentPresence',
  'snapshotComplete',
  'endedWhileAway',
  'taskRequest',
  'taskPreview',
  'revokeTask',
  'onTopicData',
  'onCimEvent',
  'conversationMonitored',
  'wrapupTimerStarted',
  'topicUnsubscription',
  'topicClosed',
] as const;
