/** What one desk, or one address, may ask for before others would suffer. */
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Acknowledgement } from '../../../protocol/shared/acknowledgement.ts';
import { RawWebSocket } from '../../testing/raw-web-socket.ts';
import { Desk } from './testing/desk.ts';
import { startRig } from './testing/rig.ts';
import type { Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk } from './testing/work.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({
    trustProxy: 1,
    refusalLimit: 20,
    gateway: { historiesPerMinute: 12, backlogBytes: 2_000_000 },
  });
});
afterAll(() => rig.close());

describe('bad handshakes from one address', () => {
  const from = (address: string, token: string) =>
    new Desk(rig.origin, { token, headers: { 'x-forwarded-for': address } });
  const failure = async (desk: Desk) => (await desk.until(() => desk.failures[0], 'connect_error')).message;

  it('are told nothing more after a while, and keep no good sign-in of that address out', async () => {
    const messages = [];
    for (let i = 0; i < 22; i++) messages.push(await failure(from('203.0.113.9', `guess ${i}`)));
    expect(messages[0]).toBe('login-failed');
    expect(messages.at(-1)).toBe('rate-limited');
    expect(await failure(from('203.0.113.10', 'guess'))).toBe('login-failed');
    const { token } = await rig.signIn('agent1');
    const desk = from('203.0.113.9', token);
    await desk.until(() => desk.socket.connected, 'connect');
    desk.socket.disconnect();
  });

  it('count together with refusals of routes, which the signed-in never get', async () => {
    const ask = (address: string, token: string) =>
      fetch(`${rig.origin}/agent-manager/drafts`, {
        headers: { 'x-forwarded-for': address, authorization: `Bearer ${token}` },
      });
    const statuses = [];
    for (let i = 0; i < 22; i++) statuses.push((await ask('2001:db8::9', `guess ${i}`)).status);
    expect(statuses[0]).not.toBe(429);
    expect(statuses.at(-1)).toBe(429);
    // One line, many addresses.
    const refused = await ask('2001:db8::a', 'another guess');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const { token } = await rig.signIn('agent2');
    expect((await ask('2001:db8::9', token)).status).toBe(200);
  });
});

describe('history', () => {
  it('may be asked for so often; then the desk is told to slow down, and works on', async () => {
    const { token } = await rig.signIn('agent3');
    const desk = await openDesk(rig, 'agent3', { token });
    await goReady(desk);
    const { conversationId, customer } = await acceptChat(rig, desk);
    const ask = () => desk.ask('topicEvents', { conversationId, afterSeq: 0 });
    const answers: Acknowledgement[] = [];
    for (let i = 0; i < 14; i++) answers.push(await ask());
    expect(answers[0]).toMatchObject({ status: 'ok' });
    expect(answers.at(-1)).toMatchObject({ status: 'error', code: 'RATE_LIMITED', task: 'topicEvents' });
    await customer.say('still there?');
    await desk.hear('onCimEvent');
    const { customerId } = await rig.engine.read(({ world }) => world.state.conversations[conversationId]!);
    const statuses: number[] = [];
    for (let i = 0; i < 13; i++) {
      const topics = `customer-topics/customer/${customerId}/activities?limit=1&offset=${i}`;
      const path = i % 2 === 0 ? `conversations/${conversationId}/events` : topics;
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${rig.origin}/conversation-manager/${path}`, { headers });
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([...Array<number>(12).fill(200), 429]);
    await customer.leave();
    desk.socket.disconnect();
  });
});

describe('a desk that never reads', () => {
  it('is cut before what waits for it fills the memory, while others are served', async () => {
    const { token } = await rig.signIn('agent4');
    const { port } = rig.app.server.address() as AddressInfo;
    const mute = await RawWebSocket.open(port, '/socket.io/?EIO=4&transport=websocket');
    mute.text(`40${JSON.stringify({ token })}`);
    // Everything that comes with the connection, and then nothing any more.
    for (let text = await mute.next(); text?.includes('snapshotComplete') !== true; text = await mute.next());
    mute.stopReading();
    const nonsense = `42${JSON.stringify(['x'.repeat(70), { conversationId: 'y'.repeat(190) }])}`;
    const pour = async (): Promise<void> => {
      while (mute.isOpen) {
        for (let i = 0; i < 200; i++) mute.text(nonsense.replace('42', `42${i}`));
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await Promise.race([pour(), mute.closed]);
    const { token: other } = await rig.signIn('agent5');
    const desk = await openDesk(rig, 'agent5', { token: other });
    expect(desk.socket.connected).toBe(true);
    desk.socket.disconnect();
  });
});
