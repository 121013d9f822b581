import { describe, expect, it } from 'vitest';
import { evolve } from './decide.ts';
import type { DomainEvent, EventBody } from './events.ts';
import { PastVisibility } from './past-visibility.ts';
import type { Participant, ParticipantRole } from './state.ts';
import { Centre } from './testing/centre.ts';
import { audience } from './visibility.ts';

const STREAM = 'conversation:talk-zoe';

/** Ada talks to Zoe while Cleo listens in silently, marks what she has read, and then speaks up. */
function watched(): DomainEvent[] {
  const centre = new Centre();
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  happen(centre, { type: 'participant.joined', conversationId: 'talk-zoe', participant: cleo(centre) });
  centre.do({
    type: 'message.send',
    conversationId: 'talk-zoe',
    messageId: 'm1',
    sender: { kind: 'CUSTOMER', sessionId: 'session-zoe' },
    kind: 'MESSAGE',
    replyTo: null,
    textLength: 1,
  });
  for (const agentId of ['cleo', 'ada']) {
    const by = { kind: 'AGENT', agentId } as const;
    const base = { conversationId: 'talk-zoe', messageId: 'm1', status: 'READ', reason: null } as const;
    centre.do({ type: 'message.mark', ...base, by });
  }
  const change = { conversationId: 'talk-zoe', participantId: 'participant-cleo' } as const;
  const [from, to]: ParticipantRole[] = ['SILENT_MONITOR', 'WHISPER'];
  happen(centre, { type: 'participant.roleChanged', ...change, role: to!, previousRole: from! });
  return centre.journal.filter(({ stream }) => stream === STREAM);
}

function cleo({ now: joinedAt }: Centre): Participant {
  const role = 'SILENT_MONITOR';
  return { id: 'participant-cleo', kind: 'AGENT', ref: 'cleo', role, joinedAt, taskId: null };
}

/** What a later wing will let happen. */
function happen(centre: Centre, body: EventBody): void {
  const place = { at: centre.now, stream: STREAM, streamSeq: centre.conversation('zoe')!.seq + 1 };
  const event: DomainEvent = { ...body, ...place, seq: centre.world.state.seq + 1 };
  evolve(centre.world, event);
  centre.journal.push(event);
}

/** `type (whose)` of what somebody is shown. */
function shown(events: readonly DomainEvent[], agentId: string | null): string[] {
  const past = new PastVisibility({ agentId });
  return events
    .filter((event) => past.sees(event))
    .map((event) => {
      if (event.type === 'message.marked' && event.by.kind === 'AGENT') return `mark of ${event.by.agentId}`;
      if (event.type === 'participant.joined') return `${event.participant.ref} joined`;
      return event.type;
    });
}

describe('a conversation read back', () => {
  it('shows a silent monitor and its marks to nobody else', () => {
    const events = watched();
    for (const viewer of ['ada', null]) {
      expect(shown(events, viewer)).toContain('mark of ada');
      expect(shown(events, viewer)).not.toContain('mark of cleo');
      expect(shown(events, viewer)).not.toContain('cleo joined');
    }
    expect(shown(events, 'cleo')).toEqual(expect.arrayContaining(['cleo joined', 'mark of cleo']));
  });

  it('shows who speaks up from then on', () => {
    expect(shown(watched(), 'ada')).toContain('participant.roleChanged');
  });

  it('shows a session what the customer was sent', () => {
    const events = watched();
    const past = new PastVisibility({ sessionId: 'session-zoe' });
    const types = events.filter((event) => past.sees(event)).map(({ type }) => type);
    expect(types).toContain('message.sent');
    expect(events.filter(({ type }) => type === 'message.marked')).toHaveLength(2);
    expect(types.filter((type) => type === 'message.marked')).toHaveLength(1);
  });

  it('hides nothing that a member was shown when it happened', () => {
    const centre = new Centre();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    const past = new PastVisibility({ agentId: 'ada' });
    let compared = 0;
    for (const event of centre.journal.filter(({ stream }) => stream === STREAM)) {
      const later = past.sees(event);
      if (!audience(centre.world.state, event).agentIds.includes('ada')) continue;
      compared += 1;
      expect(later, event.type).toBe(true);
    }
    expect(compared).toBeGreaterThan(0);
  });
});
