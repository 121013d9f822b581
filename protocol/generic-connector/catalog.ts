/** The Generic Connector as `/docs` shows it: what goes over its WebSocket, and in the same shapes over a broker. */
import * as z from 'zod/mini';
import type { SocketEvent } from '../shared/catalog.ts';
import { COMMANDS } from './commands.ts';
import * as events from './events.ts';

/** A command as it comes over a WebSocket; over a broker, the type is the JMS type and the body the message's. */
export const commandMessageSchema = z.object({
  type: z.string().check(z.maxLength(512)),
  body: z.optional(z.string().check(z.maxLength(16_384))),
});

const told = (name: string, summary: string, payload: SocketEvent['payload']): SocketEvent => ({
  name,
  direction: 'toClient',
  summary,
  payload,
});

export const genericConnectorEvents: readonly SocketEvent[] = [
  ...Object.entries(COMMANDS).map(([name, { parameters, summary }]): SocketEvent => {
    const values = parameters.length === 0 ? 'no parameters' : parameters.join(',');
    return {
      name,
      direction: 'toServer',
      summary: `${summary} Body: ${values}.`,
      payload: commandMessageSchema,
    };
  }),
  told('System', 'Whether Finesse is in service.', events.systemSchema),
  told('AgentInfo', 'Who has signed in.', events.agentInfoSchema),
  told('State', 'The state of an agent.', events.stateSchema),
  told('NewInboundCall', 'A call rings.', events.newInboundCallSchema),
  told('InboundCall', 'A call has changed, or is over for the agent (DROPPED).', events.inboundCallSchema),
  told('ConsultCall', 'The call by which the agent asks somebody has changed.', events.consultCallSchema),
  told('ReasonCodes', 'Reasons that can be given.', events.reasonCodesSchema),
  told('DialogState', 'The state of a call that was asked for.', events.dialogStateSchema),
  told('DialogControls', 'What may be done with a call now.', events.dialogControlsSchema),
  told('DialogParticipants', 'Who is in a call.', events.dialogParticipantsSchema),
  told('Agents', 'Who is signed in: a list with one object.', events.agentsListSchema),
  told('QueueList', 'The queues.', events.queueListSchema),
  told('TeamUsers', 'The people of a team.', events.teamUsersSchema),
  told('Error', 'A command was refused.', events.errorSchema),
];
