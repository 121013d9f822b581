/** Reads what rings, and how it ended. */
import { wordIn } from '../../protocol/shared/words.ts';
import { count, fields, number, text, textOrNull, time, under, type Fields } from '../base/fields.ts';
import type { FrameOf } from '../store/frames.ts';
import type { OfferEnd } from '../store/model.ts';
import { readCustomer, readSession } from './read-parties.ts';
import { mrdName, mrdState } from './read-presence.ts';

const offerEndName = wordIn<OfferEnd>([
  'RONA',
  'REJECTED',
  'CUSTOMER_LEFT',
  'TAKEN',
  'TTL',
  'LOGOUT',
  'CANCELLED',
]);

export function readOffer(wire: Fields, at: number): FrameOf<'offer'> | null {
  const taskId = text(wire.taskId);
  const conversationId = text(wire.conversationId);
  if (taskId === '' || conversationId === '') return null;
  // A call that was answered at the telephone is there already: nothing rings.
  if (text(under(wire, 'taskState').name) === 'STARTED') return null;
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

export function readOfferEnd(wire: Fields, at: number): FrameOf<'offer.ended'> {
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
