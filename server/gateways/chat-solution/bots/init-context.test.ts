import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bot } from './bots.ts';
import { initContext } from './init-context.ts';

let server: Server;
let asked: string[];
let answer: RequestListener;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** A bot whose socket comes from an address. */
const bot = (url: string, remoteAddress: string) =>
  ({ url, socket: { request: { socket: { remoteAddress } } } }) as unknown as Bot;

const place = (host: string) => `http://${host}:${(server.address() as AddressInfo).port}`;
const begin = (url: string, from: string) =>
  initContext(bot(url, from), { conversationId: 'c', customerInfo: { name: 'Zoe' } });

describe('the context of a conversation', () => {
  it('is begun where the bot is, by address and by name', async () => {
    answer = (_request, response) => response.end('{}');
    await begin(place('127.0.0.1'), '127.0.0.1');
    await begin(`${place('localhost')}/bot/`, '::ffff:127.0.0.1');
    expect(asked).toEqual(['POST /api/initContext', 'POST /bot/api/initContext']);
  });

  it.each(['127.0.0.1', 'localhost', '[::1]'])(
    'is not begun at %s for a bot that comes from elsewhere',
    async (host) => {
      await expect(begin(place(host), '203.0.113.7')).rejects.toThrow('not a public one');
      expect(asked).toEqual([]);
    },
  );

  it('is not begun under a name that nobody has', async () => {
    await expect(begin('http://nobody.invalid', '127.0.0.1')).rejects.toThrow('nobody.invalid');
  });

  it('is not begun where the bot leads elsewhere or refuses', async () => {
    answer = (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    await expect(begin(place('127.0.0.1'), '127.0.0.1')).rejects.toThrow('302');
    answer = (_request, response) => response.writeHead(500).end();
    await expect(begin(place('127.0.0.1'), '127.0.0.1')).rejects.toThrow('500');
    answer = (request) => request.socket.destroy();
    await expect(begin(place('127.0.0.1'), '127.0.0.1')).rejects.toThrow();
    expect(asked).not.toContain('POST /elsewhere');
  });
});
