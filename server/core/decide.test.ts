import { describe, expect, it } from 'vitest';
import { Centre, typesOf } from './testing/centre.ts';

describe('the main job', () => {
  it('brings a customer to an agent, lets them talk, and ends with a wrap-up', () => {
    const centre = new Centre();
    centre.ready('ada');

    expect(typesOf(centre.customer('zoe'))).toEqual([
      'conversation.opened',
      'session.started',
      'participant.joined',
      'task.queued',
      'task.offered',
    ]);
    expect(centre.holder('zoe')).toBe('ada');

    expect(typesOf(centre.accept('ada', 'zoe'))).toEqual([
      'task.accepted',
      'participant.joined',
      'conversation.stateChanged',
      'agent.mrdStateChanged',
    ]);
    expect(centre.mrd('ada').state).toBe('ACTIVE');

    expect(typesOf(centre.say('zoe', 'm1'))).toEqual(['message.sent']);
    expect(typesOf(centre.say('zoe', 'm2', 'ada'))).toEqual(['message.sent']);

    expect(typesOf(centre.leave('ada', 'zoe'))).toEqual([
      'task.wrapupStarted',
      'participant.roleChanged',
      'session.ended',
      'participant.left',
      'conversation.stateChanged',
    ]);
    expect(centre.mrd('ada').state).toBe('ACTIVE');

    const closed = centre.do({
      type: 'wrapup.close',
      agentId: 'ada',
      conversationId: 'talk-zoe',
      messageId: 'note',
    });
    expect(typesOf(closed)).toEqual([
      'message.sent',
      'task.closed',
      'participant.left',
      'conversation.closed',
      'agent.mrdStateChanged',
    ]);
    expect(centre.mrd('ada').state).toBe('READY');
    expect(centre.conversation('zoe')).toBeUndefined();
  });
});
