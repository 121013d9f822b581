/** `/agent-manager/canned-messages`: texts that agents use again, those for all and their own. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import * as care from '../../../../protocol/agent-manager/customer-care.ts';
import { idParams } from '../../../../protocol/agent-manager/rest.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { Directory } from '../../../configuration/directory.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import type { CannedMessage } from '../../../store/canned-messages.ts';
import type { GatewayContext } from '../../shared/context.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['agent-manager'],
  summary,
  response: { 200: answer },
});

const personal = (message: CannedMessage): care.CannedMessage => ({
  ...message,
  group: '',
  texts: {},
  scope: 'PERSONAL',
});

function shared({ cannedMessages }: Directory): care.CannedMessage[] {
  return cannedMessages.map((message) => ({ ...message, scope: 'SHARED' }));
}

export function cannedMessageRoutes(
  instance: FastifyInstance,
  { cannedMessages, directory, engine, identity }: GatewayContext,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requirePrincipal(identity) };

  app.get(
    '/agent-manager/canned-messages',
    { ...signedIn, schema: schema('Those for all, then the own ones', care.cannedMessages) },
    async ({ principal }) => [
      ...shared(directory()),
      ...(await cannedMessages.list(principal.userId)).map(personal),
    ],
  );
  app.post(
    '/agent-manager/canned-messages',
    {
      ...signedIn,
      schema: { ...schema('A new one of the own', care.cannedMessage), body: care.cannedMessageInput },
    },
    async ({ principal, body }) => {
      const made = await cannedMessages.save(principal.userId, { id: null, ...body }, engine.now());
      if (made === undefined)
        throw new ProtocolError('TOO_LARGE', 'You have reached the limit of own texts. Delete one first.');
      return personal(made);
    },
  );
  app.put(
    '/agent-manager/canned-messages/:id',
    {
      ...signedIn,
      schema: {
        ...schema('Changes one of the own', care.cannedMessage),
        params: idParams,
        body: care.cannedMessageInput,
      },
    },
    async ({ principal, params, body }) => {
      const kept = await cannedMessages.save(principal.userId, { id: params.id, ...body }, engine.now());
      if (kept === undefined) throw new ProtocolError('NOT_FOUND', 'There is no such text of yours.');
      return personal(kept);
    },
  );
  app.delete(
    '/agent-manager/canned-messages/:id',
    { ...signedIn, schema: { ...schema('Removes one of the own', care.done), params: idParams } },
    async ({ principal, params }) => {
      if (!(await cannedMessages.remove(principal.userId, params.id))) {
        throw new ProtocolError('NOT_FOUND', 'There is no such text of yours.');
      }
      return { status: 'ok' as const };
    },
  );
}
