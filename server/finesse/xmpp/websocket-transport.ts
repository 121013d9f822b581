/** XMPP over WebSocket (RFC 7395): each frame is one element. */
import { WebSocket } from 'ws';
import { escapeXml, parseXml } from '../xml.ts';
import { GOODBYE_MS, MAX_FRAME } from './transport.ts';
import type { TransportOptions, XmppTransport } from './transport.ts';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';

export function openWebSocketTransport({
  url,
  domain,
  trust,
  timeoutMs,
  events,
}: TransportOptions): XmppTransport {
  const socket = new WebSocket(url, 'xmpp', {
    ...trust,
    handshakeTimeout: timeoutMs,
    maxPayload: MAX_FRAME,
    perMessageDeflate: false,
    followRedirects: false,
  });
  let over = false;
  const end = (why: string): void => {
    if (over) return;
    over = true;
    socket.terminate();
    events.closed(why);
  };
  const send = (element: string): void => {
    if (!over && socket.readyState === WebSocket.OPEN) socket.send(element);
  };
  const restart = (): void => send(`<open xmlns="${FRAMING}" to="${escapeXml(domain)}" version="1.0"/>`);

  socket.on('open', restart);
  socket.on('message', (data, isBinary) => {
    if (over) return;
    if (isBinary || !Buffer.isBuffer(data)) {
      end('a frame that is no text');
      return;
    }
    let element;
    try {
      element = parseXml(data.toString('utf8'));
    } catch {
      end('a frame that is no XML');
      return;
    }
    if (element.name === 'close') {
      end('the server has closed the stream');
      return;
    }
    if (element.name !== 'open') events.element(element);
  });
  socket.on('error', () => end('the connection broke'));
  socket.on('close', () => end('the connection was closed'));
  return {
    send,
    restart,
    close: () => {
      if (over) return;
      send(`<close xmlns="${FRAMING}"/>`);
      over = true;
      socket.close(1_000);
      const cut = setTimeout(() => socket.terminate(), GOODBYE_MS);
      socket.once('close', () => clearTimeout(cut));
    },
  };
}
