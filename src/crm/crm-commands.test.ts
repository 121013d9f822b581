import { describe, expect, it } from 'vitest';
import { createDeskStore } from '../store/desk-store.ts';
import { liveDesk } from '../testing/live-desk.ts';
import { conversation, ME, offer, presence } from '../testing/people.ts';
import { createCrmCommands } from './crm-commands.ts';

function desk() {
  let now = 0;
  const maria = { ...conversation('Maria'), id: 'c-maria' };
  const waiting = { ...offer('Jon'), taskId: 't-jon', conversationId: 'c-jon' };
  const store = createDeskStore({
    me: ME,
    presence: presence('READY'),
    conversations: { [maria.id]: maria },
    offers: { [waiting.taskId]: waiting },
  });
  const live = liveDesk(store);
  const answer = live.slice((tools) => createCrmCommands(tools, () => now));
  let requests = 0;
  const ask = (command: object, request = `r${(requests += 1)}`) =>
    answer(request, { type: 'agent-desk.command', request, ...command });
  return { store, ask, asked: live.asked, pass: (ms: number) => (now += ms) };
}

const refused = (code: string) => expect.objectContaining({ status: 'error', code }) as unknown;

describe('what a CRM may ask for', () => {
  it('is a state, with a reason by its name, as the agent chooses it', async () => {
    const { ask, asked } = desk();
    const done = ask({ command: 'setState', state: 'NOT_READY', reason: 'Lunch' });
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toMatchObject({
      event: 'changeAgentState',
      payload: { agentId: ME.id, state: { name: 'NOT_READY', reasonCode: { id: 'r1', name: 'Lunch' } } },
    });
    asked[0]!.ok();
    expect(await done).toEqual({ type: 'agent-desk.result', request: 'r1', status: 'ok' });
    // A reason to go home is none to pause.
    expect(await ask({ command: 'setState', state: 'NOT_READY', reason: 'End of shift' })).toEqual(
      refused('REASON_NOT_FOUND'),
    );
    expect(await ask({ command: 'setState', state: 'READY', mrd: 'Fax' })).toEqual(refused('MRD_NOT_FOUND'));
    void ask({ command: 'setState', state: 'NOT_READY', mrd: 'Chat' });
    expect(asked.at(-1)).toMatchObject({ payload: { action: 'agentMRDState', mrdId: 'chat' } });
  });

  it('is to accept what rings, and the server’s no comes back with its code', async () => {
    const { ask, asked, store } = desk();
    const first = ask({ command: 'accept', conversationId: 'c-jon' });
    expect(asked[0]).toMatchObject({
      event: 'topicSubscription',
      payload: { conversationId: 'c-jon', taskId: 't-jon' },
    });
    asked[0]!.refuse('TASK_EXPIRED', 'The offer has ended.');
    expect(await first).toEqual(refused('TASK_EXPIRED'));
    const second = ask({ command: 'accept', conversationId: 'c-jon' });
    asked[1]!.ok();
    expect(await second).toMatchObject({ status: 'ok' });
    expect(store.getState().selected).toBe('c-jon');
    expect(await ask({ command: 'accept', conversationId: 'c-maria' })).toEqual(refused('TASK_NOT_FOUND'));
  });

  it('is to show a conversation, and to put words after what the agent has begun; nothing is sent', async () => {
    const { ask, asked, store } = desk();
    expect(await ask({ command: 'openConversation', conversationId: 'c-maria' })).toMatchObject({
      status: 'ok',
    });
    expect(store.getState().selected).toBe('c-maria');
    const fill = (text: string, conversationId = 'c-maria') =>
      ask({ command: 'fillComposer', conversationId, text });
    await fill('Good day');
    await fill('it is on its way');
    expect(store.getState().drafts).toEqual({ 'c-maria': 'Good day\nit is on its way' });
    expect(await fill('x', 'c-jon')).toEqual(refused('CONVERSATION_NOT_FOUND'));
    store.setState(({ conversations }) => ({
      conversations: { 'c-maria': { ...conversations['c-maria']!, role: 'SILENT_MONITOR', kind: 'watched' } },
    }));
    expect(await fill('x')).toEqual(refused('ROLE_NOT_ALLOWED'));
    expect(asked).toEqual([]);
  });

  it('is to call', async () => {
    const { ask, asked } = desk();
    const done = ask({ command: 'makeCall', number: ' 1002 ' });
    expect(asked[0]).toMatchObject({ event: 'makeCall', payload: { toAddress: '1002' } });
    asked[0]!.refuse('PHONE_NOT_CONFIGURED', 'There is no phone here.');
    expect(await done).toEqual(refused('PHONE_NOT_CONFIGURED'));
  });

  it('is nothing else', async () => {
    const { ask, asked, store } = desk();
    for (const command of [
      { command: 'setState', state: 'LOGOUT' },
      { command: 'setState', state: 'READY', agentId: 'agent-2' },
      { command: 'signOut' },
      { command: 'publishCimEvent', conversationId: 'c-maria' },
      { command: 'fillComposer', conversationId: 'c-maria', text: 'x'.repeat(10_001) },
      { command: 'fillComposer', conversationId: 'c-maria', text: 'a\u0000b' },
      { command: 'openConversation' },
      {},
    ]) {
      expect([command, await ask(command)]).toEqual([command, refused('VALIDATION')]);
    }
    expect(asked).toEqual([]);
    expect(store.getState().drafts).toEqual({});
  });

  it('is bounded in rate, and the same request is done once', async () => {
    const { ask, asked, pass } = desk();
    const same = [1, 2, 3].map(() => ask({ command: 'makeCall', number: '1' }, 'same'));
    asked[0]!.ok();
    expect(new Set((await Promise.all(same)).map(({ status }) => status))).toEqual(new Set(['ok']));
    expect(asked).toHaveLength(1);
    const open = { command: 'openConversation', conversationId: 'c-maria' };
    for (let at = 1; at < 20; at += 1) expect(await ask(open)).toMatchObject({ status: 'ok' });
    expect(await ask(open)).toEqual(refused('RATE_LIMITED'));
    pass(200);
    expect(await ask(open)).toMatchObject({ status: 'ok' });
    expect(await ask(open)).toEqual(refused('RATE_LIMITED'));
  });
});
