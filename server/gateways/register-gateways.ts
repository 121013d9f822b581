/** Every protocol that is spoken: a new gateway is one line here. */
import type { FastifyInstance } from 'fastify';
import { registerAgentManager } from './agent-manager/register-agent-manager.ts';
import { registerChatSolution } from './chat-solution/register-chat-solution.ts';
import { registerCustomerChannel } from './customer-channel/register-customer-channel.ts';
import { registerFiles } from './files/register-files.ts';
import type { FilesContext } from './files/register-files.ts';
import { registerGenesys } from './genesys/register-genesys.ts';

/** The gateways of one tenant. */
export type Gateways = {
  /** Ends the tenant's connections. Closing `app` does it, too. */
  close(): Promise<void>;
};

/** Lets every gateway add the routes and sockets of a tenant; each ends them before `app` closes. */
export async function registerGateways(app: FastifyInstance, context: FilesContext): Promise<Gateways> {
  const opened = [
    await registerAgentManager(app, context),
    await registerCustomerChannel(app, context),
    await registerGenesys(app, context),
    await registerChatSolution(app, context),
  ];
  await registerFiles(app, context);
  return {
    close: async () => {
      await Promise.all(opened.map((gateway) => gateway.close()));
    },
  };
}
