/**
 * A desk of the family, step by step as it was observed (agent-desk-minimal §0–(f)): only the fields it sends,
 * no acknowledgements, the agent as JSON text, the cookie of its sign-in, polling first.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AgentPresenceEvent,
  OnTopicData,
  TaskRequest,
} from '../../../protocol/agent-manager/server-events.ts';
import { startChat, type TestCustomer } from './testing/customer.ts';
import { Desk } from './testing/desk.ts';
import {
  acceptAsFamily,
  goReadyAsFamily,
  leaveAsFamily,
  logInAsFamily,
  logOutAsFamily,
  type FamilyUser,
} from './testing/family-desk.ts';
import { startRig, type Rig } from './testing/rig.ts';

type TextEvent = { cimEvent: string; conversationId: string; roomInfo: { id: string } };
type Envelope = {
  name: string;
  type: string;
  channelSession: { id: string; channel: { channelType: { name: string } } };
  data: {
    id: string;
    header: { sender: { type: string }; customer: { _id: string; firstName: string }; channelData: unknown };
    body: { type: string; markdownText: string };
  };
};

const parse = ({ cimEvent }: TextEvent): Envelope => JSON.parse(cimEvent) as Envelope;

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 120 } });
});

afterAll(() => rig.close());

const TRANSPORTS: { how: string; transports: ('polling' | 'websocket')[] }[] = [
  { how: 'polling', transports: ['polling'] },
  { how: 'polling and then WebSocket', transports: ['polling', 'websocket'] },
  { how: 'WebSocket', transports: ['websocket'] },
];

describe.each(TRANSPORTS)('a desk of the family over $how', ({ transports }) => {
  let desk: Desk;
  let user: FamilyUser;
  let cookie: string;
  let customer: TestCustomer;
  let offer: TaskRequest;
  let topic: OnTopicData;

  const events = (name: string) =>
    desk
      .all<TextEvent>('onCimEvent')
      .map(parse)
      .filter((event) => event.name === name);
  const heard = (name: string) => desk.until(() => events(name).at(-1), name);

  /** The envelope that this desk builds. */
  function envelope(name: string, type: string, body: object) {
    const id = randomUUID();
    const sender = {
      id: user.id,
      senderName: user.username,
      type: 'AGENT',
      additionalDetail: { firstName: user.firstName, lastName: user.lastName },
    };
    const session = topic.topicData.channelSession;
    return {
      id: randomUUID(),
      name,
      type,
      conversationId: offer.conversationId,
      roomInfo: topic.roomInfo,
      timestamp: Date.now(),
      data: {
        id,
        header: {
          timestamp: type === 'NOTIFICATION' ? '' : Date.now(),
          sender,
          channelData: session?.channelData,
          intent: null,
          conversationId: offer.conversationId,
          roomId: topic.roomInfo.id,
          channelSessionId: session?.id,
          customer: topic.topicData.customer,
        },
        body,
      },
      channelSession: session,
      eventEmitter: sender,
    };
  }

  const publish = (cimEvent: object) =>
    desk.emit('publishCimEvent', {
      agentId: user.id,
      conversationId: offer.conversationId,
      roomInfo: topic.roomInfo,
      cimEvent,
    });

  afterAll(() => desk.close());

  it('(a) logs in and connects with the cookie it was given', async () => {
    const signedIn = await logInAsFamily(rig, 'agent1', rig.origin);
    ({ user } = signedIn);
    cookie = signedIn.cookies[0]?.split(';')[0] ?? '';
    expect(user.permittedResources.Resources.map(({ rsname }) => rsname)).toContain('state-change');
    desk = new Desk(rig.origin, {
      agent: JSON.stringify(user),
      auth: { fcm: { desktopFcmKey: null, mobileFcmKey: null } },
      headers: { cookie, origin: rig.origin },
      transports,
    });
    await desk.connected();
  });

  it('(b) shows NOT_READY, then READY and its MRD', async () => {
    const channelTypes = await desk.hear<{ name: string }[]>('onChannelTypes');
    expect(channelTypes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['WEB', 'SMS', 'CISCO_CC', 'CX_VOICE']),
    );
    const first = await desk.hear<AgentPresenceEvent>('agentPresence');
    expect(first.agentPresence.state.name).toBe('NOT_READY');
    await desk.hear('onPullModeSubscribedList');
    const ready = await goReadyAsFamily(desk, user);
    const chat = ready.agentPresence.agentMrdStates.find(({ mrd }) => mrd.name === 'CHAT');
    expect(chat?.state).toBe('READY');
  });

  it('(c) rings', async () => {
    customer = await startChat(rig, 'Jane Customer');
    await customer.say('first words');
    offer = await desk.hear<TaskRequest>('taskRequest');
    expect(offer.channelSession.channel.channelType).toMatchObject({
      name: 'WEB',
      channelLogo: '_WEB.svg',
    });
    expect(offer.channelSession.customer.firstName).toBe('Jane Customer');
  });

  it('(d) accepts and has the history, then a live message as text', async () => {
    topic = await acceptAsFamily(desk, user, offer.conversationId);
    const { topicData } = topic;
    const shown = topicData.participants.find(({ type }) => type === 'CUSTOMER');
    expect(shown?.participant).toMatchObject({
      channel: { channelType: { name: 'WEB' } },
      channelData: {
        channelCustomerIdentifier: 'web-Jane Customer',
        additionalAttributes: [{ key: 'formData' }],
      },
    });
    expect(topicData.topicParticipant.participant.keycloakUser).toMatchObject({
      id: user.id,
      username: 'agent1',
    });
    // What it shows beside the conversation.
    expect(topicData.conversationData).toEqual({ formData: 'entered before the chat' });
    const before = topicData.topicEvents.find(
      ({ name }) => name === 'CUSTOMER_MESSAGE',
    ) as unknown as Envelope;
    expect(before.data.body.markdownText).toBe('first words');
    expect(before.channelSession.channel.channelType.name).toBe('WEB');

    await customer.say('Hello');
    const live = await heard('CUSTOMER_MESSAGE');
    expect(live.type).toBe('MESSAGE');
    expect(live.channelSession.channel.channelType.name).toBe('WEB');
    expect(live.data.header.sender.type).toBe('CONNECTOR');
    expect(live.data.header.customer).toMatchObject({
      _id: customer.customerId,
      firstName: 'Jane Customer',
    });
    expect(live.data.header.channelData).toMatchObject({ channelCustomerIdentifier: 'web-Jane Customer' });
    expect(live.data.body).toEqual({ type: 'PLAIN', markdownText: 'Hello' });
  });

  it('(e) answers; the echo turns the bubble to "sent"', async () => {
    const said = envelope('AGENT_MESSAGE', 'MESSAGE', { type: 'PLAIN', markdownText: 'Good day' });
    publish(said);
    const echo = await heard('AGENT_MESSAGE');
    expect(echo.data.id).toBe(said.data.id);
    const last = events('CUSTOMER_MESSAGE').at(-1);
    publish(
      envelope('MESSAGE_DELIVERY_NOTIFICATION', 'NOTIFICATION', {
        type: 'DELIVERYNOTIFICATION',
        markdownText: '',
        messageId: last?.data.id,
        status: 'READ',
        reasonCode: 200,
      }),
    );
    await heard('MESSAGE_DELIVERY_NOTIFICATION');
    publish(
      envelope('TYPING_INDICATOR', 'NOTIFICATION', {
        type: 'NOTIFICATION',
        notificationType: 'TYPING_STARTED',
        markdownText: '',
      }),
    );
    publish(
      envelope('AGENT_MESSAGE', 'MESSAGE', {
        markdownText: '',
        type: 'WRAPUP',
        wrapups: [{ categoryName: 'Result', value: 'Solved' }],
        note: 'a note',
      }),
    );
    const note = await desk.until(
      () => events('AGENT_MESSAGE').find(({ data }) => data.body.type === 'WRAPUP'),
      'note',
    );
    expect(note.data.body).toMatchObject({ note: 'a note' });
    expect(desk.all('errors')).toEqual([]);
  });

  it('(f) asks for the wrap-up form by the id that is baked into it', async () => {
    const response = await fetch(`${rig.origin}/unified-admin/forms/62d07f4f0980a50a91210bef`, {
      headers: { cookie, origin: rig.origin },
    });
    const form = (await response.json()) as {
      attributes: { categoryOptions: { isMultipleChoice: boolean; categories: object[] } }[];
    };
    expect(form.attributes[0]?.categoryOptions.isMultipleChoice).toBe(true);
    expect(form.attributes[0]?.categoryOptions.categories[0]).toMatchObject({ categoryName: 'Result' });
  });

  it('(f) leaves, wraps up and is out with the words it compares with', async () => {
    await leaveAsFamily(desk, user, topic);
    expect(desk.all('wrapupTimerStarted')).toMatchObject([{ duration: 120 }]);
    await logOutAsFamily(desk, user);
    const last = desk.all<AgentPresenceEvent>('agentPresence').at(-1);
    expect(last?.agentPresence.state.name).toBe('LOGOUT');
    expect(desk.all('errors')).toEqual([]);
  });
});
