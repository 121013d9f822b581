/** Applies an event to the state: the only way for it to change, live and in a replay alike (I8). */
import type { DomainEvent } from './events.ts';
import type { World } from './world.ts';
import { evolveAgent, syncMrds } from './evolve-agent.ts';
import { evolveConversation } from './evolve-conversation.ts';
import { evolveTask } from './evolve-task.ts';
import { buildIndex } from './index/build.ts';
import { forgetAgents } from './last-agents.ts';

function configured(world: World, event: Extract<DomainEvent, { type: 'configured' }>): void {
  const { state } = world;
  state.config = event.config;
  state.tenantSeq = event.streamSeq;
  for (const agent of Object.values(state.agents)) {
    if (agent.state !== 'LOGOUT') syncMrds(world, agent, event.at);
  }
  forgetAgents(state);
  for (const queueId of Object.keys(state.queueStats)) {
    if (!Object.hasOwn(state.config.queues, queueId)) Reflect.deleteProperty(state.queueStats, queueId);
  }
  world.index = buildIndex(state);
}

/** Applies one event, which has to be the next of the journal. */
export function evolve(world: World, event: DomainEvent): void {
  const { state } = world;
  state.seq = event.seq;
  if (event.at > state.clock) state.clock = event.at;
  switch (event.type) {
    case 'configured':
      configured(world, event);
      return;
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.overseen':
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
    case 'agent.listSubscribed':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'agent.active':
    case 'agent.idleWarned':
    case 'agent.callPassed':
    case 'agent.signedOut':
      evolveAgent(world, event);
      return;
    case 'task.queued':
    case 'task.started':
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'task.closed':
    case 'request.expired':
      evolveTask(world, event);
      return;
    case 'conversation.opened':
    case 'conversation.stateChanged':
    case 'conversation.listed':
    case 'conversation.handRaised':
    case 'conversation.handLowered':
    case 'conversation.overseen':
    case 'conversation.paused':
    case 'conversation.resumed':
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.remindersPlanned':
    case 'conversation.customerReminded':
    case 'conversation.customerChanged':
    case 'conversation.ownerChanged':
    case 'conversation.closed':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
    case 'participant.joined':
    case 'participant.roleChanged':
    case 'participant.left':
    case 'message.sent':
    case 'message.edited':
    case 'message.deleted':
    case 'message.marked':
      evolveConversation(world, event);
  }
}
