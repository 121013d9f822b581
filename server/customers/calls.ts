/** Calls that the telephone has routed, as whoever hears of them tells the core: whose number it is, and by which channel. */
import { randomUUID } from 'node:crypto';
import { lookup } from '../core/lookup.ts';
import type { CallEndReason, TaskDirection } from '../core/state.ts';
import type { Content, CustomerRecord, GatewayEngine, Json, View } from '../engine/contract.ts';
import type { People } from '../store/people.ts';
import { derivedId } from '../uuid.ts';
import { submit } from '../wire/submit.ts';
import { addressKey, PHONE_CHANNELS } from './customer-address.ts';

/** A channel, as far as calls are concerned. */
export type CallChannel = { id: string; type: string; serviceIdentifier: string; country: string | null };

/** The channels as they stand now. */
export type CallDirectory = { readonly channels: readonly CallChannel[] };

/** Where calls are told, and who is known. */
export type CallSources = {
  engine: Pick<GatewayEngine, 'tenant' | 'submit' | 'read'>;
  people: Pick<People, 'customer' | 'customersByIdentifier'>;
  directory: () => CallDirectory;
};

/** An agent's part in a call begins. */
export type NewCallLeg = {
  agentId: string;
  callId: string;
  leg: string;
  reason: TaskDirection;
  /** The customer's number, as the telephone writes it; null: it does not say. */
  number: string | null;
  /** Which channel of calls; null or unknown: the first one. */
  serviceIdentifier: string | null;
  /** Who the desk has found the customer to be; heard where there is no number. */
  customerId: string | null;
  queueName: string | null;
  address: string | null;
  fromAddress: string | null;
  associatedId: string | null;
  answeredAt: number | null;
  additionalAttributes: Json[];
};

/** Channel types of calls. */
const CALL_CHANNELS: readonly string[] = ['CISCO_CC', 'CX_VOICE'];

/** The channel of calls with this address, else the first one; undefined: there is none. */
export function channelOfCalls(
  { channels }: CallDirectory,
  serviceIdentifier: string | null,
): CallChannel | undefined {
  const calls = channels.filter(({ type }) => CALL_CHANNELS.includes(type));
  return (
    calls.find((channel) => channel.serviceIdentifier === serviceIdentifier) ??
    calls.find(({ type }) => type === 'CISCO_CC') ??
    calls[0]
  );
}

/** The customer with this number, by whatever channel of telephone numbers they are known. */
export async function customerOfNumber(
  { people }: Pick<CallSources, 'people'>,
  channel: CallChannel,
  number: string,
): Promise<CustomerRecord | undefined> {
  const types = [channel.type, ...PHONE_CHANNELS.filter((type) => type !== channel.type)];
  for (const key of new Set([addressKey(channel, number), number])) {
    for (const type of types) {
      const [known] = await people.customersByIdentifier(type, key);
      if (known !== undefined) return known;
    }
  }
  return undefined;
}

async function callerOf(
  sources: CallSources,
  channel: CallChannel,
  { number, customerId, callId }: NewCallLeg,
): Promise<CustomerRecord> {
  const { engine, people } = sources;
  const key = number === null ? '' : addressKey(channel, number);
  if (number === null || key === '') {
    const named = customerId === null ? undefined : await people.customer(customerId);
    // Without a number nobody can be recognised: each such call is of somebody else.
    const id = derivedId('customer', engine.tenant, channel.type, 'call', callId);
    return named ?? { id, firstName: '', lastName: '', isAnonymous: true, identifiers: {}, attributes: {} };
  }
  const known = await customerOfNumber(sources, channel, number);
  return (
    known ?? {
      id: derivedId('customer', engine.tenant, channel.type, key),
      firstName: '',
      lastName: '',
      isAnonymous: true,
      identifiers: { [channel.type]: [key] },
      attributes: {},
    }
  );
}

/** The queue of ours that is called as the telephone's. O(queues). */
function queueCalled({ world }: View, name: string | null): string | null {
  const { queues } = world.state.config;
  return Object.values(queues).find((queue) => queue.name === name)?.id ?? null;
}

/** Where a call has been entered; null where it has opened nothing (it is over, or a consult about nothing known). */
export type PlaceOfCall = { conversationId: string; sessionId: string };

/** The agent's part begins. Resolves after the commit; throws the core's refusals as a `ProtocolError`. */
export async function startCallLeg(sources: CallSources, call: NewCallLeg): Promise<PlaceOfCall | null> {
  const { engine } = sources;
  const channel = channelOfCalls(sources.directory(), call.serviceIdentifier);
  const customer = channel === undefined ? null : await callerOf(sources, channel, call);
  const { agentId, callId, leg, reason, address, fromAddress, associatedId, answeredAt } = call;
  const { isOpen, queueId } = await engine.read((view) => ({
    isOpen: lookup(view.world.state.sessions, callId) !== undefined,
    queueId: queueCalled(view, call.queueName),
  }));
  const content: Content =
    channel === undefined || customer === null || isOpen || reason === 'CONSULT'
      ? {}
      : {
          customers: { [customer.id]: customer },
          sessions: {
            [callId]: {
              id: callId,
              customerId: customer.id,
              channelId: channel.id,
              channelCustomerIdentifier: call.number ?? '',
              serviceIdentifier: channel.serviceIdentifier,
              additionalAttributes: call.additionalAttributes,
              tokenHash: null,
            },
          },
        };
  await submit(
    engine,
    {
      id: randomUUID(),
      type: 'call.startLeg',
      agentId,
      callId,
      leg,
      reason,
      channelId: channel?.id ?? '',
      // Another call may have the same id later.
      conversationId: randomUUID(),
      customerId: customer?.id ?? '',
      queueId,
      address,
      fromAddress,
      associatedId,
      answeredAt,
    },
    content,
  );
  return engine.read(({ world }) => {
    const session =
      lookup(world.state.sessions, callId) ??
      Object.values(world.state.sessions).find(({ legs }) => legs?.some((one) => one.callId === callId));
    return session === undefined ? null : { conversationId: session.conversationId, sessionId: session.id };
  });
}

/** The agent's part ends. What is not known changes nothing. */
export async function endCallLeg(
  { engine }: Pick<CallSources, 'engine'>,
  leg: { agentId: string; callId: string; reason: CallEndReason; endedAt: number | null },
): Promise<void> {
  await submit(engine, { id: randomUUID(), type: 'call.endLeg', ...leg });
}

/** The agent has put the call on hold, or goes on. */
export async function holdCall(
  { engine }: Pick<CallSources, 'engine'>,
  call: { agentId: string; callId: string; on: boolean },
): Promise<void> {
  await submit(engine, { id: randomUUID(), type: 'call.hold', ...call });
}
