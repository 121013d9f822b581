/** `/routing-engine`: how work is routed, and what an agent has in hand. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import { availableAgentsQuery, tasksQuery } from '../../../../protocol/agent-manager/rest.ts';
import * as answers from '../../../../protocol/agent-manager/rest-services.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { lookup } from '../../../core/lookup.ts';
import { freeAgentsOf } from '../../../core/outlook.ts';
import { agentIn } from '../../../core/participant.ts';
import type { State, Task } from '../../../core/state.ts';
import type { View } from '../../../engine/contract.ts';
import { requireDesk, requireReading } from '../../../identity/require-principal.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { agentName } from '../../shared/cim-parties.ts';
import { wireQueue } from '../../shared/cim-scope.ts';
import { wireTaskId } from '../../shared/wire-ids.ts';
import { LiveMemory, LiveScope } from '../live-scope.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['routing-engine'],
  summary,
  response: { 200: answer },
});

export function routingRoutes(
  instance: FastifyInstance,
  { engine, identity, directory }: GatewayContext,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const forReaders = { onRequest: requireReading(identity) };
  const forDesks = { onRequest: requireDesk(identity) };

  app.get(
    '/routing-engine/media-routing-domains',
    { ...forDesks, schema: schema('MRDs', answers.mediaRoutingDomains) },
    () =>
      engine.read(({ world }) =>
        Object.values(world.state.config.mrds).map((mrd) => ({
          id: mrd.id,
          name: mrd.name,
          type: {
            id: mrd.type,
            name: mrd.type,
            managedByRe: mrd.managedByRouting,
            interruptible: mrd.interruptible,
          },
          description: mrd.description,
          maxRequests: mrd.maxTasks,
          interruptible: mrd.interruptible,
        })),
      ),
  );
  app.get(
    '/routing-engine/precision-queues',
    { ...forDesks, schema: schema('Queues', answers.precisionQueues) },
    () =>
      engine.read(({ world }) => {
        const { queues, mrds } = world.state.config;
        return Object.values(queues).map((queue) => ({
          id: queue.id,
          name: queue.name,
          mrd: { id: queue.mrdId, name: lookup(mrds, queue.mrdId)?.name ?? queue.mrdId },
          queuePriority: queue.priority,
          agentSelectionPolicy: queue.selection,
          serviceLevelThreshold: queue.serviceLevelMs / 1000,
          steps: queue.steps.map(({ timeoutMs }, at) => ({
            id: `${queue.id}:${at + 1}`,
            timeout: timeoutMs / 1000,
          })),
        }));
      }),
  );
  app.get(
    '/routing-engine/precision-queues/available-agents',
    {
      ...forDesks,
      schema: {
        ...schema('Queues, and who could take a request now', answers.availableAgents),
        querystring: availableAgentsQuery,
      },
    },
    ({ principal, query }) =>
      engine.read(({ world }) => {
        const { config, conversations, agents } = world.state;
        const conversation = lookup(conversations, query.conversationId ?? '');
        const isOutside = (id: string) =>
          id !== principal.userId && (conversation === undefined || agentIn(conversation, id) === undefined);
        return Object.values(config.queues).map(({ id, name }) => {
          const free = freeAgentsOf(world, id).filter(isOutside);
          return {
            queueId: id,
            queueName: name,
            totalAvailableAgents: free.length,
            availableAgents: free.map((agentId) => ({
              id: agentId,
              name: agentName(directory(), agentId),
              state: lookup(agents, agentId)?.state ?? 'NOT_READY',
              extensions: [...(directory().user(agentId)?.profile.agentExtension ?? [])],
            })),
          };
        });
      }),
  );
  app.get(
    '/routing-engine/tasks',
    {
      ...forReaders,
      schema: { ...schema('Tasks that the agent has in hand', answers.tasks), querystring: tasksQuery },
    },
    ({ principal, query }) => {
      const agentId = query.agentId ?? principal.userId;
      if (agentId !== principal.userId) throw new ProtocolError('FORBIDDEN');
      return engine.read((view) => {
        const scope = new LiveScope(view, directory(), new LiveMemory());
        const ids = lookup(view.world.state.agents, agentId)?.taskIds ?? [];
        return ids.flatMap((id) => {
          const task = lookup(view.world.state.tasks, id);
          return task === undefined ? [] : taskOf(view, task, scope);
        });
      });
    },
  );
}

const MEDIA_STATES = { QUEUED: 'QUEUED', OFFERED: 'RESERVED', ACTIVE: 'ACTIVE', WRAP_UP: 'CLOSED' } as const;

/** The session of the call that the task is a part in; undefined: it is none. */
function callOfTask({ sessions, conversations }: State, task: Task, scope: LiveScope) {
  const callId = lookup(conversations, task.conversationId)?.sessionIds.find((id) =>
    lookup(sessions, id)?.legs?.some(({ taskId }) => taskId === task.id),
  );
  return callId === undefined ? undefined : scope.session(task.conversationId, callId);
}

function taskOf(view: View, task: Task, scope: LiveScope) {
  const session =
    callOfTask(view.world.state, task, scope) ?? scope.answeringSession(task.conversationId) ?? null;
  return {
    id: wireTaskId(task),
    conversationId: task.conversationId,
    state: { name: task.state === 'WRAP_UP' ? 'WRAP_UP' : 'ACTIVE', reasonCode: null },
    assignedTo: task.agentId === null ? null : { id: task.agentId },
    activeMedia: [
      {
        id: task.mediaId,
        mrdId: task.mrdId ?? '',
        queue: wireQueue(scope, task.queueId),
        type: { direction: task.direction, mode: task.target.kind, metadata: {} },
        priority: task.priority,
        state: MEDIA_STATES[task.state],
        requestSession: session,
        channelSessions: session === null ? [] : [session],
        enqueueTime: task.enqueuedAt,
        answerTime: task.acceptedAt ?? 0,
        expiresAt: task.offerEndsAt,
        secondsWaited: Math.max(0, (view.now - task.enqueuedAt) / 1000),
      },
    ],
  };
}
