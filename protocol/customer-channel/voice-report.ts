/**
 * `POST /ccm/message/receive` from an agent's desk that drives the telephone itself: a part of a call began (intent
 * CALL_LEG_STARTED), ended (CALL_LEG_ENDED), was put on hold (CALL_HOLD) or goes on (CALL_RESUME). The desk is signed in
 * as the agent. Told twice, or late, it happens once.
 */
import * as z from 'zod/mini';
import { additionalAttribute } from '../cim/parties.ts';
import { freeMap, maybe } from '../cim/primitives.ts';

const LONGEST = 256;
const loose = z.union([z.string().check(z.maxLength(LONGEST)), z.number()]);
const filled = z.string().check(z.minLength(1), z.maxLength(LONGEST));

/** What a desk tells of the telephone's dialog, as far as it is read. */
const reportedDialog = z.looseObject({
  fromAddress: maybe(loose),
  dialedNumber: maybe(loose),
  customerNumber: maybe(loose),
  associatedDialogUri: maybe(z.string().check(z.maxLength(2048))),
  queueName: maybe(loose),
});

/** Reasons of a part's beginning and end; anything else begins an INBOUND call, and ends one as DIALOG_ENDED. */
export const voiceReport = z.looseObject({
  id: maybe(loose),
  header: z.looseObject({
    intent: z.enum(['CALL_LEG_STARTED', 'CALL_LEG_ENDED', 'CALL_HOLD', 'CALL_RESUME']),
    /** By the telephone's clock: when the part began or ended (ms). */
    timestamp: maybe(loose),
    channelData: maybe(
      z.looseObject({
        channelCustomerIdentifier: maybe(loose),
        serviceIdentifier: maybe(loose),
        additionalAttributes: maybe(z.array(additionalAttribute).check(z.maxLength(100))),
      }),
    ),
    customer: maybe(freeMap),
    sender: maybe(z.looseObject({ id: maybe(loose) })),
    conversationId: maybe(loose),
  }),
  body: z.looseObject({
    type: z.literal('VOICE'),
    callId: z.union([filled, z.number()]),
    /** `<extension>:<agent>:<dialog>` */
    leg: filled,
    reasonCode: maybe(loose),
    dialog: maybe(reportedDialog),
  }),
});

export type VoiceReport = z.output<typeof voiceReport>;
