import { describe, expect, it } from 'vitest';
import type { Rules } from './config.ts';
import type { State } from './state.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testConfig } from './testing/config.ts';
import { loadWorld } from './world.ts';

/** Ada is in wrap-up after a conversation with Zoe. */
function wrappingUp(rules: Partial<Rules> = {}): Centre {
  const centre = new Centre(
    testConfig({
      rules: { wrapupMs: 60_000, wrapupExtensions: 2, ...rules },
      agents: [testAgent('ada', { maxTasks: { chat: 1 } }), testAgent('ben')],
    }),
  );
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  centre.leave('ada', 'zoe');
  return centre;
}

function close(centre: Centre, messageId: string | null) {
  return centre.ask({ type: 'wrapup.close', agentId: 'ada', conversationId: 'talk-zoe', messageId });
}

function enter(centre: Centre, messageId: string | null, conversationId = 'talk-zoe') {
  return centre.ask({ type: 'wrapup.enter', agentId: 'ada', conversationId, messageId, textLength: 4 });
}

function extend(centre: Centre) {
  return centre.ask({ type: 'wrapup.extend', agentId: 'ada', conversationId: 'talk-zoe' });
}

describe('wrap-up (W1–W6, T7, T13)', () => {
  it('keeps the slot until it ends', () => {
    const centre = wrappingUp();
    centre.customer('next');
    expect(centre.mrd('ada')).toMatchObject({ state: 'BUSY', live: 1 });
    expect(centre.task('next').state).toBe('QUEUED');
    close(centre, 'note');
    expect(centre.holder('next')).toBe('ada');
  });

  it('ends applied, not applied, or expired, and the conversation with it', () => {
    const reasons = [
      (centre: Centre) => close(centre, 'note'),
      (centre: Centre) => close(centre, null),
      (centre: Centre) => centre.leave('ada', 'zoe'),
      (centre: Centre) => centre.pass(60_000),
    ].map((end) => {
      const centre = wrappingUp();
      end(centre);
      expect(centre.conversation('zoe')).toBeUndefined();
      expect(centre.mrd('ada').state).toBe('READY');
      return only(centre.journal, 'task.closed').map(({ reason }) => reason);
    });
    expect(reasons).toEqual([
      ['WRAP_UP_APPLIED'],
      ['WRAP_UP_NOT_APPLIED'],
      ['WRAP_UP_NOT_APPLIED'],
      ['WRAP_UP_EXPIRED'],
    ]);
  });

  it('stores the wrap-up as a message that agents alone see, once', () => {
    const centre = wrappingUp();
    const ended = close(centre, 'note');
    expect(ended.ok && only(ended.events, 'message.sent')).toMatchObject([
      { messageId: 'note', kind: 'WRAPUP', visibility: 'AGENTS' },
    ]);
  });

  it('can be extended so many times, from the end of the running time', () => {
    const centre = wrappingUp();
    const endsAt = centre.task('zoe').wrapup?.endsAt ?? 0;
    centre.now += 30_000;
    expect(typesOf(extend(centre))).toEqual(['task.wrapupExtended']);
    expect(centre.task('zoe').wrapup?.endsAt).toBe(endsAt + 60_000);
    expect(typesOf(extend(centre))).toEqual(['task.wrapupExtended']);
    expect(typesOf(extend(centre))).toEqual(['WRAP_UP_LIMIT']);
    centre.pass(149_999);
    expect(centre.task('zoe').state).toBe('WRAP_UP');
    centre.pass(1);
    expect(centre.conversation('zoe')).toBeUndefined();
  });

  it('is skipped where it is switched off: DONE', () => {
    const centre = wrappingUp({ wrapupMs: 0 });
    expect(only(centre.journal, 'task.closed')).toMatchObject([{ reason: 'DONE' }]);
    expect(centre.conversation('zoe')).toBeUndefined();
  });

  it('L-T6: is not ended by a change of state', () => {
    const centre = wrappingUp();
    centre.setState('ada', 'NOT_READY', 'lunch');
    centre.setState('ada', 'READY');
    centre.do({ type: 'agent.setMrdState', agentId: 'ada', mrdId: 'chat', state: 'NOT_READY' });
    expect(centre.task('zoe').state).toBe('WRAP_UP');
    expect(centre.mrd('ada').state).toBe('PENDING_NOT_READY');
  });

  it('L-T7: goes on without the browser and over a restart, and ends on time', () => {
    const centre = wrappingUp();
    const endsAt = centre.task('zoe').wrapup?.endsAt ?? 0;
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    const restarted = new Centre(
      undefined,
      loadWorld(JSON.parse(JSON.stringify(centre.world.state)) as State),
    );
    restarted.now = centre.now;
    restarted.pass(endsAt - centre.now - 1);
    expect(restarted.task('zoe').state).toBe('WRAP_UP');
    restarted.pass(1);
    expect(only(restarted.journal, 'task.closed')).toMatchObject([{ reason: 'WRAP_UP_EXPIRED' }]);
  });

  it('L-T8: begins whichever side ends the conversation', () => {
    const centre = new Centre();
    centre.ready('ada');
    for (const name of ['byAgent', 'byCustomer', 'byNetwork']) {
      centre.customer(name);
      centre.accept('ada', name);
    }
    centre.leave('ada', 'byAgent');
    centre.customerEnds('byCustomer');
    centre.ask({ type: 'session.disconnect', sessionId: 'session-byNetwork' });
    const events = centre.pass(300_000);
    expect(only(events, 'session.ended')).toMatchObject([{ reason: 'NETWORK' }]);
    expect(only(centre.journal, 'task.wrapupStarted')).toHaveLength(3);
  });

  it('refuses to close or extend what is not there', () => {
    const centre = new Centre();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    const ask = { type: 'wrapup.close', conversationId: 'talk-zoe', messageId: null } as const;
    expect(centre.refusal({ ...ask, agentId: 'ada' })).toBe('NOT_IN_WRAP_UP');
    expect(centre.refusal({ ...ask, agentId: 'ben' })).toBe('NOT_A_PARTICIPANT');
    expect(centre.refusal({ ...ask, agentId: 'ada', conversationId: 'none' })).toBe('CONVERSATION_NOT_FOUND');
  });
});

describe('what was entered for a wrap-up (D31)', () => {
  it('is submitted when the wrap-up ends without the agent', () => {
    const ends: [string, (centre: Centre) => unknown][] = [
      ['its time is over', (centre) => centre.pass(60_000)],
      ['the agent leaves', (centre) => centre.leave('ada', 'zoe')],
      [
        'the agent signs out',
        (centre) => centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null }),
      ],
    ];
    for (const [how, end] of ends) {
      const centre = wrappingUp();
      enter(centre, 'form');
      end(centre);
      expect(only(centre.journal, 'message.sent'), how).toMatchObject([
        { messageId: 'form', kind: 'WRAPUP', visibility: 'AGENTS', sender: { agentId: 'ada' } },
      ]);
      expect(only(centre.journal, 'task.closed'), how).toMatchObject([{ reason: 'WRAP_UP_APPLIED' }]);
    }
  });

  it('is submitted over a restart, and without the browser', () => {
    const centre = wrappingUp();
    enter(centre, 'form');
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    const state = JSON.parse(JSON.stringify(centre.world.state)) as State;
    const restarted = new Centre(undefined, loadWorld(state));
    restarted.now = centre.now;
    restarted.pass(120_000);
    expect(only(restarted.journal, 'message.sent')).toMatchObject([{ messageId: 'form' }]);
    expect(only(restarted.journal, 'task.closed')).toMatchObject([{ reason: 'WRAP_UP_APPLIED' }]);
  });

  it('may be entered during the conversation, and is kept when there is no wrap-up or the agent is lost', () => {
    for (const lose of [false, true]) {
      const centre = new Centre(testConfig({ rules: { wrapupMs: 0 }, agents: [testAgent('ada')] }));
      centre.ready('ada');
      centre.customer('zoe');
      centre.accept('ada', 'zoe');
      expect(typesOf(enter(centre, 'form'))).toEqual(['task.wrapupEntered']);
      if (lose) {
        centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
        centre.pass(centre.world.state.config.disconnectGraceMs);
      } else centre.leave('ada', 'zoe');
      expect(only(centre.journal, 'message.sent')).toMatchObject([{ messageId: 'form', kind: 'WRAPUP' }]);
    }
  });

  it('is replaced by what is entered later, and taken back', () => {
    const centre = wrappingUp();
    enter(centre, 'form');
    enter(centre, 'other');
    centre.pass(60_000);
    expect(only(centre.journal, 'message.sent')).toMatchObject([{ messageId: 'other' }]);
    const emptied = wrappingUp();
    enter(emptied, 'form');
    enter(emptied, null);
    expect(typesOf(enter(emptied, null))).toEqual([]);
    emptied.pass(60_000);
    expect(only(emptied.journal, 'message.sent')).toEqual([]);
    expect(only(emptied.journal, 'task.closed')).toMatchObject([{ reason: 'WRAP_UP_EXPIRED' }]);
  });

  it('is thrown away by its agent, and counts once when it is closed with it', () => {
    const skipped = wrappingUp();
    enter(skipped, 'form');
    close(skipped, null);
    expect(only(skipped.journal, 'message.sent')).toEqual([]);
    expect(only(skipped.journal, 'task.closed')).toMatchObject([{ reason: 'WRAP_UP_NOT_APPLIED' }]);
    const applied = wrappingUp();
    enter(applied, 'form');
    close(applied, 'form');
    expect(only(applied.journal, 'message.sent')).toMatchObject([{ messageId: 'form' }]);
  });

  it('counts a wrap-up that was published already', () => {
    const centre = wrappingUp();
    centre.do({
      type: 'message.send',
      conversationId: 'talk-zoe',
      messageId: 'published',
      sender: { kind: 'AGENT', agentId: 'ada' },
      kind: 'WRAPUP',
      replyTo: null,
      textLength: 4,
    });
    expect(typesOf(enter(centre, 'published'))).toEqual([]);
    centre.pass(60_000);
    expect(only(centre.journal, 'message.sent')).toHaveLength(1);
    expect(only(centre.journal, 'task.closed')).toMatchObject([{ reason: 'WRAP_UP_APPLIED' }]);
  });

  it('keeps its id to itself: other words neither take its place nor count as it', () => {
    const centre = new Centre(testConfig({ rules: { wrapupMs: 60_000 } }));
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.say('zoe', 'hello');
    expect(typesOf(enter(centre, 'hello'))).toEqual(['VALIDATION']);
    enter(centre, 'form');
    expect(typesOf(centre.say('zoe', 'form'))).toEqual(['VALIDATION']);
    expect(typesOf(centre.say('zoe', 'form', 'ada'))).toEqual(['VALIDATION']);
    centre.leave('ada', 'zoe');
    expect(typesOf(close(centre, 'hello'))).toEqual(['VALIDATION']);
    centre.pass(60_000);
    expect(only(centre.journal, 'message.sent').map(({ messageId }) => messageId)).toEqual(['hello', 'form']);
    expect(only(centre.journal, 'task.closed')).toMatchObject([{ reason: 'WRAP_UP_APPLIED' }]);
  });

  it('is refused where there is nothing to wrap up, and when it is too long', () => {
    const centre = new Centre();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    expect(typesOf(enter(centre, 'form'))).toEqual(['NOT_A_PARTICIPANT']);
    expect(typesOf(enter(centre, 'form', 'none'))).toEqual(['CONVERSATION_NOT_FOUND']);
    const talking = wrappingUp();
    const ask = { type: 'wrapup.enter', agentId: 'ada', conversationId: 'talk-zoe' } as const;
    expect(talking.refusal({ ...ask, messageId: 'form', textLength: 1e6 })).toBe('TOO_LONG');
    expect(talking.refusal({ ...ask, messageId: '__proto__', textLength: 1 })).toBe('VALIDATION');
  });
});
