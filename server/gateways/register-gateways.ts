/** Every protocol that is spoken: a new gateway is one line here. */
import type { FastifyInstance } from 'fastify';
import { registerAgentManager } from './agent-manager/register-agent-manager.ts';
import { registerCustomerChannel } from './customer-channel/register-customer-channel.ts';
import type { GatewayContext } from './shared/context.ts';

/** Lets every gateway add its routes and sockets; each ends them before `app` closes. */
export async function registerGateways(app: FastifyInstance, context: GatewayContext): Promise<void> {
  await registerAgentManager(app, context);
  await registerCustomerChannel(app, context);
}
