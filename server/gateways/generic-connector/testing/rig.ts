/** A connector between a real ActiveMQ and the Finesse stand-in, with clients that speak STOMP. */
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { vi } from 'vitest';
import { createLogger } from '../../../http/logging.ts';
import type { ConnectorSettings } from '../../../settings/finesse-settings.ts';
import { startConnector } from '../start-connector.ts';
import type { RunningConnector } from '../start-connector.ts';
import { ACTIVEMQ_HOME, startActiveMq } from './activemq.ts';
import type { ActiveMq } from './activemq.ts';
import { IS_THERE, PASSWORD, StandIn } from './stand-in.ts';
import { StompClient } from './stomp-client.ts';
import type { Heard } from './stomp-client.ts';

/** Why the tests here cannot run, for the title of what is skipped; null: they can. */
export const MISSING =
  ACTIVEMQ_HOME === null ? ' (needs ACTIVEMQ_HOME)' : IS_THERE ? null : ' (needs the Finesse stand-in)';

/** An event as a client sees it. */
export type Told = Record<string, unknown>;

export class Rig {
  readonly queue = `Connector-${randomUUID()}`;
  readonly log: string[] = [];
  readonly registry = new Registry();
  readonly broker: ActiveMq;
  readonly finesse: StandIn;
  readonly #settings: ConnectorSettings;
  readonly #clients: Client[] = [];
  #connector: RunningConnector | null = null;

  private constructor(broker: ActiveMq, finesse: StandIn, change: Partial<ConnectorSettings>, xmpp: string) {
    this.broker = broker;
    this.finesse = finesse;
    this.#settings = {
      brokers: [broker.url],
      user: null,
      password: null,
      brokerCaFile: null,
      queue: this.queue,
      commandTimeoutMs: 10_000,
      timeZone: 'UTC',
      finesse: {
        nodes: [{ url: finesse.url, xmppUrl: xmpp.replace('HOST', finesse.url.replace('http://', '')) }],
        caFile: null,
      },
      ...change,
    };
  }

  static async start({
    standIn = {},
    settings = {},
    xmpp = 'ws://HOST/ws/',
  }: {
    standIn?: Record<string, string>;
    settings?: Partial<ConnectorSettings>;
    xmpp?: string;
  } = {}): Promise<Rig> {
    const [broker, finesse] = await Promise.all([startActiveMq(ACTIVEMQ_HOME ?? ''), StandIn.start(standIn)]);
    const rig = new Rig(broker, finesse, settings, xmpp);
    await rig.startConnector();
    return rig;
  }

  async startConnector(): Promise<void> {
    const logger = createLogger('trace', { write: (line) => void this.log.push(line) });
    this.registry.clear();
    this.#connector = await startConnector(this.#settings, logger, null, this.registry);
  }

  async stopConnector(): Promise<void> {
    await this.#connector?.close();
    this.#connector = null;
  }

  /** A client with a topic of its own. */
  async client(topic = `client-${randomUUID()}`): Promise<Client> {
    const client = new Client(this, await StompClient.open(this.broker.url), topic);
    this.#clients.push(client);
    await client.stomp.subscribe(topic);
    return client;
  }

  /** A client at whose topic an agent is signed in. */
  async signIn(agent: string, extension: string): Promise<Client> {
    const client = await this.client();
    client.send(`Connect#${agent}`, `${client.topic},${PASSWORD}`);
    client.send(`Login#${agent}`, `${PASSWORD},${extension}`);
    await client.hear('AgentInfo', { agentId: agent });
    return client;
  }

  /** Everybody signed out, no calls. The connector begins anew, as it knows nobody after a restart. */
  async reset(): Promise<void> {
    for (const client of this.#clients.splice(0)) client.stomp.close();
    await this.stopConnector();
    await this.finesse.hook('reset');
    await this.startConnector();
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.stomp.close();
    await this.stopConnector();
    await Promise.all([this.broker.remove(), this.finesse.stop()]);
  }
}

export class Client {
  readonly #rig: Rig;
  readonly stomp: StompClient;
  readonly topic: string;
  /** Events before this one have been looked at. */
  #from = 0;

  constructor(rig: Rig, stomp: StompClient, topic: string) {
    this.#rig = rig;
    this.stomp = stomp;
    this.topic = topic;
  }

  send(type: string, body = '', headers: Record<string, string> = {}): void {
    this.stomp.send(this.#rig.queue, type, body, headers);
  }

  get messages(): readonly Heard[] {
    return this.stomp.heard.get(this.topic) ?? [];
  }

  /** What came since `forget`. */
  get events(): Told[] {
    return this.messages.slice(this.#from).map(({ json }) => (Array.isArray(json) ? json[0] : json) as Told);
  }

  all(type: string): Told[] {
    return this.events.filter((event) => event.type === type);
  }

  forget(): void {
    this.#from = this.messages.length;
  }

  /** The first event since `forget` that is like this. */
  async hear(type: string, like: Told = {}, timeout = 15_000): Promise<Told> {
    const find = (): Told | undefined =>
      this.events.find(
        (event) => event.type === type && Object.entries(like).every(([key, value]) => event[key] === value),
      );
    await vi.waitFor(
      () => {
        if (find() === undefined) {
          throw new Error(`${type} ${JSON.stringify(like)} has not come, but ${JSON.stringify(this.events)}`);
        }
      },
      { timeout, interval: 10 },
    );
    return find() ?? {};
  }

  /** Sends a command after `forget`, and hears what answers it. */
  async ask(command: string, body: string, type: string, like: Told = {}): Promise<Told> {
    this.forget();
    this.send(command, body);
    return this.hear(type, like);
  }
}
