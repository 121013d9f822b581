/** What an agent's desk that drives the telephone itself reports of its calls. */
import type { ReceiveAnswer } from '../../../../protocol/customer-channel/connector.ts';
import { voiceReport } from '../../../../protocol/customer-channel/voice-report.ts';
import type { VoiceReport } from '../../../../protocol/customer-channel/voice-report.ts';
import type { CallEndReason, TaskDirection } from '../../../core/state.ts';
import { endCallLeg, holdCall, startCallLeg } from '../../../customers/calls.ts';
import type { PlaceOfCall } from '../../../customers/calls.ts';
import type { Json } from '../../../engine/contract.ts';
import type { Principal } from '../../../identity/principal.ts';
import { sizeOf } from '../../../wire/message-size.ts';
import { CustomerError } from '../customer-error.ts';
import type { GatewayContext } from '../../shared/context.ts';

const BEGINNINGS: Readonly<Record<string, TaskDirection>> = {
  INBOUND: 'INBOUND',
  OUTBOUND: 'OUTBOUND',
  CONSULT: 'CONSULT',
  CONSULT_TRANSFER: 'CONSULT_TRANSFER',
  CONSULT_CONFERENCE: 'CONSULT_CONFERENCE',
  DIRECT_TRANSFER: 'DIRECT_TRANSFER',
  DIRECT_CONFERENCE: 'DIRECT_CONFERENCE',
};

const ENDS: Readonly<Record<string, CallEndReason>> = {
  DIALOG_ENDED: 'DIALOG_ENDED',
  CONSULT_ENDED: 'CONSULT_ENDED',
  CONSULT_TRANSFER: 'CONSULT_TRANSFER',
  CONSULT_CONFERENCE: 'CONSULT_CONFERENCE',
  DIRECT_TRANSFER: 'DIRECT_TRANSFER',
};

type Loose = string | number | null | undefined;

/** A text that says something. */
function textOf(value: Loose): string | null {
  const text = value === null || value === undefined ? '' : String(value).trim();
  return text === '' || text === 'null' || text === 'undefined' ? null : text;
}

/** Epoch ms, whatever the desk wrote it as. */
function timeOf(value: Loose): number | null {
  const text = textOf(value);
  if (text === null) return null;
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(time) && time > 0 ? time : null;
}

/** The last part of an address. */
function idAtEnd(uri: string | null | undefined): string | null {
  return textOf((uri ?? '').replace(/\/+$/, '').split('/').at(-1));
}

/** Whether this is a report of a call, and not a connector's message. */
export function isVoiceReport(payload: unknown): boolean {
  const body = (payload as { body?: { type?: unknown } | null } | null)?.body;
  return typeof body === 'object' && body?.type === 'VOICE';
}

/** Enters what the desk of `principal` reports. Throws refusals. */
export async function takeVoiceReport(
  context: GatewayContext,
  { userId }: Principal,
  payload: unknown,
): Promise<ReceiveAnswer> {
  if (sizeOf(payload) > context.settings.maxMessageBytes) throw new CustomerError('TOO_LARGE');
  const read = voiceReport.safeParse(payload);
  if (!read.success) throw new CustomerError('VALIDATION');
  const report = read.data;
  const senderId = textOf(report.header.sender?.id);
  if (senderId !== null && senderId !== userId) throw new CustomerError('FORBIDDEN');
  const place = await enter(context, userId, report);
  return {
    status: 'ok',
    messageId: textOf(report.id) ?? `${report.body.leg}:${report.header.intent}`,
    conversationId: place?.conversationId ?? null,
    channelSessionId: place?.sessionId ?? null,
  };
}

async function enter(
  context: GatewayContext,
  agentId: string,
  { header, body }: VoiceReport,
): Promise<PlaceOfCall | null> {
  const callId = String(body.callId);
  const reason = textOf(body.reasonCode) ?? '';
  const at = timeOf(header.timestamp);
  switch (header.intent) {
    case 'CALL_LEG_STARTED': {
      const { channelData, customer } = header;
      const dialog = body.dialog ?? {};
      return startCallLeg(context, {
        agentId,
        callId,
        leg: body.leg,
        reason: BEGINNINGS[reason] ?? 'INBOUND',
        number: textOf(channelData?.channelCustomerIdentifier) ?? textOf(dialog.customerNumber),
        serviceIdentifier: textOf(channelData?.serviceIdentifier),
        customerId: typeof customer?._id === 'string' ? customer._id : null,
        queueName: textOf(dialog.queueName),
        address: textOf(body.leg.split(':')[0]),
        fromAddress: textOf(dialog.fromAddress),
        associatedId: idAtEnd(dialog.associatedDialogUri),
        answeredAt: at,
        // Checked by the schema: everything in it is JSON.
        additionalAttributes: (channelData?.additionalAttributes ?? []) as Json[],
      });
    }
    case 'CALL_LEG_ENDED':
      await endCallLeg(context, { agentId, callId, reason: ENDS[reason] ?? 'DIALOG_ENDED', endedAt: at });
      return null;
    case 'CALL_HOLD':
    case 'CALL_RESUME':
      await holdCall(context, { agentId, callId, on: header.intent === 'CALL_HOLD' });
      return null;
  }
}
