import { randomUUID } from 'node:crypto';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import { lookup } from '../core/lookup.ts';
import { currentConversation } from '../core/session.ts';
import type { Conversation } from '../core/state.ts';
import type { GatewayEngine, View } from '../engine/contract.ts';
import { submit } from '../wire/submit.ts';
import type { CustomerConnection, Place } from './customer-connection.ts';
import { KeyedLock } from './keyed-lock.ts';
import type { ProtocolConnections } from './protocol-connections.ts';
import type { QueuePositions } from './queue-positions.ts';
import { newToken } from './session-tokens.ts';
import type { SessionTokens } from './session-tokens.ts';
import { ownConversation, startSession } from './start-session.ts';
import type { NewSession } from './start-session.ts';

/** A session that has begun. `talking`: the customer's conversation was there before, and has a past to be told. */
type BegunSession = { sessionId: string; conversationId: string; token: string; talking: boolean };

/** Begins, resumes and joins sessions of customers who connect, whatever they speak. */
export class CustomerSessions {
  readonly #engine: GatewayEngine;
  readonly #tokens: SessionTokens;
  readonly #positions: QueuePositions;
  readonly #lock = new KeyedLock();

  constructor(engine: GatewayEngine, tokens: SessionTokens, positions: QueuePositions) {
    this.#engine = engine;
    this.#tokens = tokens;
    this.#positions = positions;
  }

  /** One at a time per session or customer. */
  alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    return this.#lock.run(key, work);
  }

  /** The conversation of an open session, or undefined. */
  conversationOf(sessionId: string): Promise<string | undefined> {
    return this.#engine.read(({ world }) => lookup(world.state.sessions, sessionId)?.conversationId);
  }

  /** The open session of a channel that a token resumes, or null. */
  async shown(token: string, channelId: string): Promise<string | null> {
    const records = await this.#engine.read((view) => view.records);
    const sessionId = await this.#tokens.verify(token, records);
    if (sessionId === null) return null;
    return this.#engine.read(({ world }) =>
      lookup(world.state.sessions, sessionId)?.channelId === channelId ? sessionId : null,
    );
  }

  /**
   * Begins a session. `beforeStart` runs when a conversation is about to begin with it: a connection that joins there
   * misses nothing. Throws the core's refusals.
   */
  begin(
    session: Omit<NewSession, 'tokenHash' | 'connectionBound'>,
    beforeStart: (place: Place) => void,
  ): Promise<BegunSession> {
    const { sessionId, customer } = session;
    // One at a time per customer: two requests at once must not both find that the customer is not talking.
    return this.alone(customer.id, async () => {
      // Only who has proven to be that customer can be talking already: then this session joins the conversation.
      const talking = await this.#engine.read(
        ({ world }) => currentConversation(world, customer.id) !== undefined,
      );
      const { token, hash } = newToken(sessionId);
      const complete = { ...session, tokenHash: hash, connectionBound: true };
      const own = ownConversation(complete);
      if (!talking) beforeStart(own);
      const { conversationId } = await startSession(this.#engine, complete);
      if (!talking && conversationId !== own.conversationId) {
        // In this very moment the customer began to talk elsewhere, by another channel: the next try joins it.
        const id = randomUUID();
        await submit(this.#engine, { id, type: 'session.end', sessionId, reason: 'FORCE_CLOSED' });
        throw new ProtocolError('UNAVAILABLE');
      }
      return { sessionId, conversationId, token, talking };
    });
  }

  /**
   * Joins an open session between two turns: what happened before is history, what happens after arrives. `attach` adds
   * the connection to those of its protocol, or gives null when it has gone.
   */
  async join<Frame, T extends { connection: CustomerConnection<Frame> }>(
    sessionId: string,
    connections: ProtocolConnections<Frame>,
    attach: (place: Place, conversation: Conversation, view: View) => T | null,
  ): Promise<T | null> {
    const joined = await this.#engine.read((view) => {
      const { state } = view.world;
      const session = lookup(state.sessions, sessionId);
      const conversation = session && lookup(state.conversations, session.conversationId);
      if (conversation === undefined) return null;
      const { customerId } = conversation;
      const customerName = view.records.customer(customerId)?.firstName ?? '';
      return attach(
        { sessionId, conversationId: conversation.id, customerId, customerName },
        conversation,
        view,
      );
    });
    if (joined !== null) connections.arrived(joined.connection);
    return joined;
  }

  /** Everything there was has been sent: from here on the connection hears what happens. */
  goLive<Frame>(connection: CustomerConnection<Frame>): void {
    connection.goLive();
    this.#positions.watch(connection.place.sessionId);
  }
}
