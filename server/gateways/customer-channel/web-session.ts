import { randomUUID } from 'node:crypto';
import type { ChatRequested } from '../../../protocol/customer-channel/requests.ts';
import type { Directory, DirectoryChannel } from '../../configuration/directory.ts';
import { lookup } from '../../core/lookup.ts';
import { currentConversation } from '../../core/session.ts';
import type { CustomerRecord, Json, SessionRecord } from '../../engine/contract.ts';
import type { GatewayContext } from '../shared/context.ts';
import { submit } from '../shared/refusals.ts';
import type { Place } from './attachments.ts';
import { CustomerError } from './customer-error.ts';
import { derivedId } from '../../uuid.ts';
import { KeyedLock } from '../../customers/keyed-lock.ts';
import { storedAttributes } from './stored-answers.ts';
import { newToken } from '../../customers/session-tokens.ts';
import type { SessionTokens } from '../../customers/session-tokens.ts';
import { findWebCustomer, readEntered, type Proof } from './web-customer.ts';

/** Who asks, by the handshake. */
export type Visitor = { channel: DirectoryChannel; identifier: string };

/** A session that is there now. `begun`: it was there before, and what happened in it has to be told. */
type WebSession = { sessionId: string; conversationId: string; token: string; begun: boolean };

/** Called when a session is about to begin. */
type BeforeStart = (place: Place) => void;

/** Begins sessions for customers on the web, each of them once. */
export class WebSessions {
  readonly #context: GatewayContext;
  readonly #tokens: SessionTokens;
  readonly #lock = new KeyedLock();

  constructor(context: GatewayContext, tokens: SessionTokens) {
    this.#context = context;
    this.#tokens = tokens;
  }

  /** The session of a request: the same for the same `requestId` (D22), else a new one. */
  sessionIdOf(request: ChatRequested, { channel, identifier }: Visitor): string {
    const { requestId } = request;
    if (requestId === null || requestId === undefined) return randomUUID();
    return derivedId('web-session', this.#context.engine.tenant, channel.id, identifier, requestId);
  }

  /**
   * Begins the session, or finds it begun. `beforeStart` runs when it is about to begin: a socket that joins
   * there misses nothing. Throws SESSION_ENDED for a request whose session is over, QUEUE_NOT_FOUND, and the
   * core's refusals.
   */
  async begin(
    sessionId: string,
    request: ChatRequested,
    visitor: Visitor,
    proof: Proof,
    beforeStart: BeforeStart,
  ): Promise<WebSession> {
    return this.#lock.run(sessionId, async () => {
      const open = await this.#context.engine.read(
        ({ world }) => lookup(world.state.sessions, sessionId)?.conversationId,
      );
      if (open !== undefined) {
        const token = await this.#tokens.issue(sessionId);
        return { sessionId, conversationId: open, token, begun: true };
      }
      if ((await this.#context.people.session(sessionId)) !== undefined)
        throw new CustomerError('SESSION_ENDED');
      return this.#start(sessionId, request, visitor, proof, beforeStart);
    });
  }

  async #start(
    sessionId: string,
    request: ChatRequested,
    { channel, identifier }: Visitor,
    proof: Proof,
    beforeStart: BeforeStart,
  ): Promise<WebSession> {
    const { engine, people } = this.#context;
    const entered = readEntered(request);
    const queueId =
      entered.queue === null ? null : findQueue(this.#context.directory(), channel, entered.queue);
    if (queueId === undefined) throw new CustomerError('QUEUE_NOT_FOUND');
    const customer = await findWebCustomer(people, engine.tenant, channel, sessionId, entered, proof);
    // One at a time per customer: two requests at once must not both find that the customer is not talking.
    return this.#lock.run(customer.id, async () => {
      // Only who has proven to be that customer can be talking already: then this session joins the conversation.
      const talking = await engine.read(({ world }) => currentConversation(world, customer.id) !== undefined);
      const { token, hash } = newToken(sessionId);
      const attributes = storedAttributes(request, this.#context.directory());
      const record = sessionRecord(sessionId, customer, channel, identifier, attributes, hash);
      const conversationId = derivedId('conversation', sessionId);
      const customerName = customer.firstName;
      if (!talking) beforeStart({ sessionId, conversationId, customerId: customer.id, customerName });
      const { events } = await submit(
        engine,
        {
          id: randomUUID(),
          type: 'session.start',
          sessionId,
          conversationId,
          customerId: customer.id,
          channelId: channel.id,
          queueId,
          priority: 1,
          connectionBound: true,
        },
        { customers: { [customer.id]: customer }, sessions: { [sessionId]: record } },
      );
      const started = events.find((event) => event.type === 'session.started');
      if (started === undefined) throw new CustomerError('UNAVAILABLE');
      if (!talking && started.conversationId !== conversationId) {
        // In this very moment the customer began to talk elsewhere, by another channel: the next try joins it.
        await submit(engine, { id: randomUUID(), type: 'session.end', sessionId, reason: 'FORCE_CLOSED' });
        throw new CustomerError('UNAVAILABLE');
      }
      return { sessionId, conversationId: started.conversationId, token, begun: talking };
    });
  }
}

/** A queue that customers of this channel may ask for, by id or name; undefined when there is none. */
function findQueue(directory: Directory, channel: DirectoryChannel, wished: string): string | undefined {
  return directory.queuesOf(channel).find(({ id, name }) => id === wished || name === wished)?.id;
}

function sessionRecord(
  id: string,
  customer: CustomerRecord,
  channel: DirectoryChannel,
  channelCustomerIdentifier: string,
  additionalAttributes: Json[],
  tokenHash: string,
): SessionRecord {
  return {
    id,
    customerId: customer.id,
    channelId: channel.id,
    channelCustomerIdentifier,
    serviceIdentifier: channel.serviceIdentifier,
    additionalAttributes,
    tokenHash,
  };
}
