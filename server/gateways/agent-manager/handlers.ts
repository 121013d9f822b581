/** What each client event does: parse, authorise, ask the core. The core's answer is the answer. */
import { randomUUID } from 'node:crypto';
import type { ClientEventName } from '../../../protocol/agent-manager/event-maps.ts';
import * as ask from '../../../protocol/agent-manager/client-events.ts';
import * as pull from '../../../protocol/agent-manager/pull-lists.ts';
import type { TopicEventsAnswer } from '../../../protocol/agent-manager/server-events.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { lookup } from '../../core/lookup.ts';
import { agentIn } from '../../core/participant.ts';
import { requirePermission } from '../../identity/permits.ts';
import { readConversation } from '../shared/conversation-history.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { taskIdOf } from '../shared/wire-ids.ts';
import { handleChangeAgentState } from './change-state.ts';
import { requireSelf, type Handler } from './handler-context.ts';
import { consultedHandler, handleCancelRequest, handleRemoveParticipant, requestHandler } from './help.ts';
import {
  handleCallAction,
  handleMakeCall,
  handlePhoneBooks,
  handleSignInPhone,
  handleSignOutPhone,
  handleSuperviseCall,
} from './phone.ts';
import { handleCloseWrapup, handleEnterWrapup, handlePublish } from './publish.ts';
import { handHandler, handlePause, handleResume } from './resting.ts';
import { handleSilentMonitor, supervisionHandler } from './supervising.ts';
import { handleFlush, handleSteer, handleWatchFloor } from './steering.ts';
import { TOPIC_EVENTS } from './topic.ts';

const handleTopicSubscription: Handler = async ({ engine }, { principal }, payload) => {
  const request = parsePayload(ask.topicSubscription, payload);
  const { conversationId, taskId, topicParticipant } = request;
  await submit(engine, {
    id: randomUUID(),
    type: 'task.accept',
    agentId: requireSelf(principal, request.agentId),
    conversationId,
    taskId: taskId === null || taskId === undefined ? null : taskIdOf(taskId),
    participantId: topicParticipant?.id ?? null,
  });
  return undefined;
};

const handleRejectTask: Handler = async ({ engine }, { principal }, payload) => {
  const request = parsePayload(ask.rejectTask, payload);
  const { conversationId, taskId } = request;
  await submit(engine, {
    id: randomUUID(),
    type: 'task.reject',
    agentId: requireSelf(principal, request.agentId),
    conversationId,
    taskId: taskId === null || taskId === undefined ? null : taskIdOf(taskId),
  });
  return undefined;
};

const handleTopicUnsubscription: Handler = async ({ engine }, { principal }, payload) => {
  const request = parsePayload(ask.topicUnsubscription, payload);
  const agentId = requireSelf(principal, request.agentId);
  requirePermission(principal, 'agent-conversation-control', 'view_leave_chat');
  const { conversationId } = request;
  await submit(engine, { id: randomUUID(), type: 'conversation.leave', agentId, conversationId });
  return undefined;
};

const handleSubscribeList =
  (on: boolean): Handler =>
  async ({ engine }, { principal }, payload) => {
    const request = parsePayload(pull.pullListSubscription, payload);
    const agentId = requireSelf(principal, request.agentId);
    requirePermission(principal, 'subscribed-list', 'view');
    const { listId } = request;
    await submit(engine, { id: randomUUID(), type: 'list.subscribe', agentId, listId, on });
    return undefined;
  };

const handleJoinPullRequest: Handler = async ({ engine }, { principal }, payload) => {
  const request = parsePayload(pull.joinPullRequest, payload);
  const agentId = requireSelf(principal, request.agentId);
  requirePermission(principal, 'subscribed-list', 'view');
  const { requestId: conversationId, participantId } = request;
  await submit(engine, {
    id: randomUUID(),
    type: 'conversation.join',
    agentId,
    conversationId,
    participantId,
  });
  return undefined;
};

const handleEndPullRequest: Handler = async ({ engine }, { principal }, payload) => {
  const { requestId: conversationId } = parsePayload(pull.endPullRequest, payload);
  requirePermission(principal, 'subscribed-list', 'manage');
  const agentId = principal.userId;
  await submit(engine, { id: randomUUID(), type: 'conversation.endListed', agentId, conversationId });
  return undefined;
};

const handleExtendWrapup: Handler = async ({ engine }, { principal }, payload) => {
  const request = parsePayload(ask.extendWrapup, payload);
  const agentId = requireSelf(principal, request.agentId);
  const { conversationId } = request;
  await submit(engine, { id: randomUUID(), type: 'wrapup.extend', agentId, conversationId });
  return undefined;
};

const handleTopicEvents: Handler = async (context, { principal }, payload): Promise<TopicEventsAnswer> => {
  const { conversationId, afterSeq } = parsePayload(ask.topicEventsRequest, payload);
  // In mailbox order: everything up to this sequence is in the store when the read resolves.
  const found = await context.engine.read(({ world }) => {
    const conversation = lookup(world.state.conversations, conversationId);
    if (conversation === undefined) return null;
    const member = agentIn(conversation, principal.userId) !== undefined;
    return { member, seq: conversation.seq };
  });
  if (found === null) throw new ProtocolError('CONVERSATION_NOT_FOUND');
  if (!found.member) throw new ProtocolError('NOT_A_PARTICIPANT');
  await context.histories.take(`ask ${principal.userId}`);
  const part = await readConversation(context.history, conversationId, principal.userId, {
    afterSeq,
    beforeSeq: found.seq + 1,
    limit: TOPIC_EVENTS,
  });
  const seq = part.more ? part.lastSeq : found.seq;
  return { conversationId, events: part.events, seq, truncated: part.more };
};

/** Heard as a sign of life, like everything else that a desk sends. */
const handleAgentActive: Handler = (_context, { principal }, payload) => {
  requireSelf(principal, parsePayload(ask.agentActive, payload ?? {}).agentId);
  return Promise.resolve(undefined);
};

const handleRefreshToken: Handler = async ({ identity }, asker, payload) => {
  const { token } = parsePayload(ask.refreshToken, payload);
  const renewed = await identity.verifyToken(token);
  const { userId, sid } = asker.principal;
  if (renewed.userId !== userId || renewed.sid !== sid) {
    throw new ProtocolError('FORBIDDEN', 'The token belongs to another sign-in.');
  }
  if (renewed.expiresAt <= Date.now()) throw new ProtocolError('TOKEN_EXPIRED');
  asker.renew(renewed);
  return { expiresAt: renewed.expiresAt };
};

/** No day is longer, with a time zone that the agent has left meanwhile. */
const LONGEST_DAY_MS = 48 * 3_600_000;

const handleWatchFigures: Handler = (_context, asker, payload) => {
  const { since } = parsePayload(ask.watchFigures, payload);
  if (since !== null && since < Date.now() - LONGEST_DAY_MS) {
    throw new ProtocolError('VALIDATION', 'since: A day did not begin so long ago.');
  }
  asker.watchFigures(since);
  return Promise.resolve(undefined);
};

export const HANDLERS: Record<ClientEventName, Handler> = {
  changeAgentState: handleChangeAgentState,
  topicSubscription: handleTopicSubscription,
  topicUnsubscription: handleTopicUnsubscription,
  publishCimEvent: handlePublish,
  closeWrapup: handleCloseWrapup,
  enterWrapup: handleEnterWrapup,
  extendWrapup: handleExtendWrapup,
  rejectTask: handleRejectTask,
  directTransferRequest: requestHandler('DIRECT_TRANSFER'),
  directConferenceRequest: requestHandler('DIRECT_CONFERENCE'),
  consultRequest: requestHandler('CONSULT'),
  consultTransferRequest: consultedHandler('CONSULT_TRANSFER'),
  consultConferenceRequest: consultedHandler('CONSULT_CONFERENCE'),
  cancelAssistanceRequest: handleCancelRequest,
  removeParticipant: handleRemoveParticipant,
  subscribePullModeList: handleSubscribeList(true),
  unsubscribePullModeList: handleSubscribeList(false),
  joinPullModeRequest: handleJoinPullRequest,
  deletePullModeRequest: handleEndPullRequest,
  JoinAsSilentMonitor: handleSilentMonitor,
  joinAsWhisper: supervisionHandler('WHISPER'),
  JoinAsBargin: supervisionHandler('PRIMARY'),
  steerConversation: handleSteer,
  flushQueue: handleFlush,
  raiseHand: handHandler(true),
  lowerHand: handHandler(false),
  pauseConversation: handlePause,
  resumeConversation: handleResume,
  agentActive: handleAgentActive,
  refreshToken: handleRefreshToken,
  topicEvents: handleTopicEvents,
  watchFigures: handleWatchFigures,
  watchFloor: handleWatchFloor,
  signInPhone: handleSignInPhone,
  signOutPhone: handleSignOutPhone,
  callAction: handleCallAction,
  makeCall: handleMakeCall,
  superviseCall: handleSuperviseCall,
  phoneBooks: handlePhoneBooks,
};
