import type { Socket } from 'socket.io';
import type { MessageAck, ResumeAck } from '../../../protocol/customer-channel/frames.ts';
import type { ChatRated, ChatRequested } from '../../../protocol/customer-channel/requests.ts';
import { lookup } from '../../core/lookup.ts';
import type { CustomerConnection, Place } from '../../customers/customer-connection.ts';
import type { ProtocolConnections } from '../../customers/protocol-connections.ts';
import { AddressLimit, KeyedLimit } from '../../http/keyed-limit.ts';
import type { GatewayContext } from '../shared/context.ts';
import { CustomerError, isOver } from './customer-error.ts';
import { agentName, startedFrame } from './customer-frames.ts';
import type { CustomerFrame } from './customer-frames.ts';
import type { SocketData } from './admit-customer.ts';
import { customerHistory, receiptsOf } from './history.ts';
import type { HistoryPart } from './history.ts';
import { verifySiteIdentity } from './site-identity.ts';
import { NO_PROOF, type Proof } from './web-customer.ts';
import { receiveMessage } from './web-messages.ts';
import { WebSessions } from './web-session.ts';

type Answer = (acknowledgement: unknown) => void;

/** What a resumed chat needs to know of the moment at which the socket joined. */
type Moment = HistoryPart & {
  connection: CustomerConnection<CustomerFrame>;
  socket: Socket;
  conversationId: string;
  agents: { id: string; name: string }[];
  receipts: ReturnType<typeof receiptsOf>;
};

/** Load tests run on the machine itself. */
const LOCAL_FACTOR = 50;

/** What customers can do, whichever socket they do it on. Every verb throws refusals. */
export class CustomerDesk {
  readonly context: GatewayContext;
  readonly #connections: ProtocolConnections<CustomerFrame>;
  readonly #chats: AddressLimit;
  readonly #histories: KeyedLimit;
  readonly #room: (socket: Socket) => Promise<void>;
  readonly #sessions: WebSessions;

  /** @param room resolves when a connection has read enough to be sent more */
  constructor(
    context: GatewayContext,
    connections: ProtocolConnections<CustomerFrame>,
    room: (socket: Socket) => Promise<void>,
  ) {
    this.context = context;
    this.#connections = connections;
    this.#chats = new AddressLimit(context.settings.chatsPerMinute, LOCAL_FACTOR);
    this.#histories = new KeyedLimit(context.settings.historiesPerMinute);
    this.#room = room;
    this.#sessions = new WebSessions(context);
  }

  /** `CHAT_REQUESTED`: a new session, or the one that the same request has begun. */
  async request(socket: Socket, data: SocketData, request: ChatRequested, answer: Answer): Promise<void> {
    const { serviceIdentifier, channelCustomerIdentifier } = request;
    if ((serviceIdentifier ?? data.channel.serviceIdentifier) !== data.channel.serviceIdentifier) {
      throw new CustomerError('FORBIDDEN');
    }
    if ((channelCustomerIdentifier ?? data.identifier).trim() !== data.identifier)
      throw new CustomerError('FORBIDDEN');
    const current = this.#connections.of(socket.id)?.place.sessionId ?? (await this.#shown(data));
    const sessionId = current ?? this.#sessions.sessionIdOf(request, data);
    if (current === null) await this.#chats.take(data.client);
    else await this.#histories.take(current);

    let first: CustomerConnection<CustomerFrame> | null = null;
    let moment: Moment | null = null;
    try {
      const proof = current === null ? await this.#proof(data, request) : NO_PROOF;
      const session = await this.#sessions.begin(sessionId, request, data, proof, (place) => {
        first = this.#attach(socket, place);
      });
      data.token = session.token;
      moment = session.begun ? await this.#join(socket, sessionId, null) : null;
      if (session.begun && moment === null) throw new CustomerError('SESSION_ENDED');
      const connection = moment?.connection ?? this.#connections.of(socket.id);
      if (connection === undefined) return;
      const { frame } = await this.context.engine.read(({ records, now }) => {
        const record = records.session(sessionId);
        if (record === undefined) throw new CustomerError('SESSION_ENDED');
        const customer = records.customer(record.customerId);
        return { frame: startedFrame(record, customer, session.conversationId, now, session.token) };
      });
      connection.sendNow(frame);
      answer({
        code: 200,
        sessionToken: session.token,
        channelSessionId: sessionId,
        conversationId: session.conversationId,
      });
      if (moment !== null) await this.#sendHistory(moment, sessionId);
      this.#goLive(connection, socket);
    } catch (error) {
      this.#giveUp(socket, moment?.connection ?? first);
      throw error;
    }
  }

  /** What proves who begins a chat. Throws IDENTITY_NOT_VALID rather than take somebody for a stranger. */
  async #proof({ token, channel, identityToken }: SocketData, request: ChatRequested): Promise<Proof> {
    const signed = request.identityToken ?? identityToken ?? null;
    const identity = signed === null ? null : await verifySiteIdentity(signed, channel);
    const past =
      token === null ? null : await this.context.customers.tokens.verifyPast(token, this.context.people);
    return { identity, customerId: past?.customerId ?? null };
  }

  /** `CHAT_RESUMED`: history, acknowledgement, live (D23). */
  async resume(socket: Socket, data: SocketData, after: string | null, answer: Answer): Promise<void> {
    const sessionId = await this.#shown(data);
    if (sessionId !== null) await this.#histories.take(sessionId);
    const moment = sessionId === null ? null : await this.#join(socket, sessionId, after);
    if (sessionId === null || moment === null) {
      answer({ isChatAvailable: false } satisfies ResumeAck);
      return;
    }
    try {
      await this.#sendHistory(moment, sessionId);
      answer({
        isChatAvailable: true,
        channelSessionId: sessionId,
        conversationId: moment.conversationId,
        agents: moment.agents,
        receipts: moment.receipts,
      } satisfies ResumeAck);
      this.#goLive(moment.connection, socket);
    } catch (error) {
      this.#giveUp(socket, moment.connection);
      throw error;
    }
  }

  /** `MESSAGE_RECEIVED`. */
  async message(socket: Socket, payload: unknown): Promise<MessageAck> {
    const place = this.#connections.of(socket.id)?.place ?? remembered(socket);
    if (place === undefined) throw new CustomerError('NO_SESSION');
    return receiveMessage(this.context, place, socket.id, payload);
  }

  /** `CHAT_ENDED`. Asking twice is asking once. */
  async end(socket: Socket): Promise<void> {
    const place = this.#connections.of(socket.id)?.place ?? remembered(socket);
    if (place === undefined) throw new CustomerError('NO_SESSION');
    try {
      await this.context.customers.messages.endSession(place.sessionId);
    } catch (error) {
      if (!isOver(error)) throw error;
    }
  }

  /** `CHAT_RATED`: of the chat that this socket is or was in, or whose token it showed. */
  async rate(socket: Socket, { token }: SocketData, { rating, comment }: ChatRated): Promise<void> {
    const place =
      remembered(socket) ??
      (token === null ? null : await this.context.customers.tokens.verifyPast(token, this.context.people));
    if (place === null) throw new CustomerError('NO_SESSION');
    const { sessionId, conversationId } = place;
    const words = comment?.trim() ?? '';
    await this.context.ratings.save({
      sessionId,
      conversationId,
      rating,
      comment: words === '' ? null : words,
      at: Date.now(),
    });
  }

  /** The socket is gone. */
  leave(socket: Socket): void {
    this.#connections.leave(socket.id);
  }

  /** The open session that the handshake's token resumes, or null. */
  async #shown({ token, channel }: SocketData): Promise<string | null> {
    return token === null ? null : this.context.customers.sessions.shown(token, channel.id);
  }

  #attach(socket: Socket, place: Place): CustomerConnection<CustomerFrame> {
    remember(socket, place);
    return this.#connections.add(socket.id, place, ({ event, payload }) => socket.emit(event, payload));
  }

  #join(socket: Socket, sessionId: string, after: string | null): Promise<Moment | null> {
    const directory = this.context.directory();
    const { sessions } = this.context.customers;
    return sessions.join(sessionId, this.#connections, (place, conversation): Moment | null => {
      if (!socket.connected) return null;
      const agents = conversation.participants
        .filter(({ kind, role }) => kind === 'AGENT' && role === 'PRIMARY')
        .map(({ ref }) => ({ id: ref, name: agentName(directory, ref) }));
      return {
        connection: this.#attach(socket, place),
        socket,
        conversationId: conversation.id,
        afterSeq: (after === null ? undefined : lookup(conversation.messages, after)) ?? 0,
        toSeq: conversation.seq,
        withinMs: this.context.settings.joinTimeoutMs,
        agents,
        receipts: receiptsOf(conversation),
      };
    });
  }

  async #sendHistory(moment: Moment, sessionId: string): Promise<void> {
    const place = { conversationId: moment.conversationId, sessionId };
    const directory = this.context.directory();
    for await (const frame of customerHistory(this.context.journal, moment, place, directory)) {
      moment.connection.sendNow(frame);
      await this.#room(moment.socket);
    }
  }

  /** Everything there was has been sent: from here on the socket hears what happens, unless it was lost meanwhile. */
  #goLive(connection: CustomerConnection<CustomerFrame>, socket: Socket): void {
    this.context.customers.sessions.goLive(connection);
    if (!socket.connected) this.leave(socket);
  }

  /**
   * A join ends live or not at all. One that failed takes part in nothing, and its connection ends, so that the
   * client comes back: on this one, messages would be acknowledged whose answers it never gets.
   */
  #giveUp(socket: Socket, connection: CustomerConnection<CustomerFrame> | null): void {
    if (connection === null) return;
    this.#connections.giveUp(connection);
    // After the refusal has gone out.
    setImmediate(() => {
      socket.conn.close();
    });
  }
}

/** The session that a socket was in last: to recognise a message that is sent again after the end. */
function remember(socket: Socket, place: Place): void {
  (socket.data as { last?: Place }).last = place;
}

function remembered(socket: Socket): Place | undefined {
  return (socket.data as { last?: Place }).last;
}
