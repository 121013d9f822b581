/** Supervisors who act on conversations and queues from outside (C22–C24). The core knows which are theirs. */
import { randomUUID } from 'node:crypto';
import { watchFloor } from '../../../protocol/agent-manager/floor.ts';
import * as ask from '../../../protocol/agent-manager/supervision.ts';
import type { Steering } from '../../core/commands.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { requireSupervisor, type Handler } from './handler-context.ts';

function steeringOf(request: ask.SteerConversation): Steering {
  switch (request.action) {
    case 'MOVE':
      return { kind: 'MOVE', queueId: request.queueId };
    case 'PRIORITISE':
      return { kind: 'PRIORITISE', priority: request.priority };
    case 'ASSIGN':
      return { kind: 'ASSIGN', agentId: request.agentId };
    case 'PULL_OUT':
      return { kind: 'PULL_OUT', agentId: request.agentId ?? null };
    case 'END':
      return { kind: 'END' };
    case 'FINISH_WRAP_UP':
      return { kind: 'FINISH_WRAP_UP', agentId: request.agentId };
  }
}

export const handleSteer: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(ask.steerConversation, payload);
  requireSupervisor(context, principal);
  const { conversationId } = request;
  const by = principal.userId;
  const steering = steeringOf(request);
  await submit(context.engine, {
    id: randomUUID(),
    type: 'conversation.steer',
    by,
    conversationId,
    steering,
  });
  return undefined;
};

export const handleFlush: Handler = async (context, { principal }, payload) => {
  const { queueId } = parsePayload(ask.flushQueue, payload);
  requireSupervisor(context, principal);
  await submit(context.engine, { id: randomUUID(), type: 'queue.flush', by: principal.userId, queueId });
  return undefined;
};

export const handleWatchFloor: Handler = (context, asker, payload) => {
  const { on } = parsePayload(watchFloor, payload);
  requireSupervisor(context, asker.principal);
  asker.watchFloor(on);
  return Promise.resolve(undefined);
};
