/** One payload or several of each event of Chat Solution, by direction and name, for `/docs`. A test parses them. */
const conversationId = '5ae01d34-6c25-4be4-919a-df951f0b2c77';
const requestId = '99397bf7-a4fb-41c3-8292-a021b44262a6';
const timestamp = '2018-05-07T06:52:21.661Z';
const sessionId = '0d346c25-91a2-4c5e-8f0e-2f4b7b1f9a10';
const mrd = '6c0b6a3e-0d3f-5d0b-9a3b-3f5f0f3f1c11';
const kashif = { id: sessionId, name: 'Kashif Sohail' };
const agent = { id: 'agent1', name: 'Amina Okafor' };
const customer = {
  id: sessionId,
  displayName: kashif.name,
  email: 'kashif@ef.com',
  phone: '+1343122554',
  channel: 'web',
};
const customerInfo = { accountId: 'c1', name: kashif.name, email: customer.email, channel: 'web' };

const chatMessage = {
  conversationId,
  type: 'ChatMessage',
  requestId,
  timestamp,
  channel: 'web',
  from: kashif,
  to: [],
  text: 'Hello, I have a question.',
  attachments: [
    {
      type: 'image/png',
      name: 'bill.png',
      contentUrl: 'https://files.example.org/bill.png',
      thumbnailUrl: '',
    },
  ],
};
const botMessage = {
  conversationId,
  messageId: 'h7VcOjUimR',
  type: 'BotMessage',
  bot: { id: 'bot', name: 'EF Rasa Bot', type: 'Rasa' },
  timestamp,
  input: 'What is the price?',
  intents: [{ confidence: 0.23, name: 'offer_requested' }],
  entities: [],
  output: [{ name: 'It costs 350 dollars.', confidence: 0.9 }],
};
const participantOf = (id: string, type: string, role: string) => ({
  id,
  displayName: id === 'agent1' ? agent.name : kashif.name,
  type,
  role,
  status: 'Active',
});
const joined = {
  conversationId,
  type: 'ActivityMessage',
  requestId: `${conversationId}:4`,
  timestamp,
  from: agent,
  to: [],
  activityType: 'participantJoined',
  info: { participant: participantOf('agent1', 'Agent', 'Owner') },
};
const about = { conversationId, requestId, timestamp };
const toOther = { conversationId, participantId: 'agent2' };

export const chatSolutionExamples: Readonly<Record<string, readonly unknown[]>> = {
  'toServer amq-sub': [{ AgentId: 'agent1' }],
  'toServer amq-send': [
    { head: 'Login', AgentId: 'agent1', Password: '••••••', Mrd: 'CHAT' },
    { head: 'AgentState', AgentId: 'agent1', State: 'READY', Mrd: mrd, ReasonCode: -1 },
  ],
  'toServer login': [{ agentId: 'agent1', password: '••••••', mrd: 'CHAT' }],
  'toServer changeState': [{ state: 'NOT_READY', mrd }],
  'toServer joinConversation': [
    { conversationId },
    { conversationId, participant: kashif, requestId, timestamp },
  ],
  'toServer sendMessage': [
    { ...chatMessage, to: undefined, channel: undefined },
    { conversationId, type: 'ActivityMessage', from: kashif, activityType: 'typing', info: {} },
    botMessage,
  ],
  'toServer addParticipant': [{ participant: { agentId: 'agent2' }, conversationId }],
  'toServer removeParticipant': [toOther],
  'toServer transferChat': [toOther],
  'toServer raiseHand': [{ conversationId, participantId: 'supervisor1' }],
  'toServer wrapUp': [
    { conversationId, wrapup: 'Billing question answered' },
    { conversation: { conversationId }, wrapup: 'Billing question answered' },
  ],
  'toServer silentMonitor': [{ conversationId }],
  'toServer bargeIn': [{ conversationId }],
  'toServer leaveConversation': [{ conversationId, notify: 'true' }],
  'toServer endConversation': [about],
  'toServer getConversationInfo': [{ AgentId: 'agent1' }],
  'toServer requestAgentTransfer': [about],
  'toServer registerBot': [{ id: 'Bot', name: 'EF Rasa Bot', type: 'Rasa', url: 'https://bot.example.org' }],
  'toServer registerConnector': [{ id: 'sms', name: 'SMS connector', channel: 'sms' }],
  'toClient amq-msg': [
    {
      head: 'AgentInfo',
      AgentId: 'agent1',
      FirstName: 'Amina',
      LastName: 'Okafor',
      Supervisor: false,
      Mrds: [{ id: mrd, name: 'CHAT', State: 'NOT_READY' }],
      Teams: [{ id: 't1', name: 'Support' }],
    },
    { head: 'AgentState', AgentId: 'agent1', State: 'READY', Mrd: mrd, ReasonCode: -1 },
    {
      head: 'TaskAssigned',
      param: { chatId: conversationId, conversationId, TaskId: 't1', AgentId: 'agent1', Mrd: mrd, customer },
    },
    {
      head: 'TaskState',
      TaskId: 't1',
      AgentId: 'agent1',
      Mrd: mrd,
      State: 'CLOSED',
      Reason: 'RONA',
      conversationId,
    },
  ],
  'toClient receiveChatRequest': [{ customer: { ...customer, conversationId } }],
  'toClient messageArrived': [
    chatMessage,
    joined,
    { ...botMessage, from: { id: 'Bot', name: 'EF Rasa Bot' } },
  ],
  'toClient conversationInfo': [
    {
      conversation: { conversationId, channel: 'web', customer, timestamp },
      messages: [chatMessage],
      participant: [
        participantOf(sessionId, 'Customer', 'Participant'),
        participantOf('agent1', 'Agent', 'Owner'),
      ],
      role: 'Owner',
      handRaise: false,
    },
  ],
  'toClient conversationList': [[{ conversationId, customerInfo }]],
  'toClient initConversation': [{ conversationId, customerInfo }],
  'toClient teamInfo': [
    {
      teamId: 't1',
      teamName: 'Support',
      agents: [
        {
          ...agent,
          state: 'READY',
          conversations: [{ conversationId, customer: { displayName: kashif.name } }],
        },
      ],
      supervisors: [{ id: 'supervisor1', name: 'Sofia Rossi', state: 'NOT_READY' }],
    },
  ],
  'toClient RoleUpdated': [{ participantId: 'agent2', role: 'Owner', conversationId }],
  'toClient endConversation': [about],
  'toClient socketSessionRemoved': [{ agentId: 'agent1' }],
  'toClient errors': [
    { task: 'endConversation', code: 'NOT_OWNER', msg: 'Only the owner may do this.', statusCode: 403 },
  ],
};
