import { randomUUID } from 'node:crypto';
import type { ChatRequested } from '../../../protocol/customer-channel/requests.ts';
import type { Directory, DirectoryChannel } from '../../configuration/directory.ts';
import type { GatewayContext } from '../shared/context.ts';
import type { Place } from '../../customers/customer-connection.ts';
import { labelPriority } from '../../customers/label-priority.ts';
import { CustomerError } from './customer-error.ts';
import { derivedId } from '../../uuid.ts';
import { storedAttributes } from './stored-answers.ts';
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

  constructor(context: GatewayContext) {
    this.#context = context;
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
    const { customers, people } = this.#context;
    return customers.sessions.alone(sessionId, async () => {
      const open = await customers.sessions.conversationOf(sessionId);
      if (open !== undefined) {
        const token = await customers.tokens.issue(sessionId);
        return { sessionId, conversationId: open, token, begun: true };
      }
      if ((await people.session(sessionId)) !== undefined) throw new CustomerError('SESSION_ENDED');
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
    const { engine, people, customers } = this.#context;
    const entered = readEntered(request);
    const queueId =
      entered.queue === null ? null : findQueue(this.#context.directory(), channel, entered.queue);
    if (queueId === undefined) throw new CustomerError('QUEUE_NOT_FOUND');
    const customer = await findWebCustomer(people, engine.tenant, channel, sessionId, entered, proof);
    const { talking, ...session } = await customers.sessions.begin(
      {
        sessionId,
        customer,
        channel,
        channelCustomerIdentifier: identifier,
        queueId,
        priority: 1,
        labelPriority: await labelPriority(this.#context, customer),
        additionalAttributes: storedAttributes(request, this.#context.directory()),
      },
      beforeStart,
    );
    return { ...session, begun: talking };
  }
}

/** A queue that customers of this channel may ask for, by id or name; undefined when there is none. */
function findQueue(directory: Directory, channel: DirectoryChannel, wished: string): string | undefined {
  return directory.queuesOf(channel).find(({ id, name }) => id === wished || name === wished)?.id;
}
