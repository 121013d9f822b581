/** Every protocol that is spoken: a new gateway is one line here. */
import type { FastifyInstance } from 'fastify';
import { registerCustomerChannel } from './customer-channel/register.ts';
import type { GatewayContext } from './shared/context.ts';

/** Lets every gateway add its routes and sockets. */
export async function registerGateways(app: FastifyInstance, context: GatewayContext): Promise<void> {
  await registerCustomerChannel(app, context);
}
