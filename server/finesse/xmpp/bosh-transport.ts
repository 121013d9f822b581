/** XMPP over HTTP (BOSH, XEP-0124 and XEP-0206): one request always waits at the server. */
import { randomInt } from 'node:crypto';
import type { HttpClient } from '../http-exchange.ts';
import { escapeXml, parseXml } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import type { TransportOptions, XmppTransport } from './transport.ts';

const BODY = 'http://jabber.org/protocol/httpbind';
const XBOSH = 'urn:xmpp:xbosh';
/** How long the server may let a request wait (s). */
const WAIT = 20;
/** XEP-0124: no more at once. */
const AT_ONCE = 2;

export function openBoshTransport(
  { url, domain, timeoutMs, events }: TransportOptions,
  http: HttpClient,
): XmppTransport {
  let rid = randomInt(1, 2 ** 31);
  let sid: string | null = null;
  let next = rid;
  let under = 0;
  let over = false;
  const isOver = (): boolean => over;
  const ending = new AbortController();
  const waiting: string[] = [];
  /** Answers that came before an earlier one. */
  const early = new Map<number, XmlElement>();

  const end = (why: string): void => {
    if (over) return;
    over = true;
    ending.abort();
    events.closed(why);
  };

  const post = async (attributes: string, content: string): Promise<void> => {
    const mine = rid++;
    under++;
    try {
      const known = sid === null ? '' : ` sid="${escapeXml(sid)}"`;
      const { status, body } = await http.ask({
        method: 'POST',
        url,
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: `<body rid="${mine}"${known} xmlns="${BODY}"${attributes}>${content}</body>`,
        timeoutMs: sid === null ? timeoutMs : WAIT * 1_000 + timeoutMs,
        signal: ending.signal,
      });
      if (over) return;
      if (status !== 200) {
        end('the server has refused a request');
        return;
      }
      const root = parseXml(body);
      if (root.name !== 'body') {
        end('an answer that is not of BOSH');
        return;
      }
      early.set(mine, root);
    } catch {
      end('the connection broke');
      return;
    } finally {
      under--;
    }
    takeAnswers();
    flush();
  };

  const takeAnswers = (): void => {
    for (let answer = early.get(next); answer !== undefined && !over; answer = early.get(next)) {
      early.delete(next++);
      sid ??= answer.attributes.sid ?? null;
      for (const element of answer.children) if (!isOver()) events.element(element);
      if (answer.attributes.type === 'terminate') end('the server has ended the session');
      else if (sid === null) end('the server has given no session');
    }
  };

  const flush = (): void => {
    if (over || sid === null || under >= AT_ONCE) return;
    if (waiting.length > 0) void post('', waiting.splice(0).join(''));
    else if (under === 0) void post('', '');
  };

  void post(
    ` to="${escapeXml(domain)}" content="text/xml; charset=utf-8" hold="1" wait="${WAIT}" ver="1.6"` +
      ` xml:lang="en" xmpp:version="1.0" xmlns:xmpp="${XBOSH}"`,
    '',
  );
  return {
    send: (element) => {
      waiting.push(element);
      flush();
    },
    restart: () => {
      void post(` to="${escapeXml(domain)}" xml:lang="en" xmpp:restart="true" xmlns:xmpp="${XBOSH}"`, '');
    },
    close: () => {
      if (over) return;
      over = true;
      if (sid === null) {
        ending.abort();
        return;
      }
      const goodbye = `<presence type="unavailable" xmlns="jabber:client"/>`;
      const body = `<body rid="${rid++}" sid="${escapeXml(sid)}" xmlns="${BODY}" type="terminate">${goodbye}</body>`;
      // Whether it arrives or not, the session is over.
      void http
        .ask({
          method: 'POST',
          url,
          headers: { 'content-type': 'text/xml; charset=utf-8' },
          body,
          timeoutMs: 1_000,
        })
        .catch(() => {})
        .finally(() => ending.abort());
    },
  };
}
