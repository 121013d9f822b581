/** One payload or several of each message of the Generic Connector, by direction and name, for `/docs`. A test parses them. */
import { COMMANDS } from './commands.ts';

const agentId = '1001001';
const startTime = '2024-03-05 09:30:12';
const callVariables = [
  ...Array.from({ length: 10 }, (_unused, index) => ({
    [`callVariable${index + 1}`]: index === 0 ? 'Gold' : '',
  })),
  { ani: '2025550147' },
];
const participants = [
  { mediaAddress: '4001', state: 'ACTIVE', addressType: 'AGENT_DEVICE' },
  { mediaAddress: '2025550147', state: 'ACTIVE', addressType: '' },
];

/** What a parameter may be, by its name; others are numbers of dialogs. */
const VALUES: Readonly<Record<string, string>> = {
  client_destination: 'client1',
  agent_password: 'secret',
  agent_extension: '4001',
  agent_phone: '18005550123',
  connection_mode: 'true',
  agent_reason_code: '10',
  extension: '4002',
  wrapup_reason: 'Billing',
  reason_code: '10',
  variable_name: 'callVariable2',
  variable_value: 'blue',
  team_id: '1',
  team_agent: '1001002',
};

const commands = Object.entries(COMMANDS).map(([name, { parameters }]) => {
  const id = name === 'Hello' || name === 'Beat' ? 'client1' : agentId;
  const body = parameters.map((one) => VALUES[one] ?? '16804377').join(',');
  return [`toServer ${name}`, [{ type: `${name}#${id}`, body }]] as const;
});

const call = { dialogId: '16804377', fromAddress: '2025550147', callVariables };

export const genericConnectorExamples: Readonly<Record<string, readonly unknown[]>> = {
  ...Object.fromEntries(commands),
  'toClient System': [{ type: 'System', status: 'IN_SERVICE' }],
  'toClient AgentInfo': [
    {
      type: 'AgentInfo',
      firstName: 'Alice',
      lastName: 'Agent',
      supervisor: false,
      wrapUpOnIncoming: 'OPTIONAL',
      teams: [],
      team: { id: '1', name: 'Support' },
      agentId,
    },
  ],
  'toClient State': [
    {
      type: 'State',
      agentId,
      state: 'NOT_READY',
      reasonCode: '10',
      stateChangeTimeString: '',
      pendingState: '',
      stateChangeTime: startTime,
    },
  ],
  'toClient NewInboundCall': [{ type: 'NewInboundCall', ...call, agentId }],
  'toClient InboundCall': [
    {
      type: 'InboundCall',
      ...call,
      state: 'ACTIVE',
      startTime,
      prevDialogId: null,
      participants,
      callType: 'ACD_IN',
      agentId,
    },
    { type: 'InboundCall', dialogId: call.dialogId, prevDialogId: null, state: 'DROPPED', agentId },
  ],
  'toClient ConsultCall': [
    {
      type: 'ConsultCall',
      state: 'INITIATED',
      assDialogId: '16804378',
      fromAddress: '4001',
      toAddress: '4002',
      startTime,
      callVariables,
      participants,
      agentId,
    },
  ],
  'toClient ReasonCodes': [
    {
      type: 'ReasonCodes',
      category: 'NOT_READY',
      reasonCodes: [{ 10: 'Lunch' }, { 11: 'Meeting' }],
      agentId,
    },
  ],
  'toClient DialogState': [{ type: 'DialogState', dialogId: call.dialogId, state: 'HELD', agentId }],
  'toClient DialogControls': [
    { type: 'DialogControls', dialogId: call.dialogId, actions: ['HOLD', 'DROP', 'CONSULT_CALL'], agentId },
  ],
  'toClient DialogParticipants': [
    { type: 'DialogParticipants', dialogId: call.dialogId, participants, agentId },
  ],
  'toClient Agents': [
    [{ type: 'Agents', users: [{ firstName: 'Alice', lastName: 'Agent', extension: '4001' }] }],
  ],
  'toClient QueueList': [
    { type: 'QueueList', queues: [{ id: '10', name: 'Sales', statistics: { callsInQueue: '2' } }], agentId },
  ],
  'toClient TeamUsers': [
    {
      type: 'TeamUsers',
      teamId: '1',
      users: [{ agentId, firstName: 'Alice', lastName: 'Agent', extension: '4001', state: 'READY' }],
      agentId: '1001003',
    },
  ],
  'toClient Error': [
    {
      type: 'Error',
      agentId,
      command: 'MakeReady',
      code: 'NOT_LOGGED_IN',
      reason: 'The agent is not signed in.',
    },
  ],
};
