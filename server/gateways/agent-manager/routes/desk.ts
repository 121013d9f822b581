/** `/agent-manager`: what our desk starts with and keeps. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import {
  conversationParams,
  draft,
  draftInput,
  drafts as draftsAnswer,
  me,
  type Me,
} from '../../../../protocol/agent-manager/rest.ts';
import type { Config } from '../../../core/config.ts';
import { isOfferedWork } from '../../../core/mrd-state.ts';
import { keycloakUser } from '../../../identity/principal.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import type { GatewayContext } from '../../shared/context.ts';
import type { AgentSettings } from './agent-settings.ts';

/** A writer's clock may be wrong; one that is a day ahead would block its drafts for that long. */
const CLOCK_TOLERANCE_MS = 60_000;

type Limits = Pick<
  Me,
  'maxTextLength' | 'pauseSeconds' | 'inactivitySeconds' | 'servesCustomers' | 'hasPullLists'
>;

function limitsOf(config: Config, agentId: string): Limits {
  const { rules, pausesMs, idleLogoutMs, lists } = config;
  return {
    maxTextLength: rules.maxTextLength,
    pauseSeconds: pausesMs.map((ms) => ms / 1000),
    inactivitySeconds: idleLogoutMs / 1000,
    servesCustomers: isOfferedWork(config, agentId),
    hasPullLists: Object.keys(lists).length > 0,
  };
}

export function deskRoutes(
  instance: FastifyInstance,
  { identity, directory, drafts, engine, settings: limits }: GatewayContext,
  settings: AgentSettings,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requirePrincipal(identity) };
  const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
    tags: ['agent-manager'],
    summary,
    response: { 200: answer },
  });

  app.get(
    '/agent-manager/me',
    { ...signedIn, schema: schema('Who is signed in, and what a desk needs to start', me) },
    async ({ principal }): Promise<Me> => ({
      keycloak_User: keycloakUser(principal),
      tenant: directory().tenant,
      ...(await settings.read(principal.userId, directory().desk)),
      serverTime: engine.now(),
      ...(await engine.read(({ world }) => limitsOf(world.state.config, principal.userId))),
      maxFileBytes: directory().desk.fileSharing ? limits.maxFileBytes : 0,
      responseSeconds: directory().desk.responseSeconds,
      texts: directory().translations.catalogue,
    }),
  );
  app.get(
    '/agent-manager/drafts',
    { ...signedIn, schema: schema("The agent's unsent texts", draftsAnswer) },
    ({ principal }) => drafts.list(principal.userId),
  );
  app.put(
    '/agent-manager/drafts/:conversationId',
    {
      ...signedIn,
      schema: {
        ...schema('Keeps an unsent text; an empty one removes it', draft),
        params: conversationParams,
        body: draftInput,
      },
    },
    ({ principal, params, body }) => {
      const { conversationId } = params;
      const { text, updatedAt } = body;
      const at = Math.min(Math.max(0, Math.round(updatedAt)), Date.now() + CLOCK_TOLERANCE_MS);
      return drafts.put(principal.userId, { conversationId, text, updatedAt: at });
    },
  );
}
