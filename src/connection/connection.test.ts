import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Frame } from '../store/frames.ts';
import { FakeSocket } from '../testing/fake-socket.ts';
import { connect, type Connection, type Ending } from './connection.ts';
import type { Heard } from './line.ts';

let socket: FakeSocket;
let connection: Connection;
let frames: Frame[];
let endings: Ending[];
let refreshed: boolean[];

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
  connection = connect({
    socket: socket.asSocket(),
    token: (fresh) => {
      refreshed.push(fresh);
      return Promise.resolve('token');
    },
    onFrame: (frame) => frames.push(frame),
    onEnding: (ending) => endings.push(ending),
    now: () => 1,
    random: () => 0.5,
  });
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

describe('a connection on a line that has signed in already', () => {
  const take = (heard: readonly Heard[], line = new FakeSocket()) => {
    const told: Frame[] = [];
    const over: Ending[] = [];
    const made = connect({
      socket: line.asSocket(),
      heard,
      token: () => Promise.resolve('token'),
      onFrame: (frame) => told.push(frame),
      onEnding: (ending) => over.push(ending),
      now: () => 1,
    });
    made.close();
    return { told: told.map((frame) => frame.type), over, connects: line.connects };
  };
  const online = () => Object.assign(new FakeSocket(), { connected: true });

  it('takes over what was heard, once and in its order, and acknowledges it', () => {
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

  it('is over when that was the last that was heard', () => {
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
  it('M3: comes back by itself after the server has closed it, with a new token, and never stops trying', async () => {
    socket.hear('connect');
    socket.active = false;
    socket.hear('disconnect', 'io server disconnect');
    await vi.advanceTimersByTimeAsync(0);
    expect(refreshed).toEqual([true]);
    expect(socket.connects).toBe(2);
    for (let i = 0; i < 30; i += 1) {
      socket.hear('connect_error', refusal('unavailable', 'UNAVAILABLE'));
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(socket.connects).toBe(32);
    expect(endings).toEqual([]);
  });

  it('M14: shows a new token when the old one ran out while asleep, without leaving the page', async () => {
    socket.active = false;
    socket.hear('connect_error', refusal('token-expired', 'TOKEN_EXPIRED'));
    await vi.advanceTimersByTimeAsync(0);
    expect(refreshed).toEqual([true]);
    expect(socket.connects).toBe(2);
    expect(endings).toEqual([]);
  });

  it('ends when the sign-in is refused again and again', async () => {
    socket.active = false;
    for (let i = 0; i < 3; i += 1) {
      socket.hear('connect_error', refusal('login-failed'));
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(endings).toEqual(['signedOut']);
  });

  it('B5: does not come back when the agent has signed in elsewhere', async () => {
    socket.hear('connect');
    socket.hear('socketSessionRemoved', { agentId: 'a' });
    socket.hear('disconnect', 'io server disconnect');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(endings).toEqual(['replaced']);
    expect(socket.connects).toBe(1);
  });

  it('ends when the server says that the agent is signed out', () => {
    socket.hear('connect');
    socket.hear('agentPresence', presence('LOGOUT'));
    expect(endings).toEqual(['signedOut']);
  });

  it('says when everything has been said after a connect', async () => {
    socket.hear('connect');
    socket.hear('agentPresence', presence('READY'));
    await vi.advanceTimersByTimeAsync(900);
    socket.hear('agentPresence', presence('READY'));
    await vi.advanceTimersByTimeAsync(900);
    expect(types()).toEqual(['link.up', 'presence', 'presence']);
    await vi.advanceTimersByTimeAsync(200);
    expect(types().at(-1)).toBe('link.settled');
  });

  it('R8, M10: asks a silent socket after waking up and replaces it when it does not answer', async () => {
    socket.hear('connect');
    connection.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.emitted.map((each) => each.event)).toEqual(['refreshToken']);
    socket.emitted[0]!.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.engineCloses).toBe(1);
  });

  it('R8: leaves a socket alone that answers after waking up', async () => {
    socket.hear('connect');
    connection.wake();
    await vi.advanceTimersByTimeAsync(0);
    socket.emitted[0]!.answer({ status: 'ok' });
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.engineCloses).toBe(0);
  });

  it('M10: does not wait out a long back-off when the network returns', () => {
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
