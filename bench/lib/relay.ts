/**
 * The measure for the message path: a bare Socket.IO server that passes a customer's message on to an agent, and
 * an agent's to its customer, and does nothing else. With `DATABASE_URL` it first commits the message with one INSERT.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';

type Message = { id: string; header: object; body: object };

const { DATABASE_URL, PORT } = process.env;
const pool = DATABASE_URL === undefined ? null : new pg.Pool({ connectionString: DATABASE_URL, max: 8 });
await pool?.query(
  'create table if not exists message (id text primary key, conversation text not null, body jsonb not null)',
);

const http = createServer((_, response) => response.end('ready'));
const sockets = new Server(http, { transports: ['websocket'], serveClient: false });
const agents: Socket[] = [];
let customers = 0;

const customerOf = new Map<string, Socket>();

/** Commits the message where there is a database, then delivers it. */
function pass(message: Message, conversationId: string, deliver: () => void): void {
  if (pool === null) {
    deliver();
    return;
  }
  void pool
    .query('insert into message (id, conversation, body) values ($1, $2, $3)', [
      message.id,
      conversationId,
      JSON.stringify(message),
    ])
    .then(deliver);
}

type Published = { conversationId: string; cimEvent: { data: Message } };

sockets.on('connection', (socket) => {
  const auth = socket.handshake.auth as { agent?: string; channelCustomerIdentifier?: string };
  if (auth.agent !== undefined) {
    agents.push(socket);
    socket.on('publishCimEvent', ({ conversationId, cimEvent }: Published, answer: (ack: object) => void) => {
      pass(cimEvent.data, conversationId, () => {
        customerOf.get(conversationId)?.emit('MESSAGE_RECEIVED', cimEvent.data);
        answer({ status: 'ok' });
      });
    });
    return;
  }
  const conversationId = auth.channelCustomerIdentifier ?? '';
  const agent = agents[customers++ % agents.length];
  customerOf.set(conversationId, socket);
  socket.on('CHAT_REQUESTED', (_: unknown, answer: (ack: object) => void) => {
    agent?.emit('opened', { conversationId });
    answer({ code: 200 });
  });
  socket.on('MESSAGE_RECEIVED', (message: Message, answer: (ack: object) => void) => {
    pass(message, conversationId, () => {
      const cimEvent = {
        id: message.id,
        name: 'CUSTOMER_MESSAGE',
        type: 'MESSAGE',
        timestamp: Date.now(),
        conversationId,
        data: message,
      };
      agent?.emit('onCimEvent', { conversationId, cimEvent });
      answer({ code: 200 });
    });
  });
});

http.listen(Number(PORT), '127.0.0.1');
