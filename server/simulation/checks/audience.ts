/** I10 where it is decided: whom the core would have each fact told to. */
import type { DomainEvent } from '../../core/events.ts';
import type { State } from '../../core/state.ts';
import type { Audience } from '../../core/visibility.ts';
import { demand } from '../violation.ts';

/** Who takes part without the customer's knowledge (I10). */
const BEHIND_THE_SCENES = new Set(['SILENT_MONITOR', 'WHISPER', 'ASSISTANT']);

/** Why no customer may be told of this, or null. */
function secret(state: State, event: DomainEvent): string | null {
  if (!event.stream.startsWith('conversation:')) return 'it is no conversation';
  switch (event.type) {
    case 'message.sent':
      return event.kind === 'MESSAGE' ? null : `it is a ${event.kind}`;
    case 'message.edited':
    case 'message.deleted':
      return event.visibility === 'ALL' ? null : 'it is about a whisper';
    case 'message.marked': {
      const conversation = state.conversations[event.conversationId];
      const internal = conversation !== undefined && Object.hasOwn(conversation.internal, event.messageId);
      return internal ? 'it is about a whisper' : null;
    }
    case 'participant.joined':
    case 'participant.left':
      return BEHIND_THE_SCENES.has(event.participant.role) ? `it is about a ${event.participant.role}` : null;
    case 'participant.roleChanged':
      return BEHIND_THE_SCENES.has(event.role) && BEHIND_THE_SCENES.has(event.previousRole)
        ? `it is about a ${event.role}`
        : null;
    case 'task.offered':
      return 'it is about who is asked';
    case 'task.started':
    case 'task.redirected':
      return 'it is about who works on it';
    case 'conversation.listed':
      return 'it is about a list of agents';
    case 'conversation.ownerChanged':
      return 'it is about which agent has it';
    case 'conversation.handRaised':
    case 'conversation.handLowered':
    case 'conversation.overseen':
      return 'it is about an agent who asks a supervisor';
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
      return 'it is about how fast agents are';
    case 'conversation.customerChanged':
      return 'it is about whom agents take the customer for';
    case 'conversation.remindersPlanned':
      return 'it is about what is still to come';
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
      return 'it is about what agents do at the telephone';
    case 'agent.callPassed':
    case 'configured':
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
    case 'agent.signedOut':
    case 'task.queued':
    case 'task.stepReached':
    case 'task.accepted':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'task.closed':
    case 'request.expired':
    case 'conversation.opened':
    case 'conversation.stateChanged':
    case 'conversation.paused':
    case 'conversation.resumed':
    case 'conversation.customerReminded':
    case 'conversation.closed':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
      return null;
  }
}

function checkReach(state: State, event: Extract<DomainEvent, { type: 'message.sent' }>, to: Audience): void {
  const conversation = state.conversations[event.conversationId];
  if (conversation === undefined) return;
  for (const { kind, ref } of conversation.participants) {
    const told = { AGENT: to.agentIds, CUSTOMER: to.sessionIds, BOT: to.botIds }[kind].includes(ref);
    const { sender, to: named } = event;
    const isSender = sender.kind === kind && Object.values(sender).includes(ref);
    const addressed = named === undefined || named.includes(ref) || isSender;
    const isFree = event.visibility === 'ALL' || (kind === 'BOT' && named !== undefined);
    const wanted = (kind === 'AGENT' || isFree) && addressed;
    demand(
      told === wanted,
      wanted ? 'I11' : 'I10',
      () =>
        `message ${event.messageId} for ${event.visibility} ${told ? 'reaches' : 'does not reach'} ${ref}`,
    );
  }
}

/** Watchers are supervisors, and never those who take part; what one agent alone may know has none. */
function checkWatchers(state: State, event: DomainEvent, to: Audience): void {
  for (const id of to.watcherIds) {
    demand(
      !to.agentIds.includes(id),
      'I11',
      () => `${event.type} is told to ${id} twice, who takes part and watches`,
    );
    const supervises = state.config.agents[id]?.supervises ?? [];
    demand(supervises.length > 0, 'I10', () => `${id} supervises nobody and watches ${event.type}`);
  }
  if (event.type === 'participant.joined' && event.participant.role === 'SILENT_MONITOR') {
    demand(
      to.agentIds.length === 1 && to.watcherIds.length === 0,
      'I10',
      () => `${to.agentIds.join(', ')} learn of a silent monitor`,
    );
  }
}

/** Checks the audiences of one turn; `state` is as the turn left it. */
export function checkAudiences(
  state: State,
  events: readonly DomainEvent[],
  found: readonly Audience[],
): void {
  const alone = events.length === 1;
  for (const [index, event] of events.entries()) {
    const to = found[index];
    demand(to !== undefined, 'I11', () => `nobody knows who is to be told of ${event.type}`);
    if (to.sessionIds.length > 0) {
      const why = secret(state, event);
      demand(why === null, 'I10', () => `${event.type} reaches a customer, though ${String(why)}`);
    }
    checkWatchers(state, event, to);
    if (event.stream.startsWith('agent:')) {
      const own = event.stream.slice('agent:'.length);
      demand(
        to.agentIds.every((id) => id === own),
        'I11',
        () => `${event.type} of ${own} is told to ${to.agentIds.join(', ')}`,
      );
    }
    // Where others came or went in the same turn, who was there at the moment is not in the state any more.
    if (alone && event.type === 'message.sent') checkReach(state, event, to);
  }
}
