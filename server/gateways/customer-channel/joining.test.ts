/**
 * Joining ends in live or in an error, however slow or broken the reads of the history are: a word of an agent
 * that was acknowledged reaches every customer whose line is up.
 */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CUSTOMER_CHANNEL_PATH } from '../../../protocol/customer-channel/names.ts';
import type { MessageFrame } from '../../../protocol/customer-channel/frames.ts';
import type { JournalReader } from '../../store/journal-reader.ts';
import { closeCustomers, connectCustomer, resumeChat, startChat } from './testing/customer.ts';
import { openRig } from './testing/rig.ts';
import type { Agent, Rig } from './testing/rig.ts';

type Read = JournalReader['conversationEvents'];

let rig: Rig;
let agent: Agent;

beforeEach(async () => {
  rig = await openRig({ settings: { joinTimeoutMs: 1_000 } });
  agent = rig.agent('agent1');
  await agent.ready();
});
afterEach(async () => {
  closeCustomers();
  await rig.close();
});

/** Puts something between the gateway and the history. */
function disturb(how: (read: Read) => Read): void {
  const { journal } = rig.context;
  journal.conversationEvents = how(journal.conversationEvents);
}

/** A customer's page: comes back with its token and its newest message, as the chat does. */
class Page {
  readonly texts: string[] = [];
  token: string | null = null;
  conversationId = '';
  #newest: string | undefined;
  #socket: Socket | null = null;
  readonly #requestId = randomUUID();
  readonly #identifier = randomUUID();

  /** Connects, and joins whenever the line is (again) up. */
  open(url: string): void {
    this.#socket?.disconnect();
    const socket = io(url, {
      path: CUSTOMER_CHANNEL_PATH,
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 5,
      reconnectionDelayMax: 20,
      auth: (give) => {
        give({
          serviceIdentifier: 'demo-web',
          channelCustomerIdentifier: this.#identifier,
          ...(this.token !== null && { sessionToken: this.token }),
        });
      },
    });
    this.#socket = socket;
    socket.on('connect', () => this.#join(socket));
    socket.on('MESSAGE_RECEIVED', ({ id, body }: MessageFrame) => {
      if (!('markdownText' in body) || body.type !== 'PLAIN') return;
      this.#newest = id;
      this.texts.push(body.markdownText ?? '');
    });
  }

  close(): void {
    this.#socket?.disconnect();
  }

  #join(socket: Socket): void {
    if (this.token !== null) {
      socket.emit('CHAT_RESUMED', this.#newest === undefined ? {} : { after: this.#newest }, () => {});
      return;
    }
    socket.emit('CHAT_REQUESTED', { requestId: this.#requestId }, (answer: Record<string, unknown>) => {
      if (answer.code !== 200) return;
      this.token = String(answer.sessionToken);
      this.conversationId = String(answer.conversationId);
    });
  }
}

/** Always the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('joining a chat', () => {
  it('tries a read that failed again, and then goes on', async () => {
    const first = await connectCustomer(rig.url);
    const { conversationId, sessionToken } = await startChat(first);
    await agent.accept(conversationId);
    await agent.say(conversationId, 'before');
    let failures = 1;
    disturb((read) => (id, page) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('connection lost')) : read(id, page);
    });
    const again = await connectCustomer(rig.url, { token: sessionToken });
    expect(await resumeChat(again)).toMatchObject({ isChatAvailable: true });
    await agent.say(conversationId, 'after');
    await again.waitForText('after');
    expect(again.texts()).toEqual(['before', 'after']);
  });

  it.each([
    ['fail', () => Promise.reject(new Error('connection lost'))],
    ['never end', () => new Promise<never>(() => {})],
  ])('ends the connection with a coded error when all reads %s', async (_how, read) => {
    const first = await connectCustomer(rig.url);
    const { conversationId, sessionToken } = await startChat(first);
    await agent.accept(conversationId);
    await agent.say(conversationId, 'before');
    disturb(() => read);
    const again = await connectCustomer(rig.url, { token: sessionToken });
    const closed = new Promise<string>((resolve) => again.socket.once('disconnect', resolve));
    expect(await resumeChat(again)).toMatchObject({ isChatAvailable: false, error: 'UNAVAILABLE' });
    // A line that was lost: clients come back by themselves.
    expect(await closed).toBe('transport close');
  });

  it('reaches everybody, with reads that are slow or fail in any order, and a server that dies', async () => {
    const seed = Number(process.env.JOIN_SEED ?? Date.now() % 1_000_000);
    const chance = random(seed);
    const unruly = (): void =>
      disturb((read) => (id, page) => {
        const what = chance();
        if (what < 0.3) return Promise.reject(new Error('connection lost'));
        if (what < 0.35) return new Promise(() => {});
        const delay = Math.floor(chance() * 80);
        return new Promise((resolve) => setTimeout(resolve, delay)).then(() => read(id, page));
      });
    unruly();
    const pages = Array.from({ length: 12 }, () => new Page());
    for (const page of pages) page.open(rig.url);
    await vi.waitFor(() => expect(pages.every(({ token }) => token !== null)).toBe(true), 20_000);
    for (const { conversationId } of pages) await agent.accept(conversationId);

    const acknowledged = new Map(pages.map((page) => [page, [] as string[]]));
    for (let round = 0; round < 120; round += 1) {
      if (round % 40 === 39) {
        await rig.restart();
        agent = rig.agent('agent1');
        unruly();
        for (const page of pages) page.open(rig.url);
      }
      const page = pages[Math.floor(chance() * pages.length)]!;
      if (chance() < 0.3) page.open(rig.url);
      const text = `word ${round}`;
      await agent.say(page.conversationId, text);
      acknowledged.get(page)?.push(text);
    }
    for (const page of pages) {
      await vi.waitFor(
        () => expect([...new Set(page.texts)], `seed ${seed}`).toEqual(acknowledged.get(page)),
        20_000,
      );
      page.close();
    }
  }, 120_000);
});
