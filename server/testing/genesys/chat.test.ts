/** Offers and chats: an agent's program, customers on the web and desks in the same conversations. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lookup } from '../../core/lookup.ts';
import { startChat as ring } from '../../gateways/agent-manager/testing/customer.ts';
import { goReady, openDesk, textMessage } from '../../gateways/agent-manager/testing/work.ts';
import {
  closeCustomers,
  connectCustomer,
  startChat,
} from '../../gateways/customer-channel/testing/customer.ts';
import { closeAgents, GenesysAgent, type Heard } from './agent.ts';
import { startGenesysRig, type GenesysRig } from './rig.ts';

let rig: GenesysRig;

beforeAll(async () => {
  rig = await startGenesysRig({ settings: { wrapupSeconds: 1.5, ronaSeconds: 4 } });
});
afterAll(() => rig.close());
afterEach(async () => {
  await closeAgents();
  closeCustomers();
  await rig.signOutEverybody();
});

type Interaction = {
  id: string;
  state: string;
  capabilities: string[];
  participants: object[];
  userData: object;
};

const interactionIn = ({ data }: Heard) => data.interaction as Interaction | undefined;
const messagesIn = ({ data }: Heard) =>
  (data.messages ?? []) as { index: number; type: string; text?: string; from: Record<string, string> }[];
const isState =
  (state: string) =>
  (heard: Heard): boolean =>
    interactionIn(heard)?.state === state && heard.data.notificationType === 'StatusChange';
const isSaid =
  (text: string) =>
  (heard: Heard): boolean =>
    messagesIn(heard).some((message) => message.text === text);
const isMove =
  (type: string, nickname: string) =>
  (heard: Heard): boolean =>
    messagesIn(heard).some((message) => message.type === type && message.from.nickname === nickname);

const agent = async (username = 'agent1') => (await new GenesysAgent(rig.origin, username).start()).ready();

async function invited(one: GenesysAgent, from = 0): Promise<string> {
  return interactionIn(await one.hear(isState('Invited'), from))?.id ?? '';
}

const act = (one: GenesysAgent, id: string, operationName: string, further: object = {}) =>
  one.post(`/me/interactions/${id}`, { operationName, ...further });

/** An agent in a chat with a customer. */
async function chatting(username = 'agent1', nickname = 'Marat') {
  const one = await agent(username);
  const customer = await ring(rig);
  const id = await invited(one);
  expect((await act(one, id, 'Accept', { nickname })).body).toEqual({ statusCode: 0 });
  await one.hear((heard) => messagesIn(heard).length > 1);
  return { one, customer, id };
}

const stateOf = (one: GenesysAgent, id: string) =>
  one.get(`/me/interactions/${id}`).then(({ body }) => (body.interaction as Interaction | undefined)?.state);

describe('an offer', () => {
  it('rings with who comes, and Accept tells state, people and the whole history, in this order', async () => {
    const one = await agent();
    const customer = await ring(rig);
    await customer.say('Hello?');
    const offer = await one.hear(isState('Invited'));
    const id = customer.conversationId;
    const address = { uri: `${rig.origin}/api/v2/interactions/${id}`, path: `/interactions/${id}` };
    expect(offer).toMatchObject({
      channel: '/v2/me/interactions',
      data: {
        messageType: 'InteractionStateChanged',
        interaction: {
          id,
          ...address,
          capabilities: ['Accept', 'Reject'],
          participants: [],
          userData: {
            FirstName: 'Jane',
            channelCustomerIdentifier: 'web-Jane',
            formData: 'entered before the chat',
          },
        },
      },
    });
    expect((await one.get('/me/interactions?fields=*')).body).toEqual({
      statusCode: 0,
      interactions: [offer.data.interaction],
    });
    expect((await one.get('/me/interactions')).body).toEqual({ statusCode: 0, uris: [address.uri] });
    expect((await act(one, id, 'SendMessage', { text: 'x' })).body.statusCode).toBe(3);

    const from = one.heard.length;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => act(one, id, 'Accept', { nickname: 'Marat' })),
    );
    expect(answers.filter(({ body }) => body.statusCode === 0)).toHaveLength(1);
    await one.hear((heard) => messagesIn(heard).length > 0, from);
    const [status, people, history] = one.heard.slice(from);
    expect(isState('Chatting')(status!)).toBe(true);
    expect(people!.data.notificationType).toBe('ParticipantsUpdated');
    expect(interactionIn(people!)?.participants).toMatchObject([
      { type: 'Customer', nickname: 'Jane' },
      { type: 'Agent', nickname: 'Marat', path: `/users/${rig.agentId('agent1')}` },
    ]);
    expect(history!.data).toMatchObject({
      messageType: 'MessageLogUpdated',
      notificationType: 'NewMessages',
      id,
      interactionId: id,
      interactionUri: address.uri,
    });
    expect(messagesIn(history!)).toMatchObject([
      { type: 'ParticipantJoined', from: { nickname: 'Jane', type: 'Customer' } },
      { type: 'Text', text: 'Hello?', from: { nickname: 'Jane' } },
      { type: 'ParticipantJoined', from: { nickname: 'Marat', type: 'Agent' } },
    ]);
    expect((await one.get('/me/interactions?fields=*')).body.interactions).toEqual([interactionIn(people!)]);
    const read = await one.get(`/me/interactions/${id}/messages`);
    expect(read.body).toEqual({ statusCode: 0, messages: history!.data.messages });
  });

  it('is told in the second generation to those who ask for it, and once to those who ask for all', async () => {
    const one = new GenesysAgent(rig.origin, 'agent1');
    await one.signIn();
    await one.listen(['/v2/me/*']);
    const later = new GenesysAgent(rig.origin, 'agent1');
    later.cookie = one.cookie;
    await later.listen(['/v2/me/chats']);
    await one.post('/me', { operationName: 'StartContactCenterSession', channels: ['chat'] });
    await one.ready();
    const { conversationId: id } = await ring(rig);
    await one.hear(isState('Invited'));
    const { channel, data } = await later.hear(() => true);
    expect(channel).toBe('/v2/me/chats');
    expect(data).toMatchObject({
      messageType: 'ChatStateChangeMessage',
      chat: { id, state: 'Invited', path: `/chats/${id}` },
    });
    expect((await one.post(`/me/chats/${id}`, { operationName: 'Accept' })).body).toEqual({ statusCode: 0 });
    const said = await later.hear(({ data: { messages } }) => messages !== undefined);
    expect(said.data).toMatchObject({ chatPath: `/chats/${id}`, messageType: 'MessageLogUpdated' });
    await one.hear(({ data: { messages } }) => messages !== undefined);
    expect(one.heard.filter(isState('Chatting'))).toHaveLength(1);
    expect(one.heard.every(({ data: { chat } }) => chat === undefined)).toBe(true);
  });

  it('can be rejected, which keeps the state, or missed, which does not', async () => {
    const one = await agent();
    const { conversationId: id, leave } = await ring(rig);
    await invited(one);
    expect((await act(one, id, 'Reject')).body).toEqual({ statusCode: 0 });
    const { data } = await one.hear(isState('Completed'));
    expect(data.interaction).toMatchObject({ participants: [], capabilities: [] });
    expect((await one.get('/me/channels')).body.channels).toMatchObject([{ userState: { state: 'Ready' } }]);
    expect([3, 6]).toContain((await act(one, id, 'Accept')).body.statusCode);
    await leave();
    const from = one.heard.length;
    await ring(rig, 'Joe');
    const missed = await invited(one, from);
    await one.hear(isState('Revoked'), from);
    expect([3, 6]).toContain((await act(one, missed, 'Accept')).body.statusCode);
    await one.hear(({ data: told }) => JSON.stringify(told.channels ?? '').includes('NotReady'), from);
  });
});

describe('a chat', () => {
  it('is read by all who are in it: a program, a customer on the web, and a desk', async () => {
    const one = await agent();
    const customer = await connectCustomer(rig.origin);
    const { conversationId: id } = await startChat(customer);
    await invited(one);
    await act(one, id, 'Accept', { nickname: 'Marat' });
    const joined = await customer.waitForNotification('AGENT_SUBSCRIBED');
    expect(joined.header.sender.senderName).toBe('Marat');

    const desk = await openDesk(rig, 'agent2');
    await goReady(desk);
    expect((await act(one, id, 'InviteUser', { agentId: rig.agentId('agent2') })).body).toEqual({
      status: 'ok',
    });
    const task = await desk.hear<{ conversationId: string; taskId: string }>('taskRequest');
    await desk.ask('topicSubscription', { conversationId: id, taskId: task.taskId });
    await one.hear(isMove('ParticipantJoined', 'Bruno Almeida'));

    expect((await act(one, id, 'SendMessage', { text: '1 < 2 && 3 > 2' })).body).toEqual({ statusCode: 0 });
    const seen = await customer.waitForText('1 < 2 && 3 > 2');
    expect(seen.header.sender).toMatchObject({ type: 'AGENT', senderName: 'Marat' });
    const own = await one.hear(isSaid('1 < 2 && 3 > 2'));
    expect(messagesIn(own)[0]?.from.uri).toBe(`${rig.origin}/api/v2/users/${rig.agentId('agent1')}`);
    await desk.hear('onCimEvent', (event: object) => JSON.stringify(event).includes('1 < 2 && 3 > 2'));
    await desk.ask('publishCimEvent', textMessage(id, 'From the desk'));
    const others = await one.hear(isSaid('From the desk'));
    expect(messagesIn(others)[0]?.from.uri).toMatch(new RegExp(`/users/${rig.agentId('agent2')}$`));

    const { index } = messagesIn(own)[0]!;
    expect(messagesIn(others)[0]!.index).toBeGreaterThan(index);
    await act(one, id, 'SendStartTypingNotification');
    const types = await customer.waitForNotification('TYPING_STARTED');
    expect(types.header.sender.senderName).toBe('Marat');
    const typing = await one.hear((heard) => messagesIn(heard)[0]?.type === 'TypingStarted');
    expect(messagesIn(typing)[0]!.index).toBeGreaterThan(messagesIn(others)[0]!.index);
    await act(one, id, 'SendStopTypingNotification');
    const stopped = await one.hear((heard) => messagesIn(heard)[0]?.type === 'TypingStopped');
    expect(messagesIn(stopped)[0]!.index).toBeGreaterThan(messagesIn(typing)[0]!.index);
    const read = (await one.get(`/me/interactions/${id}/messages`)).body.messages as { type: string }[];
    expect(read.some(({ type }) => type.startsWith('Typing'))).toBe(false);

    // The one who helps decides nothing; the owner ends it for all.
    const from = one.heard.length;
    expect((await act(one, id, 'EndChatSession')).body).toEqual({ status: 'ok' });
    await one.hear(isState('LeftChat'), from);
    const left = one.heard
      .slice(from)
      .findIndex((heard) =>
        messagesIn(heard).some(
          ({ type, from: who }) => type === 'ParticipantLeft' && who.type === 'Customer',
        ),
      );
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(one.heard.slice(from).findIndex(isState('LeftChat')));
    expect(await stateOf(one, id)).toBe('LeftChat');
    await one.hear(isState('Completed'), from);
    expect(await stateOf(one, id)).toBeUndefined();
  });

  it('says what was wrong by its code, and changes nothing', async () => {
    const { one, id } = await chatting();
    const code = async (name: string, further: object = {}) =>
      (await act(one, id, name, further)).body.statusCode;
    expect(await code('SendMessage')).toBe(1);
    expect(await code('SendMessage', { text: 7 })).toBe(2);
    expect([1, 2]).toContain(await code('SendMessage', { text: '' }));
    expect(await code('SendMessage', { text: 'a\0b' })).toBe(2);
    expect(await code('SendMessage', { text: 'x'.repeat(4_097) })).toBe(10);
    expect(await code('sendmessage', { text: 'x' })).toBe(2);
    expect(await code('Accept')).toBe(3);
    const unknown = await act(one, 'no-such-id', 'SendMessage', { text: 'x' });
    expect([unknown.status, unknown.body.statusCode]).toEqual([404, 6]);
    for (const [address, status, statusCode] of [
      ['x'.repeat(300), 404, 6],
      ['%zz', 400, 2],
    ] as const) {
      const wrong = await act(one, address, 'SendMessage', { text: 'x' });
      expect([wrong.status, wrong.body.statusCode]).toEqual([status, statusCode]);
      expect(Object.keys(wrong.body)).toEqual(['statusCode', 'statusMessage']);
    }
    const other = await act(one, 'no-such-id', 'EndChatSession');
    expect(Object.keys(other.body)).toEqual(['status', 'errorDescription']);
    for (const body of ['{', '[]', '', '"x"', '{"operationName":"SendMessage","text":"x","__proto__":{}}']) {
      const { status, body: told } = await one.post(`/me/interactions/${id}`, body);
      expect([status, [1, 2].includes(told.statusCode as number)], body).toEqual([400, true]);
    }
    const large = await one.post(`/me/interactions/${id}`, {
      operationName: 'SendMessage',
      text: 'x'.repeat(70_000),
    });
    expect([large.status, large.body.statusCode]).toEqual([413, 10]);
    expect(await stateOf(one, id)).toBe('Chatting');
  });

  it('is told again from any message on, to whoever asks alone', async () => {
    const { one, id, customer } = await chatting();
    await customer.say('one');
    const { index } = messagesIn(await one.hear(isSaid('one')))[0]!;
    await customer.say('two');
    await one.hear(isSaid('two'));
    for (const eventId of [index, String(index)]) {
      const from = one.heard.length;
      expect((await act(one, id, 'RequestChatHistory', { eventId })).body).toEqual({ statusCode: 0 });
      const told = await one.hear(() => true, from);
      expect(messagesIn(told).map(({ text }) => text)).toEqual(['one', 'two']);
    }
    for (const eventId of [0, -1, index + 1, 'x', 1e30]) {
      expect((await act(one, id, 'RequestChatHistory', { eventId })).body.statusCode).toBe(2);
    }
    const from = one.heard.length;
    await act(one, id, 'RequestChatHistory');
    const all = await one.hear(() => true, from);
    expect(all.data.messages).toEqual((await one.get(`/me/interactions/${id}/messages`)).body.messages);
  });

  it('has dispositions, which become its wrap-up and never reach the customer', async () => {
    const { one, id, customer } = await chatting();
    expect((await act(one, id, 'SetDisposition', { disposition: 'Sold' })).body).toEqual({ statusCode: 0 });
    const { data } = await one.hear(({ data: told }) => told.notificationType === 'PropertiesUpdated');
    expect((data.interaction as Interaction).userData).toMatchObject({ DispositionCode: 'Sold' });
    await customer.leave();
    // Whom the work after the chat is about is known until it is done.
    const { data: after } = await one.hear(isState('LeftChat'));
    expect((after.interaction as Interaction).userData).toEqual((data.interaction as Interaction).userData);
    await act(one, id, 'SetDisposition', { disposition: 'Gold', dispositionKey: 'Kind' });
    const from = one.heard.length;
    expect((await act(one, id, 'Complete')).body).toEqual({ statusCode: 0 });
    await one.hear(isState('Completed'), from);
    const { rows } = await rig.database.pool.query<{ content: object }>(
      "select content from messages where conversation_id = $1 and content::text like '%WRAPUP%'",
      [id],
    );
    expect(JSON.stringify(rows)).toContain('"Sold"');
    expect(JSON.stringify(rows)).toContain('"Gold"');
  });

  it('is completed at once, with its chat, and goes to others when its agent goes home', async () => {
    const { one, id, customer } = await chatting();
    const from = one.heard.length;
    await act(one, id, 'Complete');
    await one.hear(isState('Completed'), from);
    expect(one.heard.slice(from).some(isState('LeftChat'))).toBe(false);
    const open = await rig.engine.read(({ world }) => lookup(world.state.sessions, customer.sessionId));
    expect(open).toBeUndefined();

    const next = await ring(rig, 'Joe');
    const second = await invited(one, from);
    await act(one, second, 'Accept');
    await one.hear(isState('Chatting'), from);
    const two = await agent('agent2');
    await one.post('/me', { operationName: 'EndContactCenterSession' });
    expect(await invited(two)).toBe(next.conversationId);
  });
});

describe('working together', () => {
  it('an agent is asked in, takes part and leaves; the owner stays the owner', async () => {
    const { one, id } = await chatting();
    const two = await agent('agent2');
    const ask = async (agentId?: unknown) => {
      const { status, body } = await act(one, id, 'InviteUser', agentId === undefined ? {} : { agentId });
      return [status, body.status];
    };
    expect(await ask()).toEqual([400, 'error']);
    expect(await ask('nobody')).toEqual([404, 'error']);
    expect(await ask(rig.agentId('agent3'))).toEqual([403, 'error']);
    expect(await ask(rig.agentId('agent1'))).toEqual([403, 'error']);
    expect(await ask(rig.agentId('agent2'))).toEqual([200, 'ok']);
    expect(await invited(two)).toBe(id);
    await act(two, id, 'Accept', { nickname: 'Bo' });
    await one.hear(isMove('ParticipantJoined', 'Bo'));
    const helped = await one.get(`/me/interactions/${id}`);
    expect((helped.body.interaction as Interaction).capabilities).toContain('LeaveConference');
    for (const name of ['EndChatSession', 'Complete', 'SingleStepTransfer']) {
      const { status } = await act(two, id, name, { queueName: 'Support' });
      expect(status, name).toBe(403);
    }
    const leave = async (who: GenesysAgent, agentId?: string) =>
      (await act(who, id, 'LeaveConference', agentId === undefined ? {} : { agentId })).status;
    expect(await leave(two)).toBe(400);
    expect(await leave(two, 'nobody')).toBe(404);
    expect(await leave(two, rig.agentId('agent1'))).toBe(403);
    expect(await leave(two, rig.agentId('agent2'))).toBe(200);
    await two.hear(isState('Completed'));
    await one.hear(isMove('ParticipantLeft', 'Bo'));
    expect(await leave(one, rig.agentId('agent1'))).toBe(403);
    expect(await stateOf(one, id)).toBe('Chatting');
  });

  it('the last one who stays has it when its owner leaves', async () => {
    const { one, id } = await chatting();
    const two = await agent('agent2');
    await act(one, id, 'InviteUser', { agentId: rig.agentId('agent2') });
    await invited(two);
    await act(two, id, 'Accept');
    await one.hear(isMove('ParticipantJoined', 'Bruno Almeida'));
    expect((await act(one, id, 'LeaveConference', { agentId: rig.agentId('agent1') })).body).toEqual({
      status: 'ok',
    });
    await one.hear(isState('Completed'));
    await two.hear(isMove('ParticipantLeft', 'Marat'));
    expect((await act(two, id, 'EndChatSession')).body).toEqual({ status: 'ok' });
    await two.hear(isState('LeftChat'));
  });

  it('a transfer asks exactly one target, ends for its sender at once, and waits in the queue when rejected', async () => {
    const { one, id } = await chatting();
    const two = await agent('agent2');
    const user = rig.agentId('agent2');
    const code = async (further: object) =>
      (await act(one, id, 'SingleStepTransfer', further)).body.statusCode;
    expect(await code({})).toBe(1);
    expect(await code({ agentId: user, queueName: 'Support' })).toBe(2);
    expect(await code({ agentId: 'nobody' })).toBe(6);
    expect(await code({ targetPath: '/users/nobody' })).toBe(6);
    expect(await code({ queueName: 'None' })).toBe(6);
    expect(await code({ skill: 'None' })).toBe(6);
    expect(await code({ agentId: rig.agentId('agent3') })).toBe(3);
    expect([2, 3]).toContain(await code({ agentId: rig.agentId('agent1') }));
    expect(await code({ targetUri: `${rig.origin}/api/v2/users/${user}` })).toBe(0);
    await one.hear(isState('Completed'));
    await invited(two);
    await act(two, id, 'Reject');
    // Nobody is asked for what they have just handed over.
    const three = await agent('agent3');
    expect(await invited(three)).toBe(id);
    await act(three, id, 'Accept');
    await three.hear(isState('Chatting'));
    const { body } = await act(three, id, 'SingleStepTransfer', { skill: 'Sales' });
    expect(body).toEqual({ statusCode: 0 });
    await three.hear(isState('Completed'));
  });

  it('shows colleagues by the ids that are asked for', async () => {
    const one = await agent();
    const { body } = await one.get('/contacts?type=User&roles=ROLE_AGENT');
    const contacts = body.contacts as { id: string; userName: string }[];
    expect(contacts.find(({ userName }) => userName === 'agent2')?.id).toBe(rig.agentId('agent2'));
  });
});

describe('another program of the same agent', () => {
  it('has the offers and chats of the first when it begins to work', async () => {
    const { id } = await chatting();
    const { conversationId: offered } = await ring(rig, 'Joe');
    const two = await new GenesysAgent(rig.origin, 'agent1').start();
    await two.hear((heard) => interactionIn(heard)?.id === id && interactionIn(heard)?.state === 'Chatting');
    await two.hear(
      (heard) => interactionIn(heard)?.id === offered && interactionIn(heard)?.state === 'Invited',
    );
    expect((await act(two, id, 'SendMessage', { text: 'still here' })).body).toEqual({ statusCode: 0 });
    await two.hear(isSaid('still here'));
  });
});
