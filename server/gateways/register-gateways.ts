/** Every protocol that is spoken: a new gateway is one line here. */
import type { FastifyInstance } from 'fastify';
import { registerAgentManager } from './agent-manager/register-agent-manager.ts';
import { registerCustomerChannel } from './customer-channel/register-customer-channel.ts';
import { registerFiles } from './files/register-files.ts';
import type { FilesContext } from './files/register-files.ts';

/** Lets every gateway add its routes and sockets; each ends them before `app` closes. */
export async function registerGateways(app: FastifyInstance, context: FilesContext): Promise<void> {
  await registerAgentManager(app, context);
  await registerCustomerChannel(app, context);
  await registerFiles(app, context);
}
