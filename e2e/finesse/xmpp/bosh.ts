import { randomUUID } from 'node:crypto';
import { XMPP_DOMAIN } from '../world/demo-data.ts';
import { readXml, type XmlNode } from '../xml/read.ts';
import type { XmppHub } from './hub.ts';
import type { XmppSession } from './session.ts';

const HTTPBIND = 'http://jabber.org/protocol/httpbind';
/** Milliseconds without a request after which a session is gone. */
const INACTIVITY = 30_000;
const LONGEST_WAIT = 60_000;
/** Requests that a client may have under way; one of them is held. */
const REQUESTS = 2;
const LARGEST_QUEUE = 1_000;

/** Answers one HTTP request with this body. */
export type Answer = (body: string) => void;

type Held = { rid: number; answer: Answer; timer: NodeJS.Timeout };

/** XMPP over BOSH (XEP-0124, XEP-0206): streams in requests that are held until there is something to say. */
export class Bosh {
  readonly #hub: XmppHub;
  readonly #sessions = new Map<string, BoshSession>();

  constructor(hub: XmppHub) {
    this.#hub = hub;
  }

  receive(text: string, answer: Answer): void {
    const body = readXml(text);
    const rid = Number(body?.attributes.rid);
    if (body?.name !== 'body' || !Number.isSafeInteger(rid)) {
      answer(terminated('bad-request'));
      return;
    }
    const { sid } = body.attributes;
    if (sid === undefined) {
      const session = new BoshSession(this.#hub, body, rid, () => this.#sessions.delete(session.sid));
      this.#sessions.set(session.sid, session);
      session.begin(rid, answer);
      return;
    }
    const session = this.#sessions.get(sid);
    if (session) session.take(rid, body, answer);
    else answer(terminated('item-not-found'));
  }

  close(): void {
    for (const session of [...this.#sessions.values()]) session.cut();
  }
}

function terminated(condition?: string): string {
  const reason = condition === undefined ? '' : ` condition="${condition}"`;
  return `<body xmlns="${HTTPBIND}" type="terminate"${reason}/>`;
}

class BoshSession {
  readonly sid = randomUUID();
  readonly #hub: XmppHub;
  readonly #stream: XmppSession;
  readonly #forget: () => void;
  readonly #wait: number;
  readonly #hold: number;
  readonly #held: Held[] = [];
  readonly #early = new Map<number, { body: XmlNode; answer: Answer }>();
  readonly #given = new Map<number, string>();
  #out: string[] = [];
  #next: number;
  #ended = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(hub: XmppHub, body: XmlNode, rid: number, forget: () => void) {
    this.#hub = hub;
    this.#forget = forget;
    this.#wait = Math.min(LONGEST_WAIT, Math.max(1, Number(body.attributes.wait ?? '60') || 60) * 1000);
    this.#hold = Number(body.attributes.hold ?? '1') >= 1 ? 1 : 0;
    this.#next = rid + 1;
    this.#stream = hub.open({
      send: (xml) => {
        this.#out.push(xml);
        if (this.#out.length > LARGEST_QUEUE) this.cut();
        else queueMicrotask(() => this.#flush());
      },
      close: () => this.#end(true),
      cut: () => this.cut(),
    });
  }

  /** The first request: the session's terms and what the stream offers. */
  begin(rid: number, answer: Answer): void {
    const terms =
      `<body xmlns="${HTTPBIND}" xmlns:xmpp="urn:xmpp:xbosh" xmlns:stream="http://etherx.jabber.org/streams" ` +
      `sid="${this.sid}" authid="${this.sid}" wait="${this.#wait / 1000}" requests="${REQUESTS}" hold="${this.#hold}" ` +
      `inactivity="${INACTIVITY / 1000}" polling="2" ver="1.6" from="${XMPP_DOMAIN}" secure="true" ` +
      `xmpp:restartlogic="true" xmpp:version="1.0">${this.#stream.features()}</body>`;
    this.#give(rid, answer, terms);
    this.#rest();
  }

  take(rid: number, body: XmlNode, answer: Answer): void {
    const again = this.#given.get(rid);
    if (again !== undefined) {
      answer(again);
      return;
    }
    if (rid < this.#next || rid >= this.#next + REQUESTS) {
      answer(terminated('item-not-found'));
      this.#end(false);
      return;
    }
    this.#early.set(rid, { body, answer });
    clearTimeout(this.#idle);
    for (let due = this.#early.get(this.#next); due && !this.#ended; due = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#handle(this.#next++, due.body, due.answer);
    }
  }

  cut(): void {
    this.#out = [];
    this.#end(false);
  }

  #handle(rid: number, body: XmlNode, answer: Answer): void {
    const timer = setTimeout(() => this.#respond(), this.#wait);
    this.#held.push({ rid, answer, timer });
    if (body.attributes['xmpp:restart'] === 'true') this.#out.push(this.#stream.features());
    for (const stanza of body.children) this.#stream.receive(stanza);
    if (body.attributes.type === 'terminate') {
      this.#end(true);
      return;
    }
    this.#flush();
    while (this.#held.length > this.#hold) this.#respond();
  }

  #flush(): void {
    if (this.#out.length > 0 && this.#held.length > 0) this.#respond();
  }

  /** Gives the oldest held request all that there is to say. */
  #respond(): void {
    const held = this.#held.shift();
    if (!held) return;
    clearTimeout(held.timer);
    const content = this.#out.join('');
    this.#out = [];
    const kind = this.#ended ? ' type="terminate"' : '';
    this.#give(held.rid, held.answer, `<body xmlns="${HTTPBIND}"${kind}>${content}</body>`);
    if (this.#held.length === 0 && !this.#ended) this.#rest();
  }

  #give(rid: number, answer: Answer, text: string): void {
    this.#given.set(rid, text);
    if (this.#given.size > REQUESTS + 1) this.#given.delete([...this.#given.keys()][0] ?? rid);
    answer(text);
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.cut(), INACTIVITY);
    this.#idle.unref();
  }

  #end(sayRest: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#idle);
    this.#forget();
    if (!sayRest) this.#out = [];
    while (this.#held.length > 0) this.#respond();
    for (const { answer } of this.#early.values()) answer(terminated());
    this.#hub.closed(this.#stream);
  }
}
