import { describe, expect, it } from 'vitest';
import type { RequestAgent } from './commands.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testQueue } from './testing/config.ts';
import { audiences } from './visibility.ts';

/** `ada` talks to zoe; `ben` and `cleo` are ready, each with one slot. */
function talking(): Centre {
  const centre = new Centre(
    testConfig({
      agents: ['ada', 'ben', 'cleo'].map((id) => testAgent(id, { maxTasks: { chat: 1 } })),
      queues: [testQueue('support'), testQueue('experts', { memberIds: ['ada', 'ben'] })],
      bots: { robo: { id: 'robo', name: 'Robo' } },
      channels: [testChannel('web'), testChannel('robot', { entry: { kind: 'BOT', botId: 'robo' } })],
    }),
  );
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  centre.ready('ben', 'cleo');
  return centre;
}

const ask: Omit<RequestAgent, 'id'> = {
  type: 'agent.request',
  conversationId: 'talk-zoe',
  by: { kind: 'AGENT', agentId: 'ada' },
  direction: 'CONSULT',
  target: { kind: 'QUEUE', queueId: 'experts' },
  noteId: 'note',
  noteLength: 4,
  fallback: 'END',
  priority: 1,
};
const offerOf = (events: Parameters<typeof only>[0]) => only(events, 'task.offered')[0];

describe('a request for help', () => {
  it('asks somebody else of the queue, who helps unseen by the customer and takes a slot', () => {
    const centre = talking();
    const { events } = centre.do(ask);
    expect(only(events, 'task.queued')[0]?.task).toMatchObject({ requestedBy: ask.by, noteId: 'note' });
    expect(offerOf(events)?.agentId).toBe('ben');
    const accepted = centre.accept('ben', 'zoe');
    if (!accepted.ok) throw new Error('ben was asked');
    expect(audiences(centre.world.state, accepted.events).flatMap(({ sessionIds }) => sessionIds)).toEqual(
      [],
    );
    expect(centre.mrd('ben').state).toBe('BUSY');
  });

  it('never comes back to who made it, and one at a time is enough', () => {
    const centre = talking();
    centre.setState('ben', 'NOT_READY');
    expect(offerOf(centre.do(ask).events)).toBeUndefined();
    expect(centre.refusal(ask)).toBe('ASSISTANCE_PENDING');
    centre.pass(400_000);
    expect(only(centre.journal, 'request.expired')).toHaveLength(1);
    expect(centre.conversation('zoe')?.sessionIds).toEqual(['session-zoe']);
  });

  it('of a named agent is refused while that one has no slot, and asks nobody else', () => {
    const named = { ...ask, target: { kind: 'AGENT', agentId: 'cleo' } } as const;
    const centre = talking();
    expect(offerOf(centre.do(named).events)?.agentId).toBe('cleo');
    centre.reject('cleo', 'zoe');
    expect(centre.conversation('zoe')?.taskIds).toHaveLength(1);
    centre.setState('cleo', 'NOT_READY');
    expect(centre.refusal(named)).toBe('AGENT_NOT_AVAILABLE');
  });

  it('of a named agent goes to the queue, where that is its fall-back', () => {
    const centre = talking();
    centre.do({ ...ask, target: { kind: 'AGENT', agentId: 'cleo' }, fallback: 'QUEUE' });
    const { events } = centre.do({
      type: 'task.reject',
      agentId: 'cleo',
      conversationId: 'talk-zoe',
      taskId: null,
    });
    expect(offerOf(events)?.agentId).toBe('ben');
  });

  it('is withdrawn when the agent who made it is lost', () => {
    const centre = talking();
    centre.do(ask);
    const { events } = centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(only(events, 'task.closed').map(({ reason, direction }) => [reason, direction])).toEqual([
      ['AGENT_LOGOUT', 'INBOUND'],
      ['CANCELLED', 'CONSULT'],
    ]);
    expect(only(events, 'task.queued').map(({ task }) => task.direction)).toEqual(['INBOUND']);
  });
});

describe('a bot', () => {
  const byBot: Omit<RequestAgent, 'id'> = {
    ...ask,
    conversationId: 'talk-max',
    by: { kind: 'BOT', botId: 'robo' },
    direction: 'INBOUND',
  };
  const say = (kind: 'MESSAGE' | 'WHISPER') =>
    ({
      type: 'message.send',
      conversationId: 'talk-max',
      messageId: kind,
      sender: { kind: 'BOT', botId: 'robo' },
      kind,
      replyTo: null,
      textLength: 3,
    }) as const;

  it('talks first, is told what is said, and steps back behind the agent it asked for', () => {
    const centre = talking();
    expect(typesOf(centre.customer('max', { channelId: 'robot' }))).not.toContain('task.queued');
    const { events } = centre.do(say('MESSAGE'));
    expect(typesOf({ events })).toEqual(['conversation.stateChanged', 'message.sent']);
    expect(audiences(centre.world.state, events)[1]).toMatchObject({
      sessionIds: ['session-max'],
      botIds: ['robo'],
    });
    expect(offerOf(centre.do(byBot).events)?.agentId).toBe('ben');
    centre.accept('ben', 'max');
    expect(centre.conversation('max')?.participants.find(({ kind }) => kind === 'BOT')?.role).toBe(
      'ASSISTANT',
    );
    expect(centre.refusal({ ...say('MESSAGE'), messageId: 'again' })).toBe('ROLE_NOT_ALLOWED');
    centre.do(say('WHISPER'));
  });

  it('keeps the customer when nobody is found', () => {
    const centre = talking();
    centre.setState('ben', 'NOT_READY');
    centre.customer('max', { channelId: 'robot' });
    centre.do(byBot);
    centre.pass(400_000);
    expect(centre.conversation('max')?.sessionIds).toEqual(['session-max']);
  });
});
