/** People who come by different protocols are the same people in the same conversations. */
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { lookup } from '../../core/lookup.ts';
import { startRig } from '../../gateways/agent-manager/testing/rig.ts';
import type { Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { goReady, openDesk, textMessage } from '../../gateways/agent-manager/testing/work.ts';
import { registerCustomerChannel } from '../../gateways/customer-channel/register-customer-channel.ts';
import { closeCustomers, connectCustomer } from '../../gateways/customer-channel/testing/customer.ts';
import { registerSecondProtocol } from './second-protocol.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({
    register: async (app, context) => {
      await registerCustomerChannel(app, context);
      registerSecondProtocol(app, context);
    },
  });
});

afterAll(() => rig.close());

const opened: Second[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) one.close();
  closeCustomers();
  await rig.signOutEverybody();
});

/** A client of the second protocol: it shows nothing with its handshake. */
class Second {
  readonly lines: string[] = [];
  readonly socket = io(rig.origin, { transports: ['websocket'], forceNew: true, reconnection: false });

  constructor() {
    this.socket.on('line', (line: string) => this.lines.push(line));
    opened.push(this);
  }

  ask<T>(event: string, payload: unknown): Promise<T> {
    return new Promise((resolve) => this.socket.emit(event, payload, resolve));
  }

  close(): void {
    this.socket.disconnect();
  }
}

const look: Rig['engine']['read'] = (find) => rig.engine.read(find);

describe('an agent', () => {
  it('is there as long as any protocol holds a connection', async () => {
    const { token } = await rig.signIn('agent1');
    const desk = await openDesk(rig, 'agent1', { token });
    const second = new Second();
    const { agentId } = await second.ask<{ agentId: string }>('hello', { token });
    const isThere = () => look(({ world }) => lookup(world.state.agents, agentId)?.connected);
    desk.close();
    await desk.gone();
    // A turn of its own: whatever followed from the end of the desk has happened by then.
    await second.ask('hello', { token });
    expect(await isThere()).toBe(true);
    second.close();
    await expect.poll(isThere).toBe(false);
  });
});

describe('a customer', () => {
  it('who comes by the second protocol talks with the agent at the desk', async () => {
    const desk = await openDesk(rig, 'agent1');
    await goReady(desk);
    const customer = new Second();
    const { conversationId } = await customer.ask<{ conversationId: string }>('begin', {
      channel: 'demo-web',
      name: 'Eve',
    });
    const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
    await desk.ask('topicSubscription', { conversationId, taskId: offer.taskId });
    await customer.ask('say', 'by another way');
    await desk.until(() => JSON.stringify(desk.all('onCimEvent')).includes('by another way'), 'the message');
    await desk.ask('publishCimEvent', textMessage(conversationId, 'seen'));
    await expect.poll(() => customer.lines).toContain('AGENT: {"type":"PLAIN","markdownText":"seen"}');
    // What they wrote is answered and not echoed.
    expect(customer.lines.filter((line) => line.startsWith('CUSTOMER'))).toEqual([]);
    desk.close();
  });

  it('who resumes by the second protocol is in the same session, and away when both have gone', async () => {
    const web = await connectCustomer(rig.origin);
    const begun = await web.ask('CHAT_REQUESTED', {});
    const second = new Second();
    const place = await second.ask('resume', { channel: 'demo-web', token: begun.sessionToken });
    expect(place).toMatchObject({
      sessionId: begun.channelSessionId,
      conversationId: begun.conversationId,
    });
    await second.ask('say', 'from the other side');
    await web.waitForText('from the other side');
    const isThere = () =>
      look(({ world }) => lookup(world.state.sessions, String(begun.channelSessionId))?.connected);
    web.close();
    await second.ask('say', 'still here');
    expect(await isThere()).toBe(true);
    second.close();
    await expect.poll(isThere).toBe(false);
  });

  it('waits in one queue, whatever protocol tells the place', async () => {
    const second = new Second();
    await second.ask('begin', { channel: 'demo-web', name: 'Zoe' });
    await expect.poll(() => second.lines, { timeout: 5_000 }).toContain('place 1');
  });
});
