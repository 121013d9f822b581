import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Frame } from '../store/frames.ts';
import { FakeSocket } from '../testing/fake-socket.ts';
import { connect, type Connection, type Ending } from './connection.ts';
import type { ReceivedEvent } from './desk-socket.ts';

let socket: FakeSocket;
let connection: Connection;
let frames: Frame[];
let endings: Ending[];
let refreshed: boolean[];
let provider: 'up' | 'down';
let clock: number;

function refusal(message: string, code = 'UNAUTHORIZED'): Error {
  return Object.assign(new Error(message), { data: { content: { key: code, code, msg: '' } } });
}

function presence(name: string) {
  return { agentPresence: { state: { name, reasonCode: null }, stateChangeTime: 1, agentMrdStates: [] } };
}

function types(): string[] {
  return frames.map((frame) => frame.type);
}

beforeEach(() => {
  vi.useFakeTimers();
  socket = new FakeSocket();
  frames = [];
  endings = [];
  refreshed = [];
  provider = 'up';
  clock = 1;
  connection = connect({
    socket: socket.asSocket(),
    token: (fresh) => {
      refreshed.push(fresh);
      return provider === 'up' ? Promise.resolve('token') : Promise.reject(new Error('down'));
    },
    onFrame: (frame) => frames.push(frame),
    onEnding: (ending) => endings.push(ending),
    now: () => clock,
    random: () => 0.5,
  });
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

describe('a connection on a socket that has signed in already', () => {
  const take = (received: readonly ReceivedEvent[], socket = new FakeSocket()) => {
    const told: Frame[] = [];
    const over: Ending[] = [];
    const made = connect({
      socket: socket.asSocket(),
      received,
      token: () => Promise.resolve('token'),
      onFrame: (frame) => told.push(frame),
      onEnding: (ending) => over.push(ending),
      now: () => 1,
    });
    made.close();
    return { told: told.map((frame) => frame.type), over, connects: socket.connects };
  };
  const online = () => Object.assign(new FakeSocket(), { connected: true });

  it('takes over what was received, once and in its order, and acknowledges it', () => {
    const acknowledge = vi.fn();
    const { told, connects } = take(
      [
        ['agentPresence', presence('READY'), acknowledge],
        ['onPullModeSubscribedList', []],
      ],
      online(),
    );
    expect(told.slice(0, 2)).toEqual(['link.up', 'presence']);
    expect(acknowledge).toHaveBeenCalledExactlyOnceWith({ status: 'ok' });
    expect(connects).toBe(0);
  });

  it('waits for one that is still signing in, and asks once more where it was refused', () => {
    expect(take([])).toMatchObject({ told: [], connects: 0 });
    expect(take([], Object.assign(new FakeSocket(), { active: false }))).toMatchObject({ connects: 1 });
  });

  it('is over when that was the last that was received', () => {
    const { told, over } = take(
      [
        ['socketSessionRemoved', {}],
        ['agentPresence', presence('READY')],
      ],
      online(),
    );
    expect(over).toEqual(['replaced']);
    expect(told).toEqual(['link.up']);
  });
});

describe('the connection', () => {
  it('L-M3: comes back by itself after the server has closed it, ever later, and never stops trying', async () => {
    socket.hear('connect');
    socket.active = false;
    socket.hear('disconnect', 'io server disconnect');
    await vi.advanceTimersByTimeAsync(499);
    expect(socket.connects).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(socket.connects).toBe(2);
    for (let i = 0; i < 30; i += 1) {
      socket.hear('connect_error', refusal('unavailable', 'UNAVAILABLE'));
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(socket.connects).toBe(32);
    expect(endings).toEqual([]);
  });

  it('does not storm a server that takes it in and throws it out again and again', async () => {
    const began = Date.now();
    const turn = async () => {
      socket.hear('connect');
      socket.hear('agentPresence', presence('READY'));
      socket.hear('snapshotComplete', { conversations: 0, offers: 0 });
      socket.active = false;
      const before = socket.connects;
      socket.hear('disconnect', 'io server disconnect');
      while (socket.connects === before) await vi.advanceTimersByTimeAsync(100);
    };
    for (let i = 0; i < 8; i += 1) await turn();
    expect(Date.now() - began).toBeGreaterThan(50_000);
    // One that was good for a while is not punished for what was before it.
    socket.hear('connect');
    socket.active = false;
    clock += 60_000;
    socket.hear('disconnect', 'io server disconnect');
    const before = socket.connects;
    await vi.advanceTimersByTimeAsync(500);
    expect(socket.connects).toBe(before + 1);
  });

  it('L-M14: comes back when the token runs out on an open socket', async () => {
    socket.hear('connect');
    socket.active = false;
    socket.hear('connect_error', refusal('token-expired', 'TOKEN_EXPIRED'));
    expect(socket.connected).toBe(false);
    expect(types()).toEqual(['link.up', 'link.down']);
    await vi.advanceTimersByTimeAsync(0);
    expect(refreshed).toEqual([true]);
    expect(socket.connects).toBe(2);
  });

  it('waits for a provider that fails for a moment, as long as it takes, and does not sign out', async () => {
    provider = 'down';
    socket.hear('connect');
    socket.active = false;
    socket.hear('connect_error', refusal('token-expired', 'TOKEN_EXPIRED'));
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    connection.noToken();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(endings).toEqual([]);
    expect(socket.connects).toBe(1);
    expect(refreshed.length).toBeLessThan(150);
    provider = 'up';
    await vi.advanceTimersByTimeAsync(30_000);
    expect(socket.connects).toBe(2);
  });

  it('L-M14: shows a new token when the old one ran out while asleep, without leaving the page', async () => {
    socket.active = false;
    socket.hear('connect_error', refusal('token-expired', 'TOKEN_EXPIRED'));
    await vi.advanceTimersByTimeAsync(0);
    expect(refreshed).toEqual([true]);
    expect(socket.connects).toBe(2);
    expect(endings).toEqual([]);
  });

  it('ends when the sign-in is refused again and again, each time with a new token', async () => {
    socket.active = false;
    for (let i = 0; i < 3; i += 1) {
      socket.hear('connect_error', refusal('login-failed'));
      await vi.advanceTimersByTimeAsync(5000);
    }
    expect(refreshed).toEqual([true, true]);
    expect(endings).toEqual(['expired']);
  });

  it('L-B5: does not come back when the agent has signed in elsewhere', async () => {
    socket.hear('connect');
    socket.hear('socketSessionRemoved', { agentId: 'a' });
    socket.hear('disconnect', 'io server disconnect');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(endings).toEqual(['replaced']);
    expect(socket.connects).toBe(1);
  });

  it('waits for the agent when the server says that they work elsewhere', async () => {
    socket.active = false;
    socket.hear('connect_error', refusal('signed-in-elsewhere', 'SIGNED_IN_ELSEWHERE'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(endings).toEqual(['elsewhere']);
    expect(socket.connects).toBe(1);
  });

  it('ends where there is no room for one more agent, and not where one request was too much', async () => {
    socket.hear('connect');
    socket.hear('errors', { task: 'publishCimEvent', code: 'QUOTA_MESSAGES', msg: '', statusCode: 429 });
    expect(endings).toEqual([]);
    socket.hear('errors', { task: 'connect', code: 'QUOTA_AGENTS', msg: '', statusCode: 429 });
    socket.hear('disconnect', 'io server disconnect');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(endings).toEqual(['full']);
    expect(socket.connects).toBe(1);
  });

  it('ends when the server says that the agent is signed out', () => {
    socket.hear('connect');
    socket.hear('agentPresence', presence('LOGOUT'));
    expect(endings).toEqual(['signedOut']);
  });

  it('knows that everything has been said when the server says so, however long that takes', async () => {
    socket.hear('connect');
    socket.hear('agentPresence', presence('READY'));
    socket.hear('snapshotComplete', { conversations: 0, offers: 0 });
    expect(types()).toEqual(['link.up', 'presence', 'link.settled']);

    socket.hear('disconnect', 'transport close');
    socket.hear('connect');
    socket.hear('agentPresence', presence('READY'));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(types().slice(3)).toEqual(['link.down', 'link.up', 'presence']);
    socket.hear('snapshotComplete', { conversations: 2, offers: 0 });
    expect(types().at(-1)).toBe('link.settled');
  });

  it('takes a long silence for the end where a server does not know that word, once, and only while it is connected', async () => {
    socket.hear('connect');
    socket.hear('agentPresence', presence('READY'));
    await vi.advanceTimersByTimeAsync(14_000);
    socket.hear('agentPresence', presence('READY'));
    await vi.advanceTimersByTimeAsync(14_000);
    expect(types()).toEqual(['link.up', 'presence', 'presence']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(types().at(-1)).toBe('link.settled');
    socket.hear('disconnect', 'transport close');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(types().at(-1)).toBe('link.down');
  });

  it('L-R8, L-M10: asks a silent socket after waking up and replaces it when it does not answer', async () => {
    socket.hear('connect');
    connection.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.emitted).toHaveLength(1);
    socket.emitted[0]!.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.engineCloses).toBe(1);
  });

  it('L-R8: leaves a socket alone that answers after waking up, also with a refusal and without a provider', async () => {
    provider = 'down';
    socket.hear('connect');
    connection.wake();
    await vi.advanceTimersByTimeAsync(0);
    socket.emitted[0]!.answer({ status: 'error', code: 'CONVERSATION_NOT_FOUND' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(socket.engineCloses).toBe(0);
  });

  it('L-M10: does not wait out a long back-off when the network returns', () => {
    socket.hear('connect');
    socket.hear('disconnect', 'transport close');
    connection.wake();
    expect(socket.connects).toBe(2);
  });

  it('gives the refusal of an acknowledgement, and a word of its own when nobody answered', async () => {
    await expect(connection.ask('rejectTask', {})).rejects.toMatchObject({ code: 'OFFLINE' });
    socket.hear('connect');
    const refused = connection.ask('rejectTask', {});
    socket.emitted[0]!.answer({ status: 'error', code: 'TASK_EXPIRED', msg: 'The offer has ended.' });
    await expect(refused).rejects.toMatchObject({ code: 'TASK_EXPIRED', message: 'The offer has ended.' });
    const unheard = connection.ask('rejectTask', {});
    socket.emitted[1]!.fail();
    await expect(unheard).rejects.toMatchObject({ code: 'NO_ANSWER' });
  });

  it('acknowledges what wants to be acknowledged', () => {
    const answers: unknown[] = [];
    socket.hear('onTopicData', { conversationId: 'c', topicData: {} }, (answer: unknown) =>
      answers.push(answer),
    );
    expect(answers).toEqual([{ status: 'ok' }]);
  });
});
