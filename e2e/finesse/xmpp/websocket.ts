import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { XMPP_DOMAIN } from '../world/demo-data.ts';
import { readXml } from '../xml/read.ts';
import type { XmppHub } from './hub.ts';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const LARGEST_MESSAGE = 262_144;

/** XMPP over WebSocket (RFC 7395) at `/ws/`. */
export function serveWebSocket(server: Server, hub: XmppHub): { close: () => void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    handleProtocols: (offered) => (offered.has('xmpp') ? 'xmpp' : false),
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://finesse');
    if (pathname !== '/ws/' && pathname !== '/ws') {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => attach(opened, hub));
  });
  return {
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

let streams = 0;

function attach(socket: WebSocket, hub: XmppHub): void {
  const close = (): void => {
    socket.send(`<close xmlns="${FRAMING}"/>`);
    socket.close();
  };
  const session = hub.open({
    send: (xml) => {
      if (socket.readyState === socket.OPEN) socket.send(xml);
    },
    close,
    cut: () => socket.terminate(),
  });
  socket.on('message', (data: RawData) => {
    const text = Array.isArray(data)
      ? Buffer.concat(data).toString()
      : Buffer.from(data as Buffer).toString();
    // White space alone keeps a connection alive.
    if (text.trim() === '') return;
    const message = readXml(text);
    if (!message) {
      session.end('not-well-formed');
    } else if (message.name === 'open') {
      socket.send(
        `<open xmlns="${FRAMING}" from="${XMPP_DOMAIN}" id="ws-${++streams}" version="1.0" xml:lang="en"/>`,
      );
      socket.send(session.features());
    } else if (message.name === 'close') {
      close();
    } else {
      session.receive(message);
    }
  });
  socket.on('close', () => hub.closed(session));
  socket.on('error', () => socket.terminate());
}
