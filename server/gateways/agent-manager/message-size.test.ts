/** However fat messages are made, what is stored and what is sent at once stays bounded. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OnTopicData, TopicEventsAnswer } from '../../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk, textMessage, type Talk } from './testing/work.ts';

const PAGE = 100_000;

let rig: Rig;
let desk: Desk;
let talk: Talk;
let token: string;

beforeAll(async () => {
  rig = await startRig({
    gateway: {
      historyPageBytes: PAGE,
      eventsPerSecond: 10_000,
      eventsAtOnce: 10_000,
      quota: { messagesPerMinute: 10_000, bytesPerMinute: 10_000_000, messages: 130, bytes: 10_000_000 },
    },
  });
  token = (await rig.signIn('agent1')).token;
  desk = await openDesk(rig, 'agent1', { token });
  await goReady(desk);
  talk = await acceptChat(rig, desk);
});

afterAll(async () => {
  desk.close();
  await rig.close();
});

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

function published(body: object, id: string = randomUUID()) {
  const { conversationId, cimEvent } = textMessage(talk.conversationId, '', id);
  return desk.ask('publishCimEvent', {
    conversationId,
    cimEvent: { ...cimEvent, data: { ...cimEvent.data, body } },
  });
}

it.each<[string, object]>([
  ["a button's title", { type: 'BUTTON', buttons: [{ title: 'x'.repeat(70_000), type: 'String' }] }],
  [
    'the name of a file',
    { type: 'FILE', attachment: { mediaUrl: 'https://x/y', mediaName: 'x'.repeat(70_000) } },
  ],
  ['an unknown type', { type: 'HOLOGRAM', shape: 'x'.repeat(70_000) }],
  ['a further field', { type: 'PLAIN', markdownText: 'x', further: 'Ж'.repeat(40_000) }],
])('a message is refused when %s is too fat', async (_what, body) => {
  expect(await published(body)).toMatchObject({ status: 'error', code: 'TOO_LARGE' });
});

it('a conversation is sent page by page, each of bounded size, and nothing of it is lost', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 125; index += 1) {
    const id = randomUUID();
    ids.push(id);
    expect(
      await published({ type: 'PLAIN', markdownText: `${index}`, further: 'x'.repeat(5_000) }, id),
    ).toMatchObject({ status: 'ok' });
  }
  const again = await openDesk(rig, 'agent1', { token });
  const { topicData } = await again.hear<OnTopicData>('onTopicData');
  expect(bytesOf(topicData)).toBeLessThanOrEqual(PAGE);
  expect(topicData.earlier).toBe(true);
  const sent = (events: readonly CimEvent[]) =>
    events.flatMap((one) => (one.name === 'AGENT_MESSAGE' ? [one.data.id] : []));
  expect(sent(topicData.topicEvents)).toEqual(ids.slice(-sent(topicData.topicEvents).length));

  // Backwards over HTTP, as a desk scrolls.
  let found = sent(topicData.topicEvents);
  let before = topicData.topicEvents[0]?.seq;
  for (let earlier = true; earlier;) {
    const response = await fetch(
      `${rig.origin}/conversation-manager/conversations/${talk.conversationId}/events?limit=500&before=${before}`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    const page = (await response.json()) as { events: CimEvent[]; earlier: boolean };
    expect(bytesOf(page.events)).toBeLessThanOrEqual(PAGE);
    found = [...sent(page.events), ...found];
    before = page.events[0]?.seq;
    earlier = page.earlier;
  }
  expect(found).toEqual(ids);

  // Forwards over the socket, as a gap is closed.
  const forward: string[] = [];
  for (let afterSeq = 0, truncated = true; truncated;) {
    const answer = (await again.ask('topicEvents', {
      conversationId: talk.conversationId,
      afterSeq,
    })) as unknown as TopicEventsAnswer;
    expect(bytesOf(answer.events)).toBeLessThanOrEqual(PAGE);
    forward.push(...sent(answer.events));
    afterSeq = answer.seq;
    truncated = answer.truncated;
  }
  expect(forward).toEqual(ids);
  again.close();
});

it('a writer has a quota for one conversation', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => published({ type: 'PLAIN', markdownText: 'x' })),
  );
  expect(answers.at(-1)).toMatchObject({ status: 'error', code: 'RATE_LIMITED' });
});
