import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageFrame } from '../../protocol/customer-channel/frames.ts';
import { change, changeOf, EMPTY_TRANSCRIPT, messageOf, place, receive, update } from './transcript.ts';
import type { Transcript } from './transcript.ts';

const frame = (seq: number, type: 'AGENT' | 'CUSTOMER' = 'AGENT'): MessageFrame => ({
  id: `m${String(seq)}`,
  seq,
  header: {
    sender: { id: 'x', type, senderName: type === 'AGENT' ? 'Amina' : '' },
    timestamp: seq * 1000,
    conversationId: 'c',
    channelSessionId: 's',
  },
  body: { type: 'PLAIN', markdownText: `text ${String(seq)}` },
});

type Step =
  | { kind: 'frame'; seq: number; mine: boolean }
  | { kind: 'receipt'; seq: number; status: 'DELIVERED' | 'READ' };

function apply(transcript: Transcript, step: Step): Transcript {
  if (step.kind === 'receipt') return receive(transcript, step.status, `m${String(step.seq)}`);
  const message = messageOf(frame(step.seq, step.mine ? 'CUSTOMER' : 'AGENT'));
  return message === null ? transcript : place(transcript, message);
}

describe('the transcript', () => {
  it('L-M9: is the same in whatever order and however often frames and receipts come', () => {
    const steps: Step[] = [
      ...Array.from({ length: 12 }, (_, i): Step => ({ kind: 'frame', seq: i + 1, mine: i % 3 === 0 })),
      { kind: 'receipt', seq: 7, status: 'DELIVERED' },
      { kind: 'receipt', seq: 4, status: 'READ' },
    ];
    const expected = steps.reduce(apply, EMPTY_TRANSCRIPT).entries;
    expect(expected.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const order = fc
      .shuffledSubarray(steps, { minLength: steps.length })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.array(fc.nat({ max: steps.length - 1 }), { maxLength: 10 })),
      );
    fc.assert(
      fc.property(order, ([all, again]) => {
        const sequence = [...all, ...again.map((index) => all[index]!)];
        expect(sequence.reduce(apply, EMPTY_TRANSCRIPT).entries).toEqual(expected);
      }),
    );
  });

  it('shows what its author changed it to, and nothing of what was taken back', () => {
    let transcript = apply(EMPTY_TRANSCRIPT, { kind: 'frame', seq: 1, mine: false });
    const about = (body: MessageFrame['body'], intent: string | null): MessageFrame => {
      const said = frame(2, 'AGENT');
      return { ...said, header: { ...said.header, intent, originalMessageId: 'm1' }, body };
    };
    const edited = changeOf(about({ type: 'PLAIN', markdownText: 'better' }, 'UPDATE'))!;
    transcript = change(transcript, edited);
    expect(transcript.entries).toMatchObject([{ id: 'm1', text: 'better' }]);
    const taken = about({ type: 'DELETEDNOTIFICATION', messageId: 'm1' } as MessageFrame['body'], null);
    expect(messageOf(taken)).toBeNull();
    expect(change(transcript, changeOf(taken)!).entries).toEqual([]);
    expect(changeOf(about({ type: 'PLAIN', markdownText: 'a reply' }, 'REPLY_TO'))).toBeNull();
  });

  it('ticks everything up to the message that a receipt names', () => {
    let transcript = EMPTY_TRANSCRIPT;
    for (const seq of [1, 2, 3]) transcript = apply(transcript, { kind: 'frame', seq, mine: true });
    transcript = receive(transcript, 'DELIVERED', 'm3');
    transcript = receive(transcript, 'READ', 'm2');
    const statuses = transcript.entries.map((entry) => entry.kind === 'message' && entry.status);
    expect(statuses).toEqual(['read', 'read', 'delivered']);
  });

  it('keeps what was not sent at the end until the server has given it a place', () => {
    let transcript = apply(EMPTY_TRANSCRIPT, { kind: 'frame', seq: 1, mine: false });
    const unsent = { ...messageOf(frame(9, 'CUSTOMER'))!, seq: null, status: 'sending' as const };
    transcript = place(transcript, unsent);
    transcript = apply(transcript, { kind: 'frame', seq: 2, mine: false });
    expect(transcript.entries.map(({ id }) => id)).toEqual(['m1', 'm2', 'm9']);
    transcript = update(transcript, 'm9', { status: 'sent', seq: 3 });
    transcript = apply(transcript, { kind: 'frame', seq: 4, mine: false });
    expect(transcript.entries.map(({ id }) => id)).toEqual(['m1', 'm2', 'm9', 'm4']);
  });

  it('takes the echo of an own message, in another tab or after a reload, for the message itself', () => {
    const unsent = { ...messageOf(frame(1, 'CUSTOMER'))!, seq: null, status: 'sending' as const };
    const transcript = apply(place(EMPTY_TRANSCRIPT, unsent), { kind: 'frame', seq: 1, mine: true });
    expect(transcript.entries).toHaveLength(1);
    expect(transcript.entries[0]).toMatchObject({ seq: 1, status: 'sent' });
  });
});

it('shows that its author has changed a message, then and after a reload', () => {
  const known = place(EMPTY_TRANSCRIPT, messageOf(frame(1))!);
  expect(change(known, { id: 'm1', text: 'other words' }).entries).toMatchObject([
    { text: 'other words', edited: true },
  ]);
  const { header, ...rest } = frame(1);
  expect(messageOf({ ...rest, header: { ...header, editedAt: 5 } })).toMatchObject({ edited: true });
  expect(messageOf(frame(1))).not.toHaveProperty('edited');
});
