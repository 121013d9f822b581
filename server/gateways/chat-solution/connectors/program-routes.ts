/** What other programs ask for by REST, with a connector's key: to send a message, and to read what was said. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MOST_MESSAGE_BYTES } from '../../../../protocol/chat-solution/requests.ts';
import { externalMessage, pastMessages } from '../../../../protocol/chat-solution/rest.ts';
import { ERRORS, ProtocolError } from '../../../../protocol/shared/errors.ts';
import { charactersIn } from '../../../../protocol/shared/characters.ts';
import { safeJson } from '../read-body.ts';
import type { ChatContext } from '../chat-context.ts';
import { parse } from '../parse.ts';
import { readPast } from '../past-conversation.ts';
import { useRestRefusals } from '../rest-refusals.ts';

/** Adds `/api/external/message` and `/api/conversation/past-messages`. */
export async function useProgramRoutes(app: FastifyInstance, context: ChatContext): Promise<void> {
  await app.register((scope, _options, done) => {
    useRestRefusals(scope);
    // The key is looked at before the body is read.
    scope.addHook('onRequest', (request, _reply, next) => {
      const header = request.headers.authorization ?? '';
      const key = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
      try {
        app.refusals.beforeKey(request.clientAddress, header);
        if (key === '' || context.identity.verifyConnector(key) === undefined)
          throw new ProtocolError('UNAUTHORIZED', 'A connector’s key is needed.');
        request.proven = true;
        app.refusals.rightKey(request.clientAddress, header);
        next();
      } catch (error) {
        next(error as Error);
      }
    });
    scope.post(
      '/api/external/message',
      {
        schema: {
          tags: ['chat-solution'],
          summary: 'A message to a customer of a channel, by its connector (Bearer: a connector’s key)',
          body: externalMessage,
        },
        validatorCompiler: () => () => true,
        bodyLimit: MOST_MESSAGE_BYTES,
      },
      (request, reply) => {
        const message = parse(externalMessage, request.body);
        if (charactersIn(message.text) > context.configuration.current().rules.maxTextLength)
          throw new ProtocolError('TOO_LONG');
        const { requestId, sent } = context.external.send(message, context.engine.now());
        void reply.header('requestId', requestId);
        if (sent) return reply.send({ requestId });
        const { statusCode } = ERRORS.UNAVAILABLE;
        const msg = 'No connector of this channel is there.';
        return reply.code(statusCode).send({ status: 'error', code: 'UNAVAILABLE', msg, statusCode });
      },
    );
    scope.get(
      '/api/conversation/past-messages',
      {
        schema: {
          tags: ['chat-solution'],
          summary: 'What was said in a conversation (Bearer: a connector’s key); body or query',
        },
      },
      async (request: FastifyRequest) => {
        const query = request.query as Record<string, unknown>;
        const body = await safeJson(request.raw);
        const wanted = parse(pastMessages, body === null ? { ...query } : { ...query, ...body });
        return readPast(context, wanted);
      },
    );
    done();
  });
}
