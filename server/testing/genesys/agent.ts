/** An agent's program for tests: REST by `fetch`, CometD by the libraries that such programs use. */
import { createRequire } from 'node:module';
import { CometD as CometD9 } from 'cometd';
import { AckExtension as Ack9 } from 'cometd/AckExtension.js';
import { adapt } from 'cometd-nodejs-client';

export type ClientVersion = '9' | '7' | '3';

type Message = Record<string, unknown> & { successful?: boolean; data?: unknown };

/** What the versions have in common, as far as tests use it. */
type Library = {
  websocketEnabled?: boolean;
  configure: (options: object) => void;
  registerExtension: (name: string, extension: unknown) => void;
  unregisterTransport: (name: string) => unknown;
  handshake: (answer: (reply: Message) => void) => void;
  subscribe: (topic: string, hear: (message: Message) => void, answer: (reply: Message) => void) => void;
  publish: (topic: string, content: object, answer: (reply: Message) => void) => void;
  disconnect: (answer: (reply: Message) => void) => void;
  addListener: (channel: string, hear: (message: Message) => void) => void;
  getTransport: () => { type?: string; getType?: () => string } | null;
  findTransport: (
    name: string,
  ) => { context?: object; transportSend?: () => boolean; abort: () => void } | null;
  getClientId: () => string;
};

type Maker = new () => unknown;

adapt();

function libraryOf(version: ClientVersion): { library: Library; ack: unknown } {
  switch (version) {
    case '9':
      return { library: new CometD9() as unknown as Library, ack: new Ack9() };
    case '7':
    case '3':
      return older(`cometd-${version}`);
  }
}

const load = createRequire(import.meta.url);

/** The versions before modules. */
function older(name: string): { library: Library; ack: unknown } {
  const { CometD } = load(name) as { CometD: Maker };
  const Ack = load(`${name}/AckExtension.js`) as Maker;
  return { library: new CometD() as Library, ack: new Ack() };
}

export type Answer = { status: number; body: Record<string, unknown>; text: string; headers: Headers };

const open = new Set<GenesysAgent>();

/** Ends every program that a test has started. */
export async function closeAgents(): Promise<void> {
  await Promise.all([...open].map((agent) => agent.close()));
  open.clear();
}

export type Heard = { channel: string; data: Record<string, unknown> };

export class GenesysAgent {
  readonly #origin: string;
  readonly #authorization: string | null;
  readonly heard: Heard[] = [];
  readonly #waiting = new Set<() => void>();
  #libraries: Library[] = [];
  cookie: string | null = null;
  csrf: string | null = null;

  constructor(origin: string, username: string | null, password = 'demo') {
    this.#origin = origin;
    this.#authorization =
      username === null ? null : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    open.add(this);
  }

  get basic(): Record<string, string> {
    return this.#authorization === null ? {} : { authorization: this.#authorization };
  }

  /** The headers by which this program is known. */
  known(): Record<string, string> {
    return {
      ...(this.cookie !== null && { cookie: `JSESSIONID=${this.cookie}` }),
      ...(this.csrf !== null && { 'x-csrf-token': this.csrf }),
    };
  }

  async get(path: string, headers: Record<string, string> = this.known()): Promise<Answer> {
    return this.#keep(await fetch(`${this.#origin}/api/v2${path}`, { headers }));
  }

  async post(path: string, body: unknown, headers: Record<string, string> = this.known()): Promise<Answer> {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${this.#origin}/api/v2${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: sent,
    });
    return this.#keep(response);
  }

  async #keep(response: Response): Promise<Answer> {
    for (const cookie of response.headers.getSetCookie()) {
      const value = /^JSESSIONID=([^;]*)/.exec(cookie)?.[1];
      if (value !== undefined) this.cookie = value;
    }
    this.csrf = response.headers.get('x-csrf-token') ?? this.csrf;
    const text = await response.text();
    let body: Record<string, unknown> = {};
    try {
      body = JSON.parse(text) as Record<string, unknown>;
    } catch {
      // Not every refusal is JSON.
    }
    return { status: response.status, body, text, headers: response.headers };
  }

  signIn(): Promise<Answer> {
    return this.get('/me', this.basic);
  }

  /** Raw Bayeux messages. */
  bayeux(body: unknown, headers: Record<string, string> = this.known()): Promise<Answer> {
    return this.post('/notifications', body, headers);
  }

  /** Begins to poll with a library, and listens to `topics`. Rejects when the handshake is refused. */
  async listen(
    topics: readonly string[] = ['/v2/me/channels', '/v2/me/interactions'],
    {
      version = '9',
      ack = true,
      headers = {},
      websocket = false,
    }: { version?: ClientVersion; ack?: boolean; headers?: Record<string, string>; websocket?: boolean } = {},
  ): Promise<Library> {
    const { library, ack: extension } = libraryOf(version);
    library.configure({
      url: `${this.#origin}/api/v2/notifications`,
      requestHeaders: headers,
      logLevel: 'warn',
    });
    if (!websocket) library.unregisterTransport('websocket');
    if (ack) library.registerExtension('ack', extension);
    const transport = library.findTransport('long-polling');
    if (transport === null) throw new Error('there is no long polling');
    const jar = this.cookie === null ? {} : { JSESSIONID: `JSESSIONID=${this.cookie}` };
    transport.context = { cookieStore: { [new URL(this.#origin).hostname]: jar } };
    await new Promise<void>((resolve, reject) => {
      library.handshake((reply) => {
        if (reply.successful === true) resolve();
        else reject(new Error(JSON.stringify(reply)));
      });
    });
    this.#libraries.push(library);
    for (const topic of topics) {
      await new Promise<void>((resolve, reject) => {
        library.subscribe(
          topic,
          (message) => {
            this.heard.push({ channel: String(message.channel), data: message.data as Heard['data'] });
            for (const wake of this.#waiting) wake();
          },
          (reply) => (reply.successful === true ? resolve() : reject(new Error(JSON.stringify(reply)))),
        );
      });
    }
    return library;
  }

  /** Signs in, listens and begins to work. */
  async start(options: Parameters<GenesysAgent['listen']>[1] = {}): Promise<this> {
    await this.signIn();
    await this.listen(undefined, options);
    const { body } = await this.post('/me', {
      operationName: 'StartContactCenterSession',
      channels: ['chat'],
    });
    if (body.statusCode !== 0) throw new Error(JSON.stringify(body));
    await this.hear(({ channel }) => channel === '/v2/me/channels');
    return this;
  }

  async ready(): Promise<this> {
    const { body } = await this.post('/me/channels/chat', { operationName: 'Ready' });
    if (body.statusCode !== 0) throw new Error(JSON.stringify(body));
    await this.hear(({ data }) => JSON.stringify(data.channels ?? '').includes('"Ready"'));
    return this;
  }

  /** The first notification, past or future, that fits; `from`: how many are passed over. */
  async hear(fits: (heard: Heard) => boolean, from = 0): Promise<Heard> {
    const until = Date.now() + 10_000;
    for (;;) {
      const found = this.heard.slice(from).find(fits);
      if (found !== undefined) return found;
      const left = until - Date.now();
      if (left <= 0) throw new Error(`not heard; but ${JSON.stringify(this.heard.slice(from))}`);
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, left);
        this.#waiting.add(done);
      });
    }
  }

  async close(): Promise<void> {
    const libraries = this.#libraries.splice(0);
    await Promise.all(
      libraries.map(
        (library) =>
          new Promise<void>((resolve) => {
            // One that has been refused has nothing to say.
            setTimeout(resolve, 1_000).unref();
            library.disconnect(() => resolve());
          }),
      ),
    );
    open.delete(this);
  }

  /** The program ends without a word. */
  vanish(): void {
    for (const library of this.#libraries.splice(0)) {
      const transport = library.findTransport('long-polling');
      if (transport === null) continue;
      transport.transportSend = () => true;
      transport.abort();
    }
    open.delete(this);
  }
}
