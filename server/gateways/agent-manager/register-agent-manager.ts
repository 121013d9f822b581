/** The whole gateway on a Fastify server: REST at its documented paths, Socket.IO beside it. */
import type { FastifyInstance } from 'fastify';
import type { GatewayContext } from '../shared/context.ts';
import { openAgentManager, type AgentManagerGateway } from './gateway.ts';
import { registerAgentManagerRoutes } from './routes/agent-manager-routes.ts';

/** Adds routes and sockets to `app`, which need not listen yet. The sockets end before `app` closes. */
export async function registerAgentManager(
  app: FastifyInstance,
  context: GatewayContext,
): Promise<AgentManagerGateway> {
  let gateway: AgentManagerGateway | undefined;
  await registerAgentManagerRoutes(app, context, async () => gateway?.announced());
  gateway = await openAgentManager(app, context);
  const opened = gateway;
  app.addHook('preClose', () => opened.close());
  return opened;
}
