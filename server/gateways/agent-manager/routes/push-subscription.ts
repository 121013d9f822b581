/** `/agent-manager/push-subscription`: by which of their browsers an agent wants to be reached. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import * as push from '../../../../protocol/agent-manager/push.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import type { GatewayContext } from '../../shared/context.ts';
import type { Push } from '../push/push.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['agent-manager'],
  summary,
  response: { 200: answer },
});

export function pushSubscriptionRoutes(
  instance: FastifyInstance,
  { identity, engine, pushAddresses }: GatewayContext,
  sender: Pick<Push, 'publicKey' | 'takes'>,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requirePrincipal(identity) };

  app.get(
    '/agent-manager/push-subscription',
    { ...signedIn, schema: schema('What browsers subscribe with (VAPID)', push.pushKey) },
    async () => ({ publicKey: await sender.publicKey() }),
  );
  app.put(
    '/agent-manager/push-subscription',
    {
      ...signedIn,
      schema: {
        ...schema('This browser is told of offers while the desk is away', push.done),
        body: push.subscription,
      },
    },
    async ({ principal, body: { endpoint, keys } }) => {
      if (!sender.takes(endpoint)) {
        throw new ProtocolError('VALIDATION', 'endpoint: is none of a push service that is known here');
      }
      const address = { kind: 'WEB', agentId: principal.userId, address: endpoint, keys } as const;
      await pushAddresses.keep(address, engine.now());
      return { status: 'ok' as const };
    },
  );
  app.delete(
    '/agent-manager/push-subscription',
    { ...signedIn, schema: { ...schema('It is told no more', push.done), body: push.endpoint } },
    async ({ body }) => {
      await pushAddresses.forget(body.endpoint);
      return { status: 'ok' as const };
    },
  );
}
