/** One payload or several of each message of the Genesys interface, by direction and name, for `/docs`. A test parses them. */
const id = '5ae01d34-6c25-4be4-919a-df951f0b2c77';
const clientId = 'Un1q3u3cl13nt1d';
const host = 'https://desk.example.org/api/v2';
const customer = { participantId: 'p1', nickname: 'Kashif', type: 'Customer', visibility: 'All' };
const agent = {
  participantId: 'p2',
  nickname: 'Amina',
  type: 'Agent',
  visibility: 'All',
  uri: `${host}/users/u1`,
  path: '/users/u1',
};
const interaction = {
  id,
  channel: 'chat',
  mediatype: 'chat',
  interactionType: 'Inbound',
  state: 'Chatting',
  capabilities: [
    'SendMessage',
    'RequestChatHistory',
    'InviteUser',
    'SetDisposition',
    'EndChatSession',
    'Complete',
  ],
  queue: 'Support',
  receivedDate: '2014-01-09 11:58:10.000+0200',
  parentInteractionId: null,
  userData: { FirstName: 'Kashif', channelCustomerIdentifier: 'kashif@ef.com' },
  participants: [customer, agent],
};
const asInteraction = { ...interaction, uri: `${host}/interactions/${id}`, path: `/interactions/${id}` };
const messages = [
  {
    index: 3000,
    type: 'Text',
    from: agent,
    text: 'How may I help you?',
    visibility: 'All',
    timestamp: '2014-01-09 11:58:12.035+0200',
    timestampSeconds: 1389261492035,
  },
];
const log = { messageType: 'MessageLogUpdated', notificationType: 'NewMessages', messages };

export const genesysExamples: Readonly<Record<string, readonly unknown[]>> = {
  'toServer Bayeux': [
    {
      channel: '/meta/handshake',
      id: '1',
      version: '1.0',
      supportedConnectionTypes: ['long-polling'],
      ext: { ack: true },
    },
    { channel: '/meta/subscribe', id: '2', clientId, subscription: '/v2/me/interactions' },
    { channel: '/meta/connect', id: '3', clientId, connectionType: 'long-polling' },
  ],
  'toClient ChannelStateChangeMessageV2': [
    {
      messageType: 'ChannelStateChangeMessageV2',
      channels: [
        {
          channel: 'chat',
          userState: {
            id: '900D55CC-2BB0-431F-8BF9-D3525B383BE6',
            state: 'NotReady',
            displayName: 'Not Ready',
            reason: 'Lunch',
          },
        },
      ],
    },
  ],
  'toClient InteractionStateChanged': [
    {
      messageType: 'InteractionStateChanged',
      notificationType: 'StatusChange',
      interaction: {
        ...asInteraction,
        state: 'Invited',
        capabilities: ['Accept', 'Reject'],
        participants: [],
      },
    },
    {
      messageType: 'InteractionStateChanged',
      notificationType: 'ParticipantsUpdated',
      interaction: asInteraction,
    },
  ],
  'toClient MessageLogUpdated': [
    { ...log, id, interactionId: id, interactionUri: `${host}/interactions/${id}` },
    { ...log, chatUri: `${host}/chats/${id}`, chatPath: `/chats/${id}` },
  ],
  'toClient ChatStateChangeMessage': [
    {
      messageType: 'ChatStateChangeMessage',
      notificationType: 'StatusChange',
      chat: { ...interaction, uri: `${host}/chats/${id}`, path: `/chats/${id}` },
    },
  ],
};
