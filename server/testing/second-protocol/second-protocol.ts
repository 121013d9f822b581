/**
 * A tiny second protocol, as later gateways are: it knows no other gateway, and stands beside the desks at
 * `/socket.io`. An agent says `hello` and is there; a customer says `begin` or `resume`, and both hear what is said.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Socket } from 'socket.io';
import type { AgentConnection } from '../../connections/agent-connections.ts';
import type { CustomerTranslation } from '../../customers/customer-translation.ts';
import type { Place } from '../../customers/customer-connection.ts';
import type { ProtocolConnections } from '../../customers/protocol-connections.ts';
import type { GatewayContext } from '../../gateways/shared/context.ts';
import { joinSocketPath } from '../../gateways/shared/socket-door.ts';
import { submit } from '../../wire/submit.ts';

const FIRST_EVENTS = ['hello', 'begin', 'resume'];

type Answer = (value: unknown) => void;

/** Lets people come by the second protocol. */
export function registerSecondProtocol(app: FastifyInstance, context: GatewayContext): void {
  const customers = context.customers.connections.open(translation);
  joinSocketPath(app, '/socket.io', context.engine.tenant, {
    claim: () => 'PERHAPS',
    beginsWith: (event) => FIRST_EVENTS.includes(event),
    admit: (_socket, next) => next(),
    serve: (socket) => serve(socket, context, customers),
  });
}

/** A line of text for each thing that is worth one. */
const translation: CustomerTranslation<string> = {
  event: (event, _sessionId, turn) => {
    if (event.type === 'session.ended') return 'bye';
    if (event.type !== 'message.sent') return null;
    return `${event.sender.kind}: ${JSON.stringify(turn.content.messages?.[event.messageId]?.body)}`;
  },
  typing: ({ by, on }) => `${by.kind} ${on ? 'types' : 'stops'}`,
  wait: ({ position }) => `place ${position}`,
};

function serve(socket: Socket, context: GatewayContext, customers: ProtocolConnections<string>): void {
  const hear = (line: string): void => void socket.emit('line', line);
  socket.on('hello', async ({ token }: { token: string }, answer: Answer) => {
    const principal = await context.identity.verifyToken(token);
    const { userId: agentId, sid } = principal;
    const connection: AgentConnection = {
      id: socket.id,
      address: '127.0.0.1',
      userAgent: 'second protocol',
      principal: () => principal,
      replace: () => socket.disconnect(true),
      end: () => socket.disconnect(true),
    };
    context.connections.agents.add(connection);
    socket.on('disconnect', () => context.connections.agents.remove(connection));
    await submit(context.engine, { id: randomUUID(), type: 'agent.connect', agentId, sid });
    answer({ agentId });
  });
  socket.on('begin', async ({ channel, name }: { channel: string; name: string }, answer: Answer) => {
    const found = context.directory().channelByServiceIdentifier(channel);
    if (found === undefined) throw new Error(`no channel ${channel}`);
    const customer = {
      id: randomUUID(),
      firstName: name,
      lastName: '',
      isAnonymous: true,
      identifiers: {},
      attributes: {},
    };
    const begun = await context.customers.sessions.begin(
      {
        sessionId: randomUUID(),
        customer,
        channel: found,
        channelCustomerIdentifier: name,
        queueId: null,
        priority: 1,
        additionalAttributes: [],
      },
      (place) => context.customers.sessions.goLive(customers.add(socket.id, place, hear)),
    );
    talk(socket, context, customers);
    answer(begun);
  });
  socket.on('resume', async ({ channel, token }: { channel: string; token: string }, answer: Answer) => {
    const { sessions } = context.customers;
    const channelId = context.directory().channelByServiceIdentifier(channel)?.id ?? '';
    const sessionId = await sessions.shown(token, channelId);
    const joined =
      sessionId === null
        ? null
        : await sessions.join(sessionId, customers, (place: Place) => ({
            connection: customers.add(socket.id, place, hear),
          }));
    if (joined !== null) {
      sessions.goLive(joined.connection);
      talk(socket, context, customers);
    }
    answer(joined === null ? null : joined.connection.place);
  });
}

/** From here on the customer says things, until the socket goes. */
function talk(socket: Socket, context: GatewayContext, customers: ProtocolConnections<string>): void {
  socket.on('disconnect', () => customers.leave(socket.id));
  socket.on('say', async (text: string, answer: Answer) => {
    const place = customers.of(socket.id)?.place;
    if (place === undefined) return;
    const body = { type: 'PLAIN', markdownText: text } as const;
    const message = { id: randomUUID(), header: null, body, replyTo: null, textLength: text.length };
    answer(await context.customers.messages.store(place, message, socket.id));
  });
}
