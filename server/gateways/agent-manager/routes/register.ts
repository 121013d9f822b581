/** The REST services that desks ask for, at their documented paths. */
import type { FastifyInstance } from 'fastify';
import { lookup } from '../../../core/lookup.ts';
import type { Config } from '../../../core/config.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { answerInLanguage } from './answer-language.ts';
import { openAgentSettings } from './agent-settings.ts';
import { conversationRoutes } from './conversations.ts';
import { customerRoutes } from './customers.ts';
import { deskRoutes } from './desk.ts';
import { routingRoutes } from './routing.ts';
import { unifiedAdminRoutes } from './unified-admin.ts';

/** Adds the routes to `app`. Everything needs a sign-in but `/unified-admin/agent-desk-settings` (decisions 6). */
export async function registerAgentManagerRoutes(
  app: FastifyInstance,
  context: GatewayContext,
): Promise<void> {
  const { engine } = context;
  const settings = openAgentSettings(context.agentSettings);
  let config: Config = await engine.read(({ world }) => world.state.config);
  const stop = engine.onTurn(({ world }) => {
    ({ config } = world.state);
    return undefined;
  });
  app.addHook('onClose', (_app, done) => {
    stop();
    done();
  });
  const history = { ...context, queueName: (id: string) => lookup(config.queues, id)?.name ?? id };
  await app.register((scope, _options, done) => {
    answerInLanguage(scope, context);
    unifiedAdminRoutes(scope, context);
    customerRoutes(scope, context, settings);
    conversationRoutes(scope, context, history);
    routingRoutes(scope, context);
    deskRoutes(scope, context, settings);
    done();
  });
}
