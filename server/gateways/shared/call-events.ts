/** Calls as CIM events: CALL_LEG_STARTED, CALL_LEG_ENDED, CALL_HOLD, CALL_RESUME, and the record VOICE_ACTIVITY. */
import type { MessageBody } from '../../../protocol/cim/body.ts';
import type { CallRecord, CimEvent } from '../../../protocol/cim/event.ts';
import type { CimMessage } from '../../../protocol/cim/message.ts';
import type { ChannelSession, Sender } from '../../../protocol/cim/parties.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import type { CallLeg } from '../../core/state.ts';
import { agentSender, briefCustomer, SYSTEM_SENDER } from './cim-parties.ts';
import { envelope, type Scope } from './cim-scope.ts';
import { roomOf } from './wire-ids.ts';

type CallEvent = EventOf<'call.legStarted' | 'call.legEnded' | 'call.held'>;
type Happened<T> = T & Pick<DomainEvent, 'at' | 'streamSeq'>;

function intentOf(event: CallEvent): 'CALL_LEG_STARTED' | 'CALL_LEG_ENDED' | 'CALL_HOLD' | 'CALL_RESUME' {
  switch (event.type) {
    case 'call.legStarted':
      return 'CALL_LEG_STARTED';
    case 'call.legEnded':
      return 'CALL_LEG_ENDED';
    case 'call.held':
      return event.on ? 'CALL_HOLD' : 'CALL_RESUME';
  }
}

/** What is known of the telephone's dialog: who calls, and what came with the call. */
function dialogOf(callId: string, session: ChannelSession | undefined): Record<string, unknown> {
  const number = session?.channelData.channelCustomerIdentifier ?? '';
  const variables = (session?.channelData.additionalAttributes ?? []).map((attribute) => {
    const { key, value } = attribute as { key?: unknown; value?: unknown };
    return { name: key, value };
  });
  const fromAddress = number === '' ? null : number;
  return { id: callId, fromAddress, customerNumber: fromAddress, callVariables: { CallVariable: variables } };
}

/** A message with a body of type VOICE. */
function voiceMessage(
  event: { conversationId: string; at: number; streamSeq: number },
  body: MessageBody,
  sender: Sender,
  intent: string | null,
  session: ChannelSession | undefined,
  scope: Scope,
): CimMessage {
  const { conversationId } = event;
  return {
    id: `${conversationId}:${event.streamSeq}`,
    header: {
      sender,
      channelData: session?.channelData ?? null,
      language: {},
      timestamp: event.at,
      securityInfo: {},
      stamps: [],
      intent,
      entities: {},
      channelSessionId: session?.id ?? null,
      conversationId,
      customer: briefCustomer(session?.customer ?? scope.customer(conversationId)),
      originalMessageId: null,
      providerMessageId: null,
      schedulingMetaData: null,
      roomId: roomOf(conversationId).id,
    },
    body,
  };
}

/** An agent's part in a call began, ended, or was put on hold. */
export function callLegEvent(event: Happened<CallEvent>, scope: Scope): CimEvent {
  const { conversationId, sessionId, agentId, callId, leg } = event;
  const session = scope.session(conversationId, sessionId);
  const sender = agentSender(scope.directory, agentId);
  const intent = intentOf(event);
  const body: MessageBody = {
    type: 'VOICE',
    markdownText: null,
    callId,
    leg,
    reasonCode: event.type === 'call.held' ? null : event.reason,
    additionalDetail: { dialog: dialogOf(callId, session) },
  };
  const message = voiceMessage(event, body, sender, intent, session, scope);
  return envelope(intent, 'CALL', conversationId, event, message, { sender, session });
}

function recordOfLeg(leg: CallLeg, endedAt: number, session: ChannelSession | undefined, scope: Scope) {
  const end = leg.endedAt ?? endedAt;
  return {
    sender: agentSender(scope.directory, leg.agentId),
    callId: leg.callId,
    leg: leg.leg,
    startDirection: leg.reason,
    endDirection: leg.endReason ?? 'DIALOG_ENDED',
    startTime: leg.startedAt,
    endTime: end,
    duration: end - leg.startedAt,
    holdTime: leg.heldMs,
    additionalDetail: { dialog: dialogOf(leg.callId, session), activities: [] },
  };
}

/** The call is over: who was in it, and how long (milliseconds). */
export function callRecordEvent(event: Happened<EventOf<'call.ended'>>, scope: Scope): CimEvent {
  const { conversationId, sessionId, startedAt, at } = event;
  const session = scope.session(conversationId, sessionId);
  const callLegs = event.legs.map((leg) => recordOfLeg(leg, at, session, scope));
  const record: CallRecord = {
    startTime: startedAt,
    endTime: at,
    duration: at - startedAt,
    holdTime: callLegs.reduce((sum, { holdTime }) => sum + holdTime, 0),
    recordingUrl: null,
    wrapUps: [],
    callLegs,
  };
  const body: MessageBody = {
    type: 'VOICE',
    markdownText: null,
    callId: sessionId,
    leg: event.legs[0]?.leg ?? sessionId,
    reasonCode: 'DIALOG_ENDED',
    additionalDetail: {},
    ...record,
  };
  const message = voiceMessage(event, body, SYSTEM_SENDER, null, session, scope);
  return envelope(
    'VOICE_ACTIVITY',
    'ACTIVITY',
    conversationId,
    event,
    { ...message, ...record },
    { session },
  );
}
