import { describe, expect, it } from 'vitest';
import type { SendMessage } from './commands.ts';
import type { DomainEvent } from './events.ts';
import type { Participant, ParticipantRole } from './state.ts';
import { evolve } from './decide.ts';
import { Centre } from './testing/centre.ts';
import { testConfig } from './testing/config.ts';
import { audience, audiences, signalAudience, type Audience } from './visibility.ts';

function talking(wrapupMs = 60_000): Centre {
  const centre = new Centre(testConfig({ rules: { wrapupMs } }));
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  return centre;
}

/** Lets somebody join in a role that a wing of its own would give them. */
function join(centre: Centre, agentId: string, role: ParticipantRole): DomainEvent {
  const participant: Participant = {
    id: `participant-${agentId}`,
    kind: 'AGENT',
    ref: agentId,
    role,
    joinedAt: centre.now,
    taskId: null,
  };
  const event: DomainEvent = {
    type: 'participant.joined',
    conversationId: 'talk-zoe',
    participant,
    seq: centre.world.state.seq + 1,
    at: centre.now,
    stream: 'conversation:talk-zoe',
    streamSeq: centre.conversation('zoe')!.seq + 1,
  };
  evolve(centre.world, event);
  return event;
}

function send(centre: Centre, messageId: string, kind: SendMessage['kind'], agentId = 'ada'): DomainEvent {
  const { events } = centre.do({
    type: 'message.send',
    conversationId: 'talk-zoe',
    messageId,
    sender: { kind: 'AGENT', agentId },
    kind,
    replyTo: null,
    textLength: 1,
  });
  return events[0]!;
}

/** `type → who` of the events of one turn. */
function seen(centre: Centre, events: DomainEvent[]): string[] {
  return audiences(centre.world.state, events).map(({ agentIds, sessionIds }, i) => {
    return `${events[i]!.type} → ${[...agentIds, ...sessionIds].join(' ') || 'nobody'}`;
  });
}

const NOBODY: Audience = { agentIds: [], sessionIds: [], botIds: [], watcherIds: [] };

describe('who may see what has happened', () => {
  it('I10: whispers and wrap-ups are for agents alone, messages for all', () => {
    const centre = talking();
    const state = centre.world.state;
    expect(audience(state, send(centre, 'm1', 'MESSAGE'))).toEqual({
      ...NOBODY,
      agentIds: ['ada'],
      sessionIds: ['session-zoe'],
    });
    expect(audience(state, send(centre, 'm2', 'WHISPER')).sessionIds).toEqual([]);
    expect(audience(state, send(centre, 'm3', 'WRAPUP')).sessionIds).toEqual([]);
  });

  it('I10: a silent monitor sees everything and is seen by nobody', () => {
    const centre = talking();
    const joined = join(centre, 'cleo', 'SILENT_MONITOR');
    const { state } = centre.world;
    expect(audience(state, joined)).toEqual({ ...NOBODY, agentIds: ['cleo'] });
    expect(audience(state, send(centre, 'm1', 'MESSAGE')).agentIds).toEqual(['ada', 'cleo']);
    const read = centre.do({
      type: 'message.mark',
      conversationId: 'talk-zoe',
      messageId: 'm1',
      status: 'READ',
      by: { kind: 'AGENT', agentId: 'cleo' },
      reason: null,
    });
    expect(audience(state, read.events[0]!)).toEqual({ ...NOBODY, agentIds: ['cleo'] });
  });

  it('I10: assistants and whisperers are known to agents, not to customers', () => {
    const centre = talking();
    for (const [agentId, role] of [
      ['ben', 'ASSISTANT'],
      ['cleo', 'WHISPER'],
    ] as const) {
      const joined = join(centre, agentId, role);
      expect(audience(centre.world.state, joined).agentIds).toContain('ada');
      expect(audience(centre.world.state, joined).sessionIds).toEqual([]);
    }
  });

  it('an offer concerns the agent who is asked', () => {
    const centre = new Centre();
    centre.ready('ada', 'ben');
    expect(seen(centre, centre.customer('zoe').events)).toEqual([
      'conversation.opened → nobody',
      'session.started → session-zoe',
      'participant.joined → session-zoe',
      'task.queued → session-zoe',
      'task.offered → ada',
    ]);
    const missed = centre.pass(20_000);
    expect(seen(centre, missed)).toEqual([
      'task.closed → ada',
      'agent.mrdStateChanged → ada',
      'task.queued → session-zoe',
      'task.offered → ben',
    ]);
  });

  it('those who leave in a turn still see what happened before they left', () => {
    const centre = talking(0);
    const left = centre.do({ type: 'conversation.leave', agentId: 'ada', conversationId: 'talk-zoe' });
    expect(seen(centre, left.events)).toEqual([
      'task.closed → ada',
      'participant.left → ada session-zoe',
      'session.ended → session-zoe',
      'participant.left → session-zoe',
      'conversation.closed → nobody',
      'agent.mrdStateChanged → ada',
    ]);
  });

  it('those who come in a turn do not see what happened before', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.customer('zoe');
    const { events } = centre.do({
      type: 'task.accept',
      agentId: 'ada',
      conversationId: 'talk-zoe',
      taskId: null,
      participantId: null,
    });
    expect(seen(centre, events)).toEqual([
      'task.accepted → nobody',
      'participant.joined → ada session-zoe',
      'conversation.stateChanged → ada session-zoe',
      'agent.mrdStateChanged → ada',
    ]);
  });

  it('a wrap-up is the agent’s own business', () => {
    const centre = talking();
    const { events } = centre.do({ type: 'conversation.leave', agentId: 'ada', conversationId: 'talk-zoe' });
    expect(seen(centre, events).filter((line) => line.startsWith('task'))).toEqual([
      'task.wrapupStarted → ada',
    ]);
  });

  it('the configuration is nobody’s', () => {
    const centre = new Centre();
    expect(audience(centre.world.state, centre.journal[0]!)).toEqual(NOBODY);
  });
});

describe('signals', () => {
  it('I10: typing reaches those who would see the message, not the one who types', () => {
    const centre = talking();
    join(centre, 'ben', 'ASSISTANT');
    join(centre, 'cleo', 'SILENT_MONITOR');
    const typing = (by: Parameters<typeof signalAudience>[1] & { type: 'typing' }) =>
      signalAudience(centre.world.state, by);
    const base = { type: 'typing', conversationId: 'talk-zoe', on: true } as const;
    expect(typing({ ...base, by: { kind: 'CUSTOMER', sessionId: 'session-zoe' } })).toEqual({
      ...NOBODY,
      agentIds: ['ada', 'ben', 'cleo'],
      sessionIds: [],
    });
    expect(typing({ ...base, by: { kind: 'AGENT', agentId: 'ada' } })).toEqual({
      ...NOBODY,
      agentIds: ['ben', 'cleo'],
      sessionIds: ['session-zoe'],
    });
    expect(typing({ ...base, by: { kind: 'AGENT', agentId: 'ben' } }).sessionIds).toEqual([]);
    expect(typing({ ...base, by: { kind: 'AGENT', agentId: 'cleo' } })).toEqual(NOBODY);
  });

  it('answers go to who asked', () => {
    const { state } = talking().world;
    expect(signalAudience(state, { type: 'agent.stateUnchanged', agentId: 'ada' }).agentIds).toEqual(['ada']);
    expect(
      signalAudience(state, { type: 'conversation.rejoined', agentId: 'ada', conversationId: 'talk-zoe' })
        .agentIds,
    ).toEqual(['ada']);
  });
});
