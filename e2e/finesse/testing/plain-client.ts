import { WebSocket } from 'ws';
import { child, readXml, textOf, type XmlNode } from '../xml/read.ts';
import { toXml, type XmlElements } from '../xml/write.ts';

/** Something that happened, in the order in which the client saw it. */
export type Seen = { kind: string; source: string; requestId: string; node: string; update: XmlNode };

/** Resolves as soon as `look` finds something; rejects after `limit` ms. */
export async function until<T>(what: string, look: () => T | undefined | false, limit = 5_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A client of the REST API and of XMPP over WebSocket, with nothing but what they ask for. */
export class PlainClient {
  readonly #url: string;
  readonly #user: string;
  readonly #password: string;
  readonly events: Seen[] = [];
  readonly stanzas: XmlNode[] = [];
  #socket: WebSocket | undefined;

  constructor(url: string, user: string, password = 'Passw0rd') {
    this.#url = url;
    this.#user = user;
    this.#password = password;
  }

  async request(method: string, path: string, body?: string, requestId = ''): Promise<Response> {
    const credentials = Buffer.from(`${this.#user}:${this.#password}`).toString('base64');
    return fetch(`${this.#url}/finesse/api/${path}`, {
      method,
      headers: {
        authorization: `Basic ${credentials}`,
        'content-type': 'application/xml',
        ...(requestId !== '' && { requestId }),
      },
      ...(body !== undefined && { body }),
    });
  }

  async read(path: string): Promise<XmlNode> {
    const response = await this.request('GET', path);
    const root = readXml(await response.text());
    if (!response.ok || !root) throw new Error(`GET ${path}: ${response.status}`);
    return root;
  }

  /** A change; answers its status and, when it was refused, the type of the error. */
  async change(
    method: 'PUT' | 'POST',
    path: string,
    root: string,
    content: XmlElements,
    requestId = '',
  ): Promise<{ status: number; error: string }> {
    const response = await this.request(method, path, toXml(root, content), requestId);
    const answer = await response.text();
    const error = answer === '' ? '' : (textOf(child(readXml(answer), 'ApiError'), 'ErrorType') ?? '');
    return { status: response.status, error };
  }

  async setUser(content: XmlElements, requestId = ''): Promise<number> {
    return (await this.change('PUT', `User/${this.#user}`, 'User', content, requestId)).status;
  }

  async act(dialog: string, requestedAction: string, content: XmlElements = {}): Promise<number> {
    const body = { requestedAction, ...content };
    return (await this.change('PUT', `Dialog/${dialog}`, 'Dialog', body)).status;
  }

  /** The answer of a hook. */
  async sim(hook: string, body: unknown = {}): Promise<{ status: number; dialogId: string }> {
    const response = await fetch(`${this.#url}/sim/${hook}`, { method: 'POST', body: JSON.stringify(body) });
    const outcome = (await response.json()) as { dialogId?: string };
    return { status: response.status, dialogId: outcome.dialogId ?? '' };
  }

  /** Opens the link for notifications. */
  async link(resource = 'test'): Promise<void> {
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}/ws/`, 'xmpp');
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#take(data.toString()));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    this.#open();
    await this.stanza('features');
    const plain = Buffer.from(`\0${this.#user}\0${this.#password}`).toString('base64');
    this.send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${plain}</auth>`);
    await this.stanza('success');
    this.#open();
    this.send(
      `<iq type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>${resource}</resource></bind></iq>`,
    );
    await until('bind', () => this.stanzas.find(({ attributes }) => attributes.id === 'bind'));
    this.send('<presence><priority>1</priority></presence>');
    await this.stanza('presence');
  }

  send(xml: string): void {
    this.#socket?.send(xml);
  }

  stanza(name: string): Promise<XmlNode> {
    return until(`stanza ${name}`, () => this.stanzas.find((stanza) => stanza.name === name));
  }

  /** The next event that fits, from now or from `after` on. */
  event(kind: string, source: string, fits: (update: XmlNode) => boolean = () => true): Promise<Seen> {
    return until(`${kind} ${source}`, () =>
      this.events.find((seen) => seen.kind === kind && seen.source.endsWith(source) && fits(seen.update)),
    );
  }

  /** The next event in which the user has this state. */
  state(name: string): Promise<Seen> {
    return this.event('PUT', `/User/${this.#user}`, (update) => {
      return textOf(child(child(update, 'data'), 'user'), 'state') === name;
    });
  }

  forget(): void {
    this.events.length = 0;
  }

  cut(): void {
    this.#socket?.terminate();
  }

  #open(): void {
    this.send('<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="finesse.sim" version="1.0"/>');
  }

  #take(text: string): void {
    const stanza = readXml(text);
    if (!stanza) throw new Error(`Not well-formed: ${text}`);
    this.stanzas.push(stanza);
    const items = child(child(stanza, 'event'), 'items');
    const notification = child(child(items, 'item'), 'notification');
    if (!items || !notification) return;
    const update = readXml(notification.text);
    if (!update) throw new Error(`Not well-formed: ${notification.text}`);
    this.events.push({
      kind: textOf(update, 'event') ?? '',
      source: textOf(update, 'source') ?? '',
      requestId: textOf(update, 'requestId') ?? '',
      node: items.attributes.node ?? '',
      update,
    });
  }
}

/** The participants of the dialog in an update or a document, each with state and actions. */
export function participants(
  dialog: XmlNode | undefined,
): { address: string; state: string; actions: string[] }[] {
  return (child(dialog, 'participants')?.children ?? []).map((participant) => ({
    address: textOf(participant, 'mediaAddress') ?? '',
    state: textOf(participant, 'state') ?? '',
    actions: (child(participant, 'actions')?.children ?? []).map(({ text }) => text),
  }));
}
