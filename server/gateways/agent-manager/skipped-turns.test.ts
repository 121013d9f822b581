/** A gateway whose process has missed so much that it takes a fresh state. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk } from './testing/work.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({
    follow: {
      faults: { lost: 0, doubled: 0 },
      settings: { keptTurns: 1, replayedEvents: 3, staleMs: 60_000 },
    },
  });
});
afterAll(() => rig.close());

it('ends the connections of desks, which come back and are told all that they missed', async () => {
  const desk = await openDesk(rig, 'agent1', { reconnection: true });
  await goReady(desk);
  const { conversationId } = await acceptChat(rig, desk);
  const agentId = rig.agentId('agent1');
  rig.pipe?.cut();
  for (let n = 1; n <= 6; n += 1) {
    const messageId = randomUUID();
    await rig.owner.submit(
      {
        type: 'message.send',
        id: randomUUID(),
        conversationId,
        messageId,
        sender: { kind: 'AGENT', agentId },
        kind: 'WHISPER',
        replyTo: null,
        textLength: 2,
      },
      { messages: { [messageId]: { header: {}, body: { type: 'PLAIN', markdownText: `missed ${n}` } } } },
    );
  }
  rig.pipe?.mend();
  await desk.hear<OnTopicData>('onTopicData', (topic) => JSON.stringify(topic).includes('missed 6'));
  expect(desk.disconnects).toHaveLength(1);
  desk.close();
});
