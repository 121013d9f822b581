/** One agent's link to Finesse's notifications: signs in, is present, and reads what is told. */
import { randomUUID } from 'node:crypto';
import type { HttpClient } from '../http-exchange.ts';
import { readUpdate } from '../model.ts';
import type { Update } from '../model.ts';
import type { Credentials } from '../rest.ts';
import type { ServingNode } from '../service.ts';
import { childOf, childrenOf, escapeXml, parseXml } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import { openBoshTransport } from './bosh-transport.ts';
import type { XmppTransport } from './transport.ts';
import { openWebSocketTransport } from './websocket-transport.ts';

export type LinkOptions = {
  http: HttpClient;
  node: ServingNode;
  credentials: Credentials;
  /** Until the link stands (ms). */
  timeoutMs: number;
  onUpdate: (update: Update) => void;
  /** The link stood and is lost; it comes once, and never after `close`. */
  onLost: (why: string) => void;
};

export type Link = { close(): void };

/** The link could not be opened. `unauthorized`: the password is not taken. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly unauthorized: boolean;

  constructor(why: string, unauthorized: boolean) {
    super(why);
    this.unauthorized = unauthorized;
  }
}

/** Finesse's advice: two pings without an answer, and the link is gone. */
const PING_MS = 10_000;
const LOST_PINGS = 2;

const CLIENT = 'jabber:client';

/** Resolves when the agent is present there, so that nothing that is told from then on is missed. */
export function openLink(options: LinkOptions): Promise<Link> {
  const { http, node, credentials, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    let step: 'features' | 'auth' | 'binding' | 'bind' | 'session' | 'present' | 'stands' = 'features';
    let over = false;
    let unanswered = 0;
    let pings: NodeJS.Timeout | undefined;
    let withSession = false;

    const end = (why: string, unauthorized = false): void => {
      if (over) return;
      over = true;
      clearInterval(pings);
      clearTimeout(deadline);
      transport.close();
      if (step === 'stands') options.onLost(why);
      else reject(new LinkError(why, unauthorized));
    };
    const deadline = setTimeout(() => end('the link did not stand in time'), timeoutMs);

    const element = (stanza: XmlElement): void => {
      if (over) return;
      if (stanza.name === 'error') {
        end('the server has ended the stream');
        return;
      }
      if (step === 'stands') {
        told(stanza);
        return;
      }
      proceed(stanza);
    };
    const transportOptions = {
      url: node.xmppUrl,
      domain: node.xmppDomain,
      trust: http.trust,
      timeoutMs,
      events: { element, closed: (why: string) => end(why) },
    };
    const transport: XmppTransport = node.xmppUrl.startsWith('ws')
      ? openWebSocketTransport(transportOptions)
      : openBoshTransport(transportOptions, http);

    const ask = (type: 'get' | 'set', content: string): void => {
      transport.send(`<iq type="${type}" id="${randomUUID()}" xmlns="${CLIENT}">${content}</iq>`);
    };
    const ping = (): void => ask('get', '<ping xmlns="urn:xmpp:ping"/>');

    const proceed = (stanza: XmlElement): void => {
      const answered = stanza.name === 'iq' && ['result', 'error'].includes(stanza.attributes.type ?? '');
      switch (step) {
        case 'features':
          if (stanza.name !== 'features') return;
          step = 'auth';
          transport.send(
            `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${plain(credentials)}</auth>`,
          );
          return;
        case 'auth':
          if (stanza.name === 'failure') {
            end('the password was not taken', true);
            return;
          }
          if (stanza.name !== 'success') return;
          step = 'binding';
          transport.restart();
          return;
        case 'binding':
          if (stanza.name !== 'features') return;
          withSession = childOf(stanza, 'session') !== undefined;
          step = 'bind';
          // Never "desktop": that is the resource of Finesse's own desktop, which would be thrown out.
          ask(
            'set',
            `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>connector-${randomUUID()}</resource></bind>`,
          );
          return;
        case 'bind':
          if (!answered) return;
          if (stanza.attributes.type === 'error') {
            end('the server binds no resource');
            return;
          }
          if (!withSession) {
            appear();
            return;
          }
          step = 'session';
          ask('set', '<session xmlns="urn:ietf:params:xml:ns:xmpp-session"/>');
          return;
        case 'session':
          if (answered) appear();
          return;
        case 'present':
          if (!answered) {
            told(stanza);
            return;
          }
          step = 'stands';
          clearTimeout(deadline);
          pings = setInterval(() => {
            if (++unanswered > LOST_PINGS) end('the server does not answer');
            else ping();
          }, PING_MS);
          resolve({
            close: () => {
              if (over) return;
              over = true;
              clearInterval(pings);
              transport.close();
            },
          });
          return;
        case 'stands':
          return;
      }
    };

    const appear = (): void => {
      step = 'present';
      transport.send(`<presence xmlns="${CLIENT}"><priority>0</priority></presence>`);
      // Its answer shows that the presence has arrived before it.
      ping();
    };

    const told = (stanza: XmlElement): void => {
      // Whatever comes shows that somebody is there.
      unanswered = 0;
      if (stanza.name === 'iq' && stanza.attributes.type === 'get') {
        answerQuery(stanza);
        return;
      }
      if (stanza.name !== 'message' || !isFrom(stanza, node.pubSubDomain)) return;
      for (const update of updatesIn(stanza)) options.onUpdate(update);
    };

    /** A ping of the server has its answer; nothing else is asked of us. */
    const answerQuery = (stanza: XmlElement): void => {
      const { id = '', from } = stanza.attributes;
      const to = from === undefined ? '' : ` to="${escapeXml(from)}"`;
      const isPing = childOf(stanza, 'ping') !== undefined;
      const unknown =
        '<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>';
      transport.send(
        `<iq type="${isPing ? 'result' : 'error'}" id="${escapeXml(id)}"${to} xmlns="${CLIENT}">${isPing ? '' : unknown}</iq>`,
      );
    };
  });
}

/** Nobody but Finesse tells what happens there. */
function isFrom({ attributes }: XmlElement, pubSubDomain: string): boolean {
  return attributes.from === undefined || attributes.from.toLowerCase() === pubSubDomain.toLowerCase();
}

function updatesIn(message: XmlElement): Update[] {
  const items = childrenOf(childOf(message, 'event'), 'items').flatMap((one) => childrenOf(one, 'item'));
  return items.flatMap((item) => {
    try {
      const update = readUpdate(parseXml(childOf(item, 'notification')?.text.trim() ?? ''));
      return update === null ? [] : [update];
    } catch {
      // Not a notification that can be read: whatever it told, the next reading of everything shows.
      return [];
    }
  });
}

function plain({ id, password }: Credentials): string {
  return Buffer.from(`\0${id}\0${password}`, 'utf8').toString('base64');
}
