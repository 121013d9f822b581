import { describe, expect, it } from 'vitest';
import { centreOf, end, start } from './testing/calls.ts';
import { only } from './testing/centre.ts';
import type { Centre } from './testing/centre.ts';
import { testAgent, testChannel, testMrd } from './testing/config.ts';

const talk = { conversationId: 'talk-zoe' } as const;
const rolesIn = (centre: Centre) =>
  (centre.conversation('zoe')?.participants ?? [])
    .filter(({ kind }) => kind === 'AGENT')
    .map(({ ref, role }) => `${ref} ${role}`);
const tasks = (centre: Centre) =>
  Object.values(centre.world.state.tasks).map(({ state, mrdId, agentId }) => `${mrdId} ${state} ${agentId}`);
const ask = (centre: Centre, direction: 'CONSULT' | 'DIRECT_CONFERENCE' | 'DIRECT_TRANSFER', to: string) =>
  centre.do({
    type: 'agent.request',
    ...talk,
    by: { kind: 'AGENT', agentId: 'ada' },
    direction,
    target: { kind: 'AGENT', agentId: to },
    noteId: null,
    noteLength: 0,
    fallback: null,
    priority: null,
  });

/** Ada writes with Zoe, and is called by her; Sue supervises all. */
function inBoth(): Centre {
  const maxTasks = { chat: 5, voice: 1 };
  const centre = centreOf(
    { wrapupMs: 5_000 },
    {
      teams: { north: { id: 'north', name: 'North' } },
      agents: [
        ...['ada', 'ben', 'cleo'].map((id) => testAgent(id, { teamId: 'north', maxTasks })),
        testAgent('sue', { supervises: ['north'], maxTasks }),
      ],
    },
  );
  for (const agentId of ['ben', 'cleo']) centre.setState(agentId, 'NOT_READY');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  for (const agentId of ['ben', 'cleo']) centre.setState(agentId, 'READY');
  centre.signIn('sue');
  start(centre, 'ada', '77');
  expect(rolesIn(centre)).toEqual(['ada PRIMARY']);
  return centre;
}

describe('who is in a call of the conversation stays in it until the call is over (V1)', () => {
  it('after handing over what the customer writes', () => {
    const centre = inBoth();
    ask(centre, 'DIRECT_TRANSFER', 'ben');
    expect(rolesIn(centre)).toEqual(['ada PRIMARY']);
    expect(tasks(centre)).toEqual(['voice ACTIVE ada', 'chat OFFERED ben']);
    centre.accept('ben', 'zoe');
    end(centre, 'ada', '77');
    expect(rolesIn(centre).sort()).toEqual(['ada WRAP_UP', 'ben PRIMARY']);
    centre.pass(5_000);
    expect(rolesIn(centre)).toEqual(['ben PRIMARY']);
  });

  it('keeps the call where that is all there is to hand over', () => {
    const centre = inBoth();
    centre.leave('ada', 'zoe');
    ask(centre, 'DIRECT_TRANSFER', 'ben');
    expect(tasks(centre)).toEqual(['voice ACTIVE ada', 'chat OFFERED ben']);
    expect(rolesIn(centre)).toEqual(['ada PRIMARY']);
  });

  it('after leaving the chat, which has no wrap-up of its own; then the customer finds somebody else', () => {
    const centre = inBoth();
    centre.do({ type: 'wrapup.enter', agentId: 'ada', ...talk, messageId: 'note', textLength: 4 });
    centre.leave('ada', 'zoe');
    expect(tasks(centre)).toEqual(['voice ACTIVE ada']);
    expect(centre.conversation('zoe')?.messages).toHaveProperty('note');
    expect(rolesIn(centre)).toEqual(['ada PRIMARY']);
    end(centre, 'ada', '77');
    expect(rolesIn(centre)).toEqual(['ada WRAP_UP']);
    expect(tasks(centre)).toContainEqual(expect.stringMatching(/^chat OFFERED/));
  });

  it('after being sent away, in the role of the call', () => {
    const centre = inBoth();
    ask(centre, 'CONSULT', 'ben');
    centre.accept('ben', 'zoe');
    expect(rolesIn(centre)).toEqual(['ada PRIMARY', 'ben ASSISTANT']);
    start(centre, 'ben', '77', { reason: 'CONSULT_CONFERENCE' });
    centre.do({ type: 'agent.remove', agentId: 'ada', ...talk, removedId: 'ben' });
    expect(rolesIn(centre)).toEqual(['ada PRIMARY', 'ben PRIMARY']);
    end(centre, 'ben', '77');
    expect(rolesIn(centre)).toEqual(['ada PRIMARY', 'ben WRAP_UP']);
  });

  it('after being pulled out by a supervisor; the chat waits ahead of all others', () => {
    const centre = inBoth();
    centre.do({
      type: 'conversation.steer',
      by: 'sue',
      ...talk,
      steering: { kind: 'PULL_OUT', agentId: 'ada' },
    });
    expect(rolesIn(centre)).toEqual(['ada PRIMARY']);
    const queued = only(centre.journal, 'task.queued').at(-1)?.task;
    expect(queued).toMatchObject({ mrdId: 'chat', priority: 11 });
    expect(tasks(centre)).toContainEqual(expect.stringMatching(/^chat OFFERED (ben|cleo)$/));
    end(centre, 'ada', '77');
    expect(rolesIn(centre)).toEqual(['ada WRAP_UP']);
  });

  it('unless they are signed out: then the chat waits again, once', () => {
    const centre = inBoth();
    const before = only(centre.journal, 'task.queued').length;
    centre.do({ type: 'agent.logout', agentId: 'ada', by: 'sue', sid: null, reasonId: null });
    expect(rolesIn(centre)).toEqual([]);
    const queued = only(centre.journal, 'task.queued').slice(before);
    expect(queued.map(({ task }) => task.priority)).toEqual([11]);
  });

  it('and who is forced out of a call leaves what the customer wrote ahead of all others, too', () => {
    const centre = inBoth();
    centre.leave('ada', 'zoe');
    centre.do({ type: 'agent.logout', agentId: 'ada', by: 'sue', sid: null, reasonId: null });
    expect(only(centre.journal, 'task.queued').at(-1)?.task.priority).toBe(11);
  });
});

describe('the end of a call (V5)', () => {
  it('is kept where the agent wraps up already, and the wrap-up goes on', () => {
    const centre = centreOf({ wrapupMs: 5_000 });
    start(centre, 'ada', '77');
    start(centre, 'ben', '77', { reason: 'CONSULT_CONFERENCE' });
    centre.do({ type: 'conversation.leave', agentId: 'ada', conversationId: 'call-77' });
    end(centre, 'ada', '77');
    const [leg] = centre.world.state.sessions['77']?.legs ?? [];
    expect(leg).toMatchObject({ agentId: 'ada', endedAt: centre.now, endReason: 'DIALOG_ENDED' });
    expect(tasks(centre)).toEqual(['voice WRAP_UP ada', 'voice ACTIVE ben']);
    end(centre, 'ada', '77');
    expect(only(centre.journal, 'call.legEnded')).toHaveLength(1);
    end(centre, 'ben', '77');
    expect(only(centre.journal, 'call.ended')).toHaveLength(1);
  });

  it('is kept where the agent has no work by it any more', () => {
    const centre = centreOf();
    start(centre, 'ada', '77');
    start(centre, 'ben', '77', { reason: 'CONSULT_CONFERENCE' });
    centre.do({ type: 'conversation.leave', agentId: 'ada', conversationId: 'call-77' });
    end(centre, 'ada', '77');
    expect(centre.world.state.sessions['77']?.legs?.[0]?.endReason).toBe('DIALOG_ENDED');
  });

  it('whose next part never came leaves nobody who wrote meanwhile alone', () => {
    const centre = centreOf();
    start(centre, 'ada', '77', { conversationId: 'talk-zoe' });
    centre.customer('zoe');
    end(centre, 'ada', '77', 'DIRECT_TRANSFER');
    // Only the telephone brings the caller back.
    centre.do({ type: 'session.connect', sessionId: '77' });
    expect(centre.world.state.sessions['77']?.connected).toBe(false);
    centre.pass(30_000);
    expect(centre.conversation('zoe')?.sessionIds).toEqual(['session-zoe']);
    expect(tasks(centre)).toEqual([expect.stringMatching(/^chat OFFERED/)]);
  });

  it('parks who wrote meanwhile on the list of their channel', () => {
    const centre = centreOf(
      {},
      {
        lists: { desk: { id: 'desk', name: 'Desk' } },
        channels: [
          testChannel('web', { entry: { kind: 'LIST', listId: 'desk' } }),
          testChannel('phone', { type: 'CISCO_CC', mrdId: 'voice', entry: { kind: 'ELSEWHERE' } }),
        ],
      },
    );
    start(centre, 'ada', '77', { conversationId: 'talk-zoe' });
    centre.customer('zoe');
    end(centre, 'ada', '77');
    expect(centre.conversation('zoe')).toMatchObject({ listId: 'desk', state: 'INACTIVE' });
  });
});

it('a call is one whatever the configuration says of its channel since: it does not rest (V4)', () => {
  const centre = inBoth();
  const { config } = centre.world.state;
  const mrds = { ...config.mrds, voice: testMrd('voice', { type: 'CHAT', managedByRouting: false }) };
  centre.do({ type: 'configure', config: { ...config, mrds } });
  expect(
    centre.refusal({ type: 'conversation.pause', agentId: 'ada', ...talk, forMs: config.pausesMs[0] ?? 0 }),
  ).toBe('STATE_NOT_ALLOWED');
  centre.say('zoe', 'hello', 'ada');
  expect(centre.conversation('zoe')?.inactiveAt).toBeNull();
});

it('V3: does not begin again when the telephone repeats the later of two parts, of which nobody ended the first', () => {
  const centre = centreOf();
  start(centre, 'ada', 'c1');
  start(centre, 'ben', 'c1', { reason: 'CONSULT_CONFERENCE', answeredAt: 1_500 });
  centre.do({ type: 'conversation.leave', conversationId: 'call-c1', agentId: 'ben' });
  start(centre, 'ben', 'c1', { reason: 'DIRECT_TRANSFER', answeredAt: 5_000 });
  end(centre, 'ada', 'c1', 'DIALOG_ENDED', 6_000);
  end(centre, 'ben', 'c1', 'DIALOG_ENDED', null);
  const again = start(centre, 'ben', 'c1', {
    reason: 'DIRECT_TRANSFER',
    conversationId: 'call-later',
    answeredAt: 5_000,
  });
  expect(again.ok && again.events).toEqual([]);
});

it('D31: a wrap-up that was submitted with the chat counts when that of the call runs out', () => {
  const centre = inBoth();
  centre.do({ type: 'wrapup.enter', agentId: 'ada', ...talk, messageId: 'note', textLength: 4 });
  ask(centre, 'DIRECT_TRANSFER', 'ben');
  end(centre, 'ada', '77');
  expect(rolesIn(centre)).toContain('ada WRAP_UP');
  const closed = only(centre.pass(5_000), 'task.closed').filter(({ agentId }) => agentId === 'ada');
  expect(closed.map(({ reason }) => reason)).toEqual(['WRAP_UP_APPLIED']);
});
