import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  connectorMessage,
  receiveAnswer,
  receiveRefusal,
} from '../../../../protocol/customer-channel/connector.ts';
import type { ReceiveAnswer } from '../../../../protocol/customer-channel/connector.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { agentRefusal, isFromDesk } from '../agents/agent-caller.ts';
import { takeAgentMessage } from '../agents/agent-messages.ts';
import { CustomerError, customerRefusal } from '../customer-error.ts';
import { OutboxFiller } from './outbox-filler.ts';
import { DEFAULT_SENDING, OutboxSender } from './outbox-sender.ts';
import type { SendingOptions } from './outbox-sender.ts';
import { ConnectorReceiver } from './receive.ts';
import { isVoiceReport, takeVoiceReport } from './voice-reports.ts';

export type ConnectorOptions = SendingOptions;

/** Where connectors post; the second is the path of older ones. */
const RECEIVE_PATHS = ['/ccm/message/receive', '/ccm/cim-messages'];

/** JSON may write one byte of a text as three characters and more. */
const ROOM_FOR_ESCAPES = 6;

/** Opens the connectors' side: messages in by REST, messages out to their webhooks. */
export async function useConnectors(
  app: FastifyInstance,
  context: GatewayContext,
  options: Partial<ConnectorOptions> = {},
): Promise<{ close: () => Promise<void> }> {
  const receiver = new ConnectorReceiver(context);
  const sender = new OutboxSender(context, { ...DEFAULT_SENDING, ...options });
  const filler = new OutboxFiller(context, () => sender.wake());

  for (const url of RECEIVE_PATHS) {
    app.post(
      url,
      {
        schema: {
          tags: ['customer-channel'],
          summary:
            'A message, a receipt or the end of a chat from a connector (Bearer: the connector’s key), and what an agent’s desk begins (its own sign-in; intent AGENT_OUTBOUND, or a call, with a body of type VOICE)',
          body: connectorMessage,
          response: { 200: receiveAnswer, '4xx': receiveRefusal },
        },
        // Described here and read by the receiver, who refuses next to nothing, and in a form of its own.
        validatorCompiler: () => () => true,
        config: { readsAnyJson: true },
        // The limit is one of the message; white space and escapes around it cost nothing.
        bodyLimit: context.settings.maxMessageBytes * ROOM_FOR_ESCAPES,
        errorHandler: (error, request, reply) => {
          void refuse(request, reply, asRefusal(error));
        },
        // The key is looked at before the body is read.
        onRequest: async (request, reply) => {
          try {
            if (isFromDesk(request.headers)) {
              request.principal = await context.identity.authenticateRequest(request.headers);
              request.proven = true;
              return undefined;
            }
            const key = request.headers.authorization ?? '';
            app.refusals.beforeKey(request.clientAddress, key);
            receiver.authenticate(request.headers);
            app.refusals.rightKey(request.clientAddress, key);
          } catch (error) {
            return refuse(request, reply, error);
          }
          return undefined;
        },
      },
      async (request, reply): Promise<ReceiveAnswer | FastifyReply> => {
        try {
          if (isFromDesk(request.headers)) {
            if (isVoiceReport(request.body))
              return await takeVoiceReport(context, request.principal, request.body);
            return await takeAgentMessage(context, request.principal, request.body);
          }
          return await receiver.receive(receiver.authenticate(request.headers), request.body);
        } catch (error) {
          return refuse(request, reply, error);
        }
      },
    );
  }

  const unsubscribe = context.engine.onTurn((turn) => filler.notice(turn));
  await filler.start();
  sender.wake();
  return {
    close: async () => {
      unsubscribe();
      await filler.close();
      await sender.close();
    },
  };
}

/** What the framework refuses before the receiver sees it: no readable JSON, or too much of it. */
function asRefusal(error: FastifyError): unknown {
  if (error.statusCode === 413) return new CustomerError('TOO_LARGE');
  const isOurs = error.statusCode === undefined || error.statusCode >= 500;
  return isOurs ? error : new CustomerError('VALIDATION', 'The body is no readable JSON.');
}

/** The refusal in the words of this protocol, with the status of its code. */
function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const refused = isFromDesk(request.headers) ? agentRefusal(error) : customerRefusal(error);
  if (refused.code >= 500) request.log.error({ err: error }, 'A connector could not be served');
  if (refused.error === 'UNAUTHORIZED') void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(refused.code)
    .send({ status: 'error', code: refused.error, statusCode: refused.code, msg: refused.msg });
}
