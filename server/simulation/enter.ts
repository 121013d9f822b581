/** How each fact of the journal is entered in the ledger: the rules of docs/rules, read a second time. */
import type { DomainEvent } from '../core/events.ts';
import type { Ledger } from './ledger.ts';
import { onCall, onCallSessionEnded } from './enter-calls.ts';
import { onAgent, onConfigured } from './enter-agents.ts';
import { onLabels, onSession, onSilence } from './enter-sessions.ts';
import { onBegun, onTask, onWrapup, onOverseen } from './enter-tasks.ts';

/** Enters one event of the journal. */
export function enter(ledger: Ledger, event: DomainEvent): void {
  ledger.seq = event.seq;
  ledger.at = event.at;
  ledger.streams.set(event.stream, event.streamSeq);
  switch (event.type) {
    case 'configured':
      onConfigured(ledger, event.config, event.at);
      return;
    case 'task.queued':
    case 'task.started':
      onBegun(ledger, event);
      return;
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'task.closed':
      onTask(ledger, event);
      return;
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
      onSession(ledger, event);
      if (event.type === 'session.ended') onCallSessionEnded(ledger, event.sessionId);
      return;
    case 'conversation.opened':
      ledger.conversations.set(event.conversationId, {
        id: event.conversationId,
        customerId: event.customerId,
        state: 'CREATED',
        listId: null,
        sessions: new Set(),
        participants: new Map(),
        tasks: new Set(),
        lastEnd: null,
        messages: new Map(),
        hands: new Set(),
        restsUntil: null,
        answer: null,
        remindAt: [],
        labelPriority: 1,
        takenBack: new Set(),
      });
      return;
    case 'conversation.stateChanged': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) conversation.state = event.state;
      return;
    }
    case 'conversation.listed': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) conversation.listId = event.listId;
      return;
    }
    case 'conversation.handRaised':
    case 'conversation.handLowered': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (event.type === 'conversation.handRaised') conversation?.hands.add(event.agentId);
      else conversation?.hands.delete(event.agentId);
      return;
    }
    case 'conversation.paused':
    case 'conversation.resumed': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) {
        conversation.restsUntil = event.type === 'conversation.paused' ? event.endsAt : null;
      }
      return;
    }
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.remindersPlanned':
    case 'conversation.customerReminded':
    case 'message.edited':
    case 'message.deleted': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) onSilence(conversation, event);
      return;
    }
    case 'conversation.closed':
      ledger.conversations.delete(event.conversationId);
      ledger.streams.delete(event.stream);
      ledger.ended.add(event.conversationId);
      return;
    case 'participant.joined':
      ledger.conversations
        .get(event.conversationId)
        ?.participants.set(event.participant.id, { ...event.participant });
      return;
    case 'participant.roleChanged': {
      const participant = ledger.conversations
        .get(event.conversationId)
        ?.participants.get(event.participantId);
      if (participant !== undefined) participant.role = event.role;
      return;
    }
    case 'participant.left':
      ledger.conversations.get(event.conversationId)?.participants.delete(event.participant.id);
      return;
    case 'message.sent': {
      const conversation = ledger.conversations.get(event.conversationId);
      conversation?.messages.set(event.messageId, event.visibility === 'ALL');
      const isTurnOver = event.inactiveAt === null || event.kind === 'MESSAGE';
      if (conversation !== undefined && isTurnOver) conversation.remindAt = [];
      onWrapup(ledger, event);
      return;
    }
    case 'conversation.overseen':
      onOverseen(ledger, event);
      return;
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'agent.callPassed':
      onCall(ledger, event);
      return;
    case 'call.ended':
    case 'conversation.ownerChanged':
    case 'message.marked':
    case 'request.expired':
      return;
    case 'conversation.customerChanged':
      onLabels(ledger, event);
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
    case 'agent.signedOut':
      onAgent(ledger, event);
  }
}
