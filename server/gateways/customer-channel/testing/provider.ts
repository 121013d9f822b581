/** A channel's provider: takes what a connector's webhook is sent, and answers as told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CimMessage } from '../../../../protocol/cim/message.ts';

export type Post = {
  message: CimMessage;
  key: string | undefined;
  signature: string | undefined;
  /** As it came. */
  body: string;
};

export type Provider = {
  url: string;
  posts: Post[];
  /** The status of each answer, by how many posts came since; null: none at all. */
  behave: (answer: (nth: number) => number | null) => void;
  /** Resolves when so many posts have come. */
  next: (count: number) => Promise<void>;
  close: () => Promise<void>;
};

export async function openProvider(): Promise<Provider> {
  const posts: Post[] = [];
  const waiting = new Set<() => void>();
  let answer: (nth: number) => number | null = () => 200;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const key = request.headers['idempotency-key'];
      const signature = request.headers['webhook-signature'];
      posts.push({
        message: JSON.parse(body) as CimMessage,
        key: typeof key === 'string' ? key : undefined,
        signature: typeof signature === 'string' ? signature : undefined,
        body,
      });
      const status = answer(posts.length);
      if (status !== null)
        response.writeHead(status, { location: 'http://127.0.0.1:1/', 'retry-after': '0' }).end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`,
    posts,
    behave: (next) => (answer = next),
    next: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (posts.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
