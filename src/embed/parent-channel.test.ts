import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openParentChannel, type ParentChannel } from './parent-channel.ts';

const CRM = 'https://crm.example.org';
const OTHER = 'https://other.example.org';
const posted: [message: unknown, target: string][] = [];
const parent = { postMessage: (message: unknown, target: string) => posted.push([message, target]) };

let channel: ParentChannel;
let ids: number;

beforeEach(() => {
  vi.useFakeTimers();
  posted.length = 0;
  ids = 0;
  vi.spyOn(window, 'parent', 'get').mockReturnValue(parent as unknown as Window);
  channel = openParentChannel([CRM, OTHER], () => `r${++ids}`);
});
afterEach(() => {
  channel.close();
  vi.useRealTimers();
});

function say(data: unknown, origin = CRM, source: unknown = parent): void {
  const event = new MessageEvent('message', { data, origin });
  Object.defineProperty(event, 'source', { value: source });
  window.dispatchEvent(event);
}
const token = { type: 'agent-desk.token', request: 'r1', token: 'a.b.c' };

it('asks each allowed origin by its name, again until there is an answer, and takes that answer once', async () => {
  const asked = channel.ask('start', 10_000);
  const wanted = { type: 'agent-desk.token-wanted', request: 'r1', reason: 'start' };
  expect(posted).toEqual([
    [wanted, CRM],
    [wanted, OTHER],
  ]);
  vi.advanceTimersByTime(1000);
  expect(posted).toHaveLength(4);
  say({ ...token, expiresIn: 60 });
  say({ ...token, token: 'x.y.z' });
  expect(await asked).toEqual({ ...token, expiresIn: 60 });
  vi.advanceTimersByTime(60_000);
  expect(posted).toHaveLength(4);
  expect(channel.ignored()).toMatchObject({ request: 1 });
});

it('gives up in time where nobody answers', async () => {
  const asked = channel.ask('renewal', 3000);
  vi.advanceTimersByTime(3000);
  expect(await asked).toBeNull();
});

it('counts what comes from elsewhere or is no message, and answers nothing of it', async () => {
  const asked = channel.ask('start', 5000);
  const before = posted.length;
  say(token, 'https://crm.example.org.evil.test');
  say(token, 'null');
  say(token, CRM, window);
  say(token, CRM, null);
  const rubbish = [
    null,
    'agent-desk.token',
    [token],
    { ...token, type: 'token' },
    { ...token, token: '' },
    { ...token, token: 7 },
    { ...token, token: 'x'.repeat(40_000) },
    { ...token, request: 5 },
    { ...token, expiresIn: '60' },
    { ...token, expiresIn: -1 },
    { ...token, expiresIn: Number.NaN },
  ];
  for (const each of rubbish) say(each);
  say({ ...token, request: 'r9' });
  expect(channel.ignored()).toEqual({
    window: 2,
    origin: 2,
    shape: rubbish.length,
    request: 1,
    lastOrigin: 'null',
  });
  expect(posted).toHaveLength(before);
  vi.advanceTimersByTime(5000);
  expect(await asked).toBeNull();
});

it('asks the page around alone where the browser names it', () => {
  channel.close();
  Object.defineProperty(window.location, 'ancestorOrigins', { value: [OTHER], configurable: true });
  try {
    channel = openParentChannel([CRM, OTHER], () => 'r1');
    void channel.ask('start', 1000);
    expect(posted.map(([, target]) => target)).toEqual([OTHER]);
  } finally {
    delete (window.location as { ancestorOrigins?: unknown }).ancestorOrigins;
  }
});

it('tells what the tab would be called, whenever that changes', async () => {
  document.head.innerHTML = '<title>Agent desk</title>';
  channel.tellTitles();
  channel.tellTitles();
  expect(posted).toEqual(
    [CRM, OTHER].map((origin) => [{ type: 'agent-desk.title', title: 'Agent desk' }, origin]),
  );
  posted.length = 0;
  document.title = '● Offer: Maria';
  await Promise.resolve();
  expect(posted[0]).toEqual([{ type: 'agent-desk.title', title: '● Offer: Maria' }, CRM]);
  channel.close();
  posted.length = 0;
  document.title = 'Agent desk';
  await Promise.resolve();
  expect(posted).toEqual([]);
});
