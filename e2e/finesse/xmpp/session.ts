import type { User } from '../world/model.ts';
import { child, textOf, type XmlNode } from '../xml/read.ts';
import { escapeXml, toXml } from '../xml/write.ts';

const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const SESSION = 'urn:ietf:params:xml:ns:xmpp-session';
const PUBSUB = 'http://jabber.org/protocol/pubsub';
const STREAM = 'xmlns:stream="http://etherx.jabber.org/streams"';

/** How a stream sends what it has to say; both transports are one. */
export type Transport = {
  send: (xml: string) => void;
  /** Ends the connection after what was sent. */
  close: () => void;
  /** Cuts the connection, as a broken network does. */
  cut: () => void;
};

/** What a stream asks of the server that it belongs to. */
export type SessionHost = {
  domain: string;
  authenticate: (name: string, password: string) => User | undefined;
  /** The stream has its full address; an older one of the same address has to go. */
  bound: (session: XmppSession) => void;
  presenceChanged: (session: XmppSession) => void;
  /** What became of the wish for events of a node. */
  subscribe: (session: XmppSession, node: string) => 'subscribed' | 'forbidden' | 'item-not-found';
  unsubscribe: (session: XmppSession, node: string) => void;
};

let resources = 0;

/** One stream of a client, from its sign-in to its end, the same over WebSocket and BOSH. */
export class XmppSession {
  readonly #host: SessionHost;
  readonly #transport: Transport;
  user: User | undefined;
  resource = '';
  /** Only who has sent presence gets events. */
  available = false;

  constructor(host: SessionHost, transport: Transport) {
    this.#host = host;
    this.#transport = transport;
  }

  get jid(): string {
    return `${this.user?.id ?? ''}@${this.#host.domain}/${this.resource}`;
  }

  /** What the client may do next; it is told after each start of the stream. */
  features(): string {
    const offered = this.user
      ? `<bind xmlns="${BIND}"/><session xmlns="${SESSION}"/>`
      : `<mechanisms xmlns="${SASL}"><mechanism>PLAIN</mechanism></mechanisms>`;
    return `<stream:features ${STREAM}>${offered}</stream:features>`;
  }

  receive(stanza: XmlNode): void {
    if (stanza.name === 'auth') this.#authenticate(stanza);
    else if (!this.user) this.end('not-authorized');
    else if (stanza.name === 'iq') this.#query(stanza);
    else if (stanza.name === 'presence') this.#presence(stanza);
  }

  /** Takes a notification to the client, its XML escaped as text. */
  notify(node: string, text: string, id: string): void {
    const item = `<item id="${id}"><notification xmlns="${PUBSUB}">${escapeXml(text)}</notification></item>`;
    const event = `<event xmlns="${PUBSUB}#event"><items node="${escapeXml(node)}">${item}</items></event>`;
    const to = escapeXml(this.jid);
    this.#transport.send(
      `<message xmlns="jabber:client" from="pubsub.${this.#host.domain}" to="${to}" id="${escapeXml(node)}__${id}">${event}</message>`,
    );
  }

  /** Tells the reason and closes the stream. */
  end(condition: string): void {
    this.#transport.send(
      `<stream:error ${STREAM}><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>`,
    );
    this.#transport.close();
  }

  cut(): void {
    this.#transport.cut();
  }

  #authenticate(stanza: XmlNode): void {
    const [, name = '', password = ''] = Buffer.from(stanza.text.trim(), 'base64')
      .toString('utf8')
      .split('\0');
    const plain = stanza.attributes.mechanism === 'PLAIN';
    const user = plain ? this.#host.authenticate(name.split('@')[0] ?? '', password) : undefined;
    if (user) {
      this.user = user;
      this.#transport.send(`<success xmlns="${SASL}"/>`);
    } else {
      const reason = plain ? 'not-authorized' : 'invalid-mechanism';
      this.#transport.send(`<failure xmlns="${SASL}"><${reason}/></failure>`);
    }
  }

  #answer(iq: XmlNode, content: string, from = this.#host.domain): void {
    const to = this.resource === '' ? '' : ` to="${escapeXml(this.jid)}"`;
    const id = escapeXml(iq.attributes.id ?? '');
    this.#transport.send(
      `<iq xmlns="jabber:client" type="result" id="${id}" from="${escapeXml(from)}"${to}>${content}</iq>`,
    );
  }

  #refuse(iq: XmlNode, condition: string, code: number, type = 'cancel'): void {
    const from = escapeXml(iq.attributes.to ?? this.#host.domain);
    const id = escapeXml(iq.attributes.id ?? '');
    this.#transport.send(
      `<iq xmlns="jabber:client" type="error" id="${id}" from="${from}" to="${escapeXml(this.jid)}">` +
        `<error code="${code}" type="${type}"><${condition} xmlns="${STANZAS}"/></error></iq>`,
    );
  }

  #query(iq: XmlNode): void {
    const { type } = iq.attributes;
    if (type !== 'get' && type !== 'set') return;
    const content = iq.children[0];
    if (content?.name === 'bind') {
      const wanted = textOf(content, 'resource') ?? '';
      this.resource = wanted === '' ? `finesse-${++resources}` : wanted;
      this.#answer(iq, toXml('bind', { '@xmlns': BIND, jid: this.jid }));
      this.#host.bound(this);
      return;
    }
    switch (content?.namespace) {
      case SESSION:
      case 'urn:xmpp:ping':
        this.#answer(iq, '');
        return;
      case 'jabber:iq:roster':
      case 'http://jabber.org/protocol/disco#info':
      case 'http://jabber.org/protocol/disco#items':
        this.#answer(iq, `<query xmlns="${content.namespace}"/>`, iq.attributes.to);
        return;
      case PUBSUB:
        this.#pubsub(iq, content);
        return;
      default:
        this.#refuse(iq, 'service-unavailable', 503);
    }
  }

  #pubsub(iq: XmlNode, pubsub: XmlNode): void {
    const service = `pubsub.${this.#host.domain}`;
    const subscribe = child(pubsub, 'subscribe');
    const unsubscribe = child(pubsub, 'unsubscribe');
    const node = (subscribe ?? unsubscribe)?.attributes.node;
    if (node !== undefined && subscribe) {
      const outcome = this.#host.subscribe(this, node);
      if (outcome === 'subscribed') {
        const subscription = { '@node': node, '@jid': this.jid, '@subid': '1', '@subscription': outcome };
        this.#answer(iq, toXml('pubsub', { '@xmlns': PUBSUB, subscription }), service);
      } else if (outcome === 'forbidden') {
        this.#refuse(iq, outcome, 403, 'auth');
      } else {
        this.#refuse(iq, outcome, 404);
      }
    } else if (node !== undefined) {
      this.#host.unsubscribe(this, node);
      this.#answer(iq, '', service);
    } else if (child(pubsub, 'subscriptions')) {
      this.#answer(iq, `<pubsub xmlns="${PUBSUB}"><subscriptions/></pubsub>`, service);
    } else {
      this.#refuse(iq, 'feature-not-implemented', 501);
    }
  }

  #presence(stanza: XmlNode): void {
    const { type, to } = stanza.attributes;
    if (to !== undefined || (type !== undefined && type !== 'unavailable')) return;
    const priority = Number(textOf(stanza, 'priority') ?? '0');
    this.available = type === undefined && priority >= 0;
    const jid = escapeXml(this.jid);
    const kind = type === undefined ? '' : ' type="unavailable"';
    const content = type === undefined ? toXml('priority', priority) : '';
    this.#transport.send(
      `<presence xmlns="jabber:client" from="${jid}" to="${jid}"${kind}>${content}</presence>`,
    );
    this.#host.presenceChanged(this);
  }
}
