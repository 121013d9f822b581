import { describe, expect, it } from 'vitest';
import type { MarkMessage, SendMessage, Sender } from './commands.ts';
import type { ParticipantRole } from './state.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testConfig, testQueue } from './testing/config.ts';
import { evolve } from './decide.ts';

const ADA: Sender = { kind: 'AGENT', agentId: 'ada' };
const ZOE: Sender = { kind: 'CUSTOMER', sessionId: 'session-zoe' };

function talking(): Centre {
  const centre = new Centre();
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  return centre;
}

function send(centre: Centre, messageId: string, sender: Sender, more: Partial<SendMessage> = {}) {
  return centre.ask({
    type: 'message.send',
    conversationId: 'talk-zoe',
    messageId,
    sender,
    kind: 'MESSAGE',
    replyTo: null,
    textLength: 5,
    ...more,
  });
}

function mark(centre: Centre, messageId: string, status: MarkMessage['status'], by: MarkMessage['by']) {
  return centre.ask({
    type: 'message.mark',
    conversationId: 'talk-zoe',
    messageId,
    status,
    by,
    reason: null,
  });
}

/** Gives Ada another role, as a wing of its own (consult, supervision) would. */
function giveRole(centre: Centre, role: ParticipantRole): void {
  const conversation = centre.conversation('zoe')!;
  const participant = conversation.participants.find(({ ref }) => ref === 'ada')!;
  evolve(centre.world, {
    type: 'participant.roleChanged',
    conversationId: 'talk-zoe',
    participantId: participant.id,
    role,
    previousRole: participant.role,
    seq: centre.world.state.seq + 1,
    at: centre.now,
    stream: 'conversation:talk-zoe',
    streamSeq: conversation.seq + 1,
  });
}

describe('messages', () => {
  it('L-M4, L-M5: are one message, however often they are sent', () => {
    const centre = talking();
    expect(typesOf(send(centre, 'm1', ZOE))).toEqual(['message.sent']);
    const again = [send(centre, 'm1', ZOE), send(centre, 'm1', ZOE)];
    expect(again.map(typesOf)).toEqual([[], []]);
    // Also when the answer got lost and the agent has left meanwhile.
    send(centre, 'm2', ADA);
    centre.leave('ada', 'zoe');
    expect(typesOf(send(centre, 'm2', ADA))).toEqual([]);
  });

  it('L-M9: are numbered by their conversation in the order in which they were said', () => {
    const centre = talking();
    for (const id of ['a', 'b', 'c']) send(centre, id, ZOE);
    const { messages } = centre.conversation('zoe')!;
    expect(messages.b).toBe(messages.a! + 1);
    expect(messages.c).toBe(messages.b! + 1);
  });

  it('are said by those who may: each role has its kinds', () => {
    const allowed: Record<string, string[]> = {};
    for (const role of ['PRIMARY', 'ASSISTANT', 'SILENT_MONITOR', 'WHISPER', 'WRAP_UP'] as const) {
      const centre = talking();
      giveRole(centre, role);
      allowed[role] = (['MESSAGE', 'WHISPER', 'WRAPUP'] as const).filter((kind, i) => {
        const decision = send(centre, `m${i}`, ADA, { kind });
        if (!decision.ok) expect(decision.rejection.code).toBe('ROLE_NOT_ALLOWED');
        return decision.ok;
      });
    }
    expect(allowed).toEqual({
      PRIMARY: ['MESSAGE', 'WHISPER', 'WRAPUP'],
      ASSISTANT: ['WHISPER'],
      SILENT_MONITOR: ['WHISPER'],
      WHISPER: ['WHISPER'],
      WRAP_UP: ['WRAPUP'],
    });
    expect(typesOf(send(talking(), 'm', ZOE, { kind: 'WHISPER' }))).toEqual(['ROLE_NOT_ALLOWED']);
  });

  it('are refused from outside', () => {
    const centre = talking();
    centre.ready('ben');
    centre.customer('xan');
    expect(typesOf(send(centre, 'm', { kind: 'AGENT', agentId: 'ben' }))).toEqual(['NOT_A_PARTICIPANT']);
    expect(typesOf(send(centre, 'm', { kind: 'CUSTOMER', sessionId: 'session-xan' }))).toEqual([
      'NOT_A_PARTICIPANT',
    ]);
    expect(typesOf(send(centre, 'm', { kind: 'CUSTOMER', sessionId: 'none' }))).toEqual([
      'SESSION_NOT_FOUND',
    ]);
    expect(typesOf(send(centre, 'm', ZOE, { conversationId: 'none' }))).toEqual(['CONVERSATION_NOT_FOUND']);
    expect(typesOf(send(centre, '__proto__', ZOE))).toEqual(['VALIDATION']);
  });

  it('may be as long as the rule says', () => {
    const centre = new Centre(
      testConfig({
        rules: { maxTextLength: 100 },
        queues: [testQueue('support', { rules: { maxTextLength: 200 } })],
      }),
    );
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    expect(typesOf(send(centre, 'm1', ADA, { textLength: 200 }))).toEqual(['message.sent']);
    expect(typesOf(send(centre, 'm2', ADA, { textLength: 201 }))).toEqual(['TOO_LONG']);
    expect(typesOf(send(centre, 'm3', ZOE, { textLength: 101 }))).toEqual(['TOO_LONG']);
    expect(typesOf(send(centre, 'm4', ZOE, { textLength: NaN }))).toEqual(['TOO_LONG']);
  });

  it('answer only what the sender can see', () => {
    const centre = talking();
    send(centre, 'hello', ZOE);
    send(centre, 'aside', ADA, { kind: 'WHISPER' });
    expect(typesOf(send(centre, 'r0', ADA, { replyTo: 'aside' }))).toEqual(['MESSAGE_NOT_FOUND']);
    expect(typesOf(send(centre, 'r1', ADA, { replyTo: 'aside', kind: 'WHISPER' }))).toEqual(['message.sent']);
    expect(typesOf(send(centre, 'r2', ZOE, { replyTo: 'hello' }))).toEqual(['message.sent']);
    expect(typesOf(send(centre, 'r3', ZOE, { replyTo: 'aside' }))).toEqual(['MESSAGE_NOT_FOUND']);
    expect(typesOf(send(centre, 'r4', ZOE, { replyTo: 'constructor' }))).toEqual(['MESSAGE_NOT_FOUND']);
  });
});

describe('receipts', () => {
  it('are said once: repeated and overtaken ones change nothing', () => {
    const centre = talking();
    send(centre, 'm1', ADA);
    send(centre, 'm2', ADA);
    expect(typesOf(mark(centre, 'm1', 'DELIVERED', ZOE))).toEqual(['message.marked']);
    expect(typesOf(mark(centre, 'm1', 'DELIVERED', ZOE))).toEqual([]);
    expect(typesOf(mark(centre, 'm2', 'READ', ZOE))).toEqual(['message.marked']);
    expect(typesOf(mark(centre, 'm2', 'DELIVERED', ZOE))).toEqual([]);
    expect(typesOf(mark(centre, 'm1', 'READ', ZOE))).toEqual([]);
  });

  it('are kept per reader', () => {
    const centre = talking();
    send(centre, 'm1', ZOE);
    mark(centre, 'm1', 'READ', ADA);
    expect(centre.conversation('zoe')?.receipts).toMatchObject({ 'AGENT:ada': { read: expect.any(Number) } });
    expect(typesOf(mark(centre, 'm1', 'DELIVERED', { kind: 'SYSTEM' }))).toEqual(['message.marked']);
  });

  it('tell of a failure once, and of a success after it', () => {
    const centre = talking();
    send(centre, 'm1', ADA);
    expect(typesOf(mark(centre, 'm1', 'FAILED', { kind: 'SYSTEM' }))).toEqual(['message.marked']);
    expect(typesOf(mark(centre, 'm1', 'FAILED', { kind: 'SYSTEM' }))).toEqual([]);
    expect(typesOf(mark(centre, 'm1', 'DELIVERED', { kind: 'SYSTEM' }))).toEqual(['message.marked']);
    expect(centre.conversation('zoe')?.failed).toEqual({});
  });

  it('are given only by those who can see the message', () => {
    const centre = talking();
    centre.ready('ben');
    send(centre, 'aside', ADA, { kind: 'WHISPER' });
    expect(typesOf(mark(centre, 'aside', 'READ', ZOE))).toEqual(['MESSAGE_NOT_FOUND']);
    expect(typesOf(mark(centre, 'aside', 'DELIVERED', { kind: 'SYSTEM' }))).toEqual(['MESSAGE_NOT_FOUND']);
    expect(typesOf(mark(centre, 'none', 'READ', ADA))).toEqual(['MESSAGE_NOT_FOUND']);
    expect(typesOf(mark(centre, 'aside', 'READ', { kind: 'AGENT', agentId: 'ben' }))).toEqual([
      'NOT_A_PARTICIPANT',
    ]);
  });
});

describe('typing', () => {
  it('is passed on and leaves no trace', () => {
    const centre = talking();
    const before = JSON.stringify(centre.world.state);
    const { events, signals } = centre.do({
      type: 'typing.indicate',
      conversationId: 'talk-zoe',
      by: ADA,
      on: true,
    });
    expect(events).toEqual([]);
    expect(signals).toEqual([{ type: 'typing', conversationId: 'talk-zoe', by: ADA, on: true }]);
    expect(JSON.stringify(centre.world.state)).toBe(before);
    expect(only(centre.journal, 'message.sent')).toEqual([]);
  });

  it('is refused from outside', () => {
    const centre = talking();
    const ask = { type: 'typing.indicate', conversationId: 'talk-zoe', on: true } as const;
    expect(centre.refusal({ ...ask, by: { kind: 'AGENT', agentId: 'ben' } })).toBe('NOT_A_PARTICIPANT');
  });
});
