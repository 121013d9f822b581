/** A message that names the channel session of another conversation tells nothing of that customer. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OnCimEvent } from '../../../protocol/agent-manager/server-events.ts';
import type { CimEventOf } from '../../../protocol/cim/event.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk, textMessage } from './testing/work.ts';

let rig: Rig;
let desk: Desk;

beforeAll(async () => {
  rig = await startRig();
  desk = await openDesk(rig, 'agent1');
  await goReady(desk);
});

afterAll(async () => {
  desk.close();
  await rig.close();
});

it('shows the own session instead, live and when the conversation is opened again', async () => {
  const mine = await acceptChat(rig, desk, 'Mine');
  const other = await acceptChat(rig, desk, 'Secret');
  const id = randomUUID();
  const { conversationId, cimEvent } = textMessage(mine.conversationId, 'hello', id);
  const header = { channelSessionId: other.customer.sessionId };
  await desk.ask('publishCimEvent', {
    conversationId,
    cimEvent: { ...cimEvent, data: { ...cimEvent.data, header } },
  });
  const live = await desk.hear<OnCimEvent<CimEventOf<'AGENT_MESSAGE'>>>(
    'onCimEvent',
    (event) => event.cimEvent.data.id === id,
  );
  expect(live.cimEvent.channelSession?.id).toBe(mine.customer.sessionId);
  expect(JSON.stringify(live)).not.toContain('Secret');
  const past = await desk.ask('topicEvents', { conversationId, afterSeq: 0 });
  expect(JSON.stringify(past)).toContain('hello');
  expect(JSON.stringify(past)).not.toContain('Secret');
});
