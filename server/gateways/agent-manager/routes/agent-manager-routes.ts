/** The REST services that desks ask for, at their documented paths. */
import type { FastifyInstance } from 'fastify';
import type { GatewayContext } from '../../shared/context.ts';
import { historySources } from '../../shared/conversation-history.ts';
import { answerInLanguage, hideInAnswers } from './answer-language.ts';
import { announcementRoutes } from './announcements.ts';
import { openAgentSettings } from './agent-settings.ts';
import { cannedMessageRoutes } from './canned-messages.ts';
import { conversationRoutes } from './conversations.ts';
import { customerCareRoutes } from './customer-care.ts';
import { customerTopicRoutes } from './customer-topics.ts';
import { customerRoutes } from './customers.ts';
import { deskRoutes } from './desk.ts';
import { familyServiceRoutes } from './family-services.ts';
import type { Push } from '../push/push.ts';
import { pushSubscriptionRoutes } from './push-subscription.ts';
import { realtimeReportRoutes } from './realtime-reports.ts';
import { routingRoutes } from './routing.ts';
import { supervisionRecordRoutes } from './supervision-record.ts';
import { unifiedAdminRoutes } from './unified-admin.ts';

/** Adds the routes to `app`; `announced` tells what has been announced, `push` reaches who is away. Everything needs a sign-in but `/unified-admin/agent-desk-settings` (D6). */
export async function registerAgentManagerRoutes(
  app: FastifyInstance,
  context: GatewayContext,
  { announced, push }: { announced: () => Promise<void>; push: Pick<Push, 'publicKey' | 'takes'> },
): Promise<void> {
  const settings = openAgentSettings(context.agentSettings);
  const history = historySources(context);
  await app.register((scope, _options, done) => {
    answerInLanguage(scope, context);
    hideInAnswers(scope);
    unifiedAdminRoutes(scope, context);
    customerRoutes(scope, context, settings);
    customerCareRoutes(scope, context);
    conversationRoutes(scope, context, history);
    customerTopicRoutes(scope, context);
    routingRoutes(scope, context);
    realtimeReportRoutes(scope, context);
    deskRoutes(scope, context, settings);
    cannedMessageRoutes(scope, context);
    pushSubscriptionRoutes(scope, context, push);
    announcementRoutes(scope, context, announced);
    supervisionRecordRoutes(scope, context);
    familyServiceRoutes(scope, context);
    done();
  });
}
