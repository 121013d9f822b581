/** Two small protocols at one path: each gets its own clients. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContainment } from '../../http/containment.ts';
import { SharedPath } from './shared-path.ts';
import type { Claim, SocketProtocol } from './shared-path.ts';

/** Answers every event with its own name; admits everybody but `nobody`. */
function speaking(
  name: string,
  claim: SocketProtocol['claim'],
  begins: string[],
): SocketProtocol & { begun: string[] } {
  const begun: string[] = [];
  return {
    claim,
    beginsWith: (event) => begins.includes(event),
    admit: (socket, next) => {
      const refused = socket.handshake.auth.user === 'nobody';
      if (refused) next(Object.assign(new Error('refused'), { data: { by: name } }));
      else next();
    },
    serve: (socket) => {
      begun.push(name);
      socket.onAny((event: string, payload: unknown) => socket.emit('answer', { by: name, event, payload }));
      socket.on('named', () => socket.emit('answer', { by: name, event: 'by its name' }));
    },
    begun,
  };
}

/** A protocol with a mistake in it: it throws wherever its client asks it to. */
function throwing(): SocketProtocol {
  const fail = (when: unknown, where: string): void => {
    if (when === where) throw new Error(`thrown in ${where}`);
  };
  return {
    claim: ({ auth }) => {
      fail(auth.broken, 'claim');
      if (auth.broken === undefined) return 'NOT_MINE';
      return auth.known === true ? 'MINE' : 'PERHAPS';
    },
    beginsWith: (event) => event === 'break',
    admit: ({ handshake }, next) => {
      fail(handshake.auth.broken, 'admit');
      next();
    },
    serve: (socket) => {
      fail(socket.handshake.auth.broken, 'serve');
      socket.on('break', () => fail(socket.handshake.auth.broken, 'replay'));
    },
  };
}

const contained: string[] = [];
const containment = createContainment({
  error: (line: { err: Error }) => void contained.push(line.err.message),
});

const asked = (key: string, otherwise: Claim): SocketProtocol['claim'] => {
  return ({ auth }) => (auth[key] === undefined ? otherwise : 'MINE');
};

const first = speaking('desk', asked('token', 'PERHAPS'), ['publish']);
const second = speaking('chat', asked('bot', 'PERHAPS'), ['join', 'named']);
const http = createServer();
const server = new Server(http);
const sockets: Socket[] = [];
let url: string;

beforeAll(async () => {
  const shared = new SharedPath({ containment, transport: 'agent-socket' }, first, {
    waitMs: 200,
    maxEvents: 3,
  });
  shared.join(second);
  shared.join(throwing());
  server.use(shared.admit);
  server.on('connection', shared.serve);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await server.close();
});

function connect(auth: Record<string, unknown> = {}): Socket {
  const socket = io(url, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
  sockets.push(socket);
  return socket;
}

const once = (socket: Socket, event: string) =>
  new Promise<unknown>((resolve) => socket.once(event, resolve));

describe('two protocols at one path', () => {
  it('know their clients by the handshake', async () => {
    const desk = connect({ token: 't' });
    desk.emit('join', 1);
    expect(await once(desk, 'answer')).toMatchObject({ by: 'desk', event: 'join' });
    const chat = connect({ bot: 'b' });
    chat.emit('publish', 1);
    expect(await once(chat, 'answer')).toMatchObject({ by: 'chat', event: 'publish' });
  });

  it('know others by their first event, and miss none of what they sent', async () => {
    const chat = connect();
    const answers: unknown[] = [];
    chat.on('answer', (answer) => answers.push(answer));
    chat.emit('join', 1);
    chat.emit('named', 2);
    await expect
      .poll(() => answers)
      .toEqual([
        { by: 'chat', event: 'join', payload: 1 },
        { by: 'chat', event: 'named', payload: 2 },
        { by: 'chat', event: 'by its name' },
      ]);
  });

  it('leave everybody else to the first one', async () => {
    const desk = connect();
    desk.emit('whatever');
    expect(await once(desk, 'answer')).toMatchObject({ by: 'desk', event: 'whatever' });
  });

  it('refuse in their own words, by the handshake and by the first event', async () => {
    expect(await once(connect({ token: 't', user: 'nobody' }), 'connect_error')).toMatchObject({
      message: 'refused',
      data: { by: 'desk' },
    });
    const chat = connect({ user: 'nobody' });
    chat.emit('join');
    expect(await once(chat, 'connect_error')).toMatchObject({ message: 'refused', data: { by: 'chat' } });
  });

  it('let go who says nothing, and who says too much at once', async () => {
    const begun = first.begun.length + second.begun.length;
    expect(await once(connect(), 'disconnect')).toBe('io server disconnect');
    const loud = connect();
    for (let i = 0; i < 5; i += 1) loud.emit('join', i);
    expect(await once(loud, 'disconnect')).toBe('io server disconnect');
    expect(first.begun.length + second.begun.length).toBe(begun);
  });

  it('lose one socket, and nobody else, to a protocol that throws', async () => {
    const desk = connect({ token: 't' });
    for (const where of ['serve', 'replay', 'admit']) {
      const broken = connect({ broken: where });
      const ends = once(broken, 'disconnect');
      broken.emit('break');
      expect(await ends, where).toBe('io server disconnect');
    }
    expect(await once(connect({ broken: 'serve', known: true }), 'disconnect')).toBe('io server disconnect');
    for (const where of ['claim', 'admit']) {
      const refused = once(connect({ broken: where, known: true }), 'connect_error');
      expect(await refused).toMatchObject({ message: 'unavailable' });
    }
    expect(contained).toEqual(
      ['serve', 'replay', 'admit', 'serve', 'claim', 'admit'].map((where) => `thrown in ${where}`),
    );
    desk.emit('join', 1);
    expect(await once(desk, 'answer')).toMatchObject({ by: 'desk' });
  });
});
