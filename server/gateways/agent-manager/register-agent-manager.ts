/** The whole gateway on a Fastify server: REST at its documented paths, Socket.IO beside it. */
import type { FastifyInstance } from 'fastify';
import type { GatewayContext } from '../shared/context.ts';
import { openAgentManager, type AgentManagerGateway } from './gateway.ts';
import { Push } from './push/push.ts';
import { registerAgentManagerRoutes } from './routes/agent-manager-routes.ts';

/** Adds routes and sockets to `app`, which need not listen yet. The sockets end before `app` closes. */
export async function registerAgentManager(
  app: FastifyInstance,
  context: GatewayContext,
): Promise<AgentManagerGateway> {
  const opening: { gateway?: AgentManagerGateway } = {};
  const push = new Push(context);
  await registerAgentManagerRoutes(app, context, {
    announced: async () => opening.gateway?.announced(),
    push,
  });
  const gateway = await openAgentManager(app, context, push);
  opening.gateway = gateway;
  app.addHook('preClose', () => gateway.close());
  return gateway;
}
