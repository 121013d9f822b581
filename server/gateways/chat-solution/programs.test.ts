/** What other programs ask for: messages by connectors, past messages, transcripts. */
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Client, post, ready, say, signIn, startChat } from './testing/client.ts';
import { rigOfTests } from './testing/rig-of-tests.ts';

const rig = rigOfTests();

const BEARER = { authorization: 'Bearer demo-connector' };

describe('a message of another program', () => {
  const message = {
    channel: 'sms',
    messageId: 'abbcd323',
    destination: '3015642191',
    from: { id: 'sales_2018_winter', name: 'Sale Campaign', app: 'Expertflow Campaign Manager' },
    timestamp: '2018-11-23T08:51:28.255',
    text: 'Expertflow campaign message',
  };
  const send = (body: unknown, headers: Record<string, string> = BEARER) =>
    post(`${rig.origin}/api/external/message`, body, headers);

  it('goes out by the connector of its channel, once', async () => {
    const without = await send(message);
    expect(without.status).toBe(503);
    expect(without.headers.get('requestId')).toMatch(/./);
    const connector = await new Client(rig.origin, {
      client: '2.5',
      query: { key: 'demo-connector' },
    }).connected();
    expect(await connector.refused('registerConnector', { id: 'fb', channel: 'sms' })).toBe('VALIDATION');
    await connector.must('registerConnector', { id: 'sms', name: 'SMS', channel: 'sms' });
    const sent = await send(message);
    expect(sent.status).toBe(200);
    const got = await connector.hear('messageArrived');
    expect(got).toMatchObject({
      type: 'ChatMessage',
      refId: '3015642191',
      messageId: 'abbcd323',
      channel: 'sms',
      from: message.from,
      text: message.text,
      requestId: sent.headers.get('requestId'),
    });
    const again = await send(message);
    expect(again.headers.get('requestId')).toBe(sent.headers.get('requestId'));
    await send({ ...message, messageId: 'other' });
    await connector.hear('messageArrived', ({ messageId }) => messageId === 'other');
    expect(connector.all('messageArrived')).toHaveLength(2);
    const numbered = {
      ...message,
      messageId: 17,
      destination: 3_015_642_191,
      from: { id: 7, name: 'Sales' },
    };
    expect((await send(numbered)).status).toBe(200);
    const told = await connector.hear('messageArrived', ({ messageId }) => messageId === '17');
    expect(told).toMatchObject({ refId: '3015642191', from: { id: '7', name: 'Sales' } });
    expect((await send(message, {})).status).toBe(401);
    expect((await send({ ...message, text: undefined })).status).toBe(400);
    expect((await send({ ...message, text: 'x'.repeat(5_000) })).status).toBe(413);
  });
});

/** With a body, as the documents have it: `fetch` sends none with GET. */
function pastMessages(body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = {
      ...BEARER,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    const asked = request(
      `${rig.origin}/api/conversation/past-messages`,
      { method: 'GET', headers },
      (response) => {
        let answer = '';
        response.on('data', (part: Buffer) => (answer += part.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(answer) as Record<string, unknown> }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(text);
  });
}

describe('what was said in a chat', () => {
  it('is read back as its customer saw it', async () => {
    const agent = await signIn(rig.origin, 'agent1');
    await ready(agent);
    const customer = await startChat(rig.origin, {}, { name: 'سارة' });
    const { conversationId } = customer;
    await agent.hear('receiveChatRequest');
    await agent.must('acceptChatRequest', { conversationId });
    await customer.say('مرحبا, hello 😀');
    await say(agent, conversationId, 'one');
    await say(agent, conversationId, 'only me', { to: [{ id: 'agent1' }] });
    await agent.must('wrapUp', { conversationId, wrapup: 'secret' });
    const transcript = `${rig.origin}/api/customer/transcript/${conversationId}`;
    expect((await fetch(`${transcript}/pdf`)).status).toBe(404);
    await agent.must('endConversation', { conversationId });
    const pdf = await fetch(`${transcript}/pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect((await fetch(`${transcript}/PDF`)).status).toBe(200);
    expect((await fetch(`${transcript}/fax`)).status).toBe(404);
    expect((await fetch(`${transcript}/email`)).status).toBe(503);
    const time = new Date(Date.now() + 60_000).toISOString();
    const all = await pastMessages({ conversationId, count: 10, time });
    expect(all).toMatchObject({ status: 200, body: { conversationId } });
    expect((all.body.messages as { text: string }[]).map(({ text }) => text)).toEqual([
      'مرحبا, hello 😀',
      'one',
    ]);
    expect(all.body.participants).toEqual([
      { id: customer.participant.id, name: 'سارة', type: 'Customer' },
      { id: 'agent1', name: 'Amina Okafor', type: 'Agent' },
    ]);
    const query = new URLSearchParams({ conversationId, count: '1', time });
    const last = await fetch(`${rig.origin}/api/conversation/past-messages?${query.toString()}`, {
      headers: BEARER,
    });
    expect(await last.json()).toMatchObject({ messages: [{ text: 'one' }] });
    expect((await pastMessages({ conversationId, count: 0, time })).status).toBe(400);
    expect((await pastMessages({ conversationId, count: 1, time: 'soon' })).status).toBe(400);
    expect((await pastMessages({ conversationId: 'nothing', count: 1, time })).status).toBe(404);
    expect((await fetch(`${rig.origin}/api/conversation/past-messages?${query.toString()}`)).status).toBe(
      401,
    );
  });
});
