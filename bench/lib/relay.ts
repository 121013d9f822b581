/**
 * The measure for the message path: a bare Socket.IO server that passes a customer's message on to an agent and
 * does nothing else. With `DATABASE_URL` it first commits the message with one INSERT.
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

sockets.on('connection', (socket) => {
  const auth = socket.handshake.auth as { agent?: string; channelCustomerIdentifier?: string };
  if (auth.agent !== undefined) {
    agents.push(socket);
    return;
  }
  const conversationId = auth.channelCustomerIdentifier ?? '';
  const number = customers++;
  socket.on('CHAT_REQUESTED', (_: unknown, answer: (ack: object) => void) => answer({ code: 200 }));
  socket.on('MESSAGE_RECEIVED', (message: Message, answer: (ack: object) => void) => {
    const deliver = () => {
      const cimEvent = {
        id: message.id,
        name: 'CUSTOMER_MESSAGE',
        type: 'MESSAGE',
        timestamp: Date.now(),
        conversationId,
        data: message,
      };
      agents[number % agents.length]?.emit('onCimEvent', { conversationId, cimEvent });
      answer({ code: 200 });
    };
    if (pool === null) deliver();
    else {
      void pool
        .query('insert into message (id, conversation, body) values ($1, $2, $3)', [
          message.id,
          conversationId,
          JSON.stringify(message),
        ])
        .then(deliver);
    }
  });
});

http.listen(Number(PORT), '127.0.0.1');
