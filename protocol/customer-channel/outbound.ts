/** What agents' desks ask of `/ccm` besides `POST /ccm/message/receive`: channels, and single messages. */
import * as z from 'zod/mini';
import { connectorMessage, receiveAnswer } from './connector.ts';

export const channels = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    serviceIdentifier: z.string(),
    channelType: z.object({ id: z.string(), name: z.string(), channelLogo: z.string() }),
    /** Whether agents may write first: a connector carries their messages. */
    outbound: z.boolean(),
  }),
);

export const channelTypeQuery = z.looseObject({ channelTypeId: z.string().check(z.minLength(1)) });
export const defaultChannel = z.object({ id: z.string(), name: z.string(), serviceIdentifier: z.string() });

/** As `POST /ccm/message/receive` takes it from a desk; `header.customer._id`: whom the agent means. */
export const singleMessage = connectorMessage;

/** The message is on its way; `additionalDetails.customer` is the customer's document. */
export const sent = z.extend(receiveAnswer, {
  additionalDetails: z.object({ customer: z.looseObject({ _id: z.string() }) }),
});
