/**
 * Reaches agents whose desk is not connected: browsers that have subscribed (Web Push) and the tokens that desks gave
 * with their handshake (FCM). Of several processes one tells each turn, by a claim in the store. What can't be sent is
 * tried once more and then given up: it would be of no use later.
 */
import type { JWK } from 'jose';
import type { Turn } from '../../../engine/contract.ts';
import type { PushAddress } from '../../../store/push-addresses.ts';
import type { GatewayContext } from '../../shared/context.ts';
import type { LiveMemory } from '../live-scope.ts';
import type { Delivery } from './delivery.ts';
import { FcmSender } from './fcm.ts';
import { noticesOf } from './notices.ts';
import { isPushService } from './push-services.ts';
import { toldOf, type Told } from './told.ts';
import { authorization, encrypted, LONGEST_MESSAGE, makeVapidKey, publicKeyOf, topicOf } from './web-push.ts';

/** Notices that may wait to be told; beyond that they are given up. */
const MOST_WAITING = 500;
/** How long a push service may take, and how long before the second try (ms). */
const TIMEOUT_MS = 10_000;
const AGAIN_MS = 1_000;
/** An offer that could not be delivered so long is over (seconds). */
const TTL_SECONDS = 60;

type PushContext = Pick<
  GatewayContext,
  'engine' | 'pushAddresses' | 'agentSettings' | 'directory' | 'settings' | 'logger'
>;

/** The push messages of one tenant. */
export class Push {
  readonly #context: PushContext;
  readonly #fcm: FcmSender | null;
  /** Conversations of which an agent was told since their desk was lost. */
  readonly #told = new Map<string, Set<string>>();
  #vapid: Promise<JWK> | null = null;
  /** What is under way to each agent: in order for one, and a slow push service holds up nobody else. */
  readonly #last = new Map<string, Promise<void>>();
  #waiting = 0;

  constructor(context: PushContext) {
    this.#context = context;
    const { fcm } = context.settings.push;
    this.#fcm = fcm === null ? null : new FcmSender(fcm);
  }

  /** What browsers subscribe with, base64url. */
  async publicKey(): Promise<string> {
    return publicKeyOf(await this.#key());
  }

  /** Whether an endpoint is that of a push service that messages may be sent to. */
  takes(endpoint: string): boolean {
    return isPushService(endpoint, this.#context.settings.push.webPush.services);
  }

  /** Where a desk that connects wants to be reached while it is away. */
  async keepTokens(agentId: string, fcm: { desktop: string | null; mobile: string | null }): Promise<void> {
    if (this.#fcm === null) return;
    for (const address of [fcm.desktop, fcm.mobile]) {
      if (address === null || address === '') continue;
      const { pushAddresses, engine } = this.#context;
      await pushAddresses.keep({ kind: 'FCM', agentId, address, keys: null }, engine.now());
    }
  }

  /** For `engine.onTurn`: what to do once the turn is durable. */
  notice(turn: Turn, memory: LiveMemory): (() => void) | undefined {
    for (const event of turn.events) if (event.type === 'agent.connected') this.#told.delete(event.agentId);
    const notices = noticesOf(turn.world.state, turn.events);
    const seq = turn.events.at(-1)?.seq;
    if (notices.length === 0 || seq === undefined) return undefined;
    const { directory, settings } = this.#context;
    const sources = { directory: directory(), memory, names: settings.push.names };
    const over = notices.flatMap((notice) => (notice.kind === 'over' ? notice.agentId : []));
    const told = notices.flatMap((notice) => {
      if (notice.kind === 'over') return [];
      if (notice.kind === 'words' && !this.#isNews(notice.agentId, notice.conversationId)) return [];
      return toldOf(turn, notice, sources) ?? [];
    });
    return () => {
      for (const agentId of new Set(told.map((one) => one.agentId))) {
        const own = told.filter((one) => one.agentId === agentId);
        this.#enqueue(agentId, seq, () => this.#tell(agentId, seq, own));
      }
      for (const agentId of over) {
        this.#enqueue(agentId, seq, () => this.#context.pushAddresses.forgetAgent(agentId));
      }
    };
  }

  /** Resolves when everything that was begun is done. */
  async close(): Promise<void> {
    await Promise.all(this.#last.values());
  }

  #isNews(agentId: string, conversationId: string): boolean {
    const known = this.#told.get(agentId) ?? new Set();
    if (known.has(conversationId)) return false;
    this.#told.set(agentId, known.add(conversationId));
    return true;
  }

  #enqueue(agentId: string, seq: number, act: () => Promise<unknown>): void {
    const { logger } = this.#context;
    if (this.#waiting >= MOST_WAITING) {
      logger.warn({ seq, agentId }, 'Too many push messages wait: these are given up');
      return;
    }
    this.#waiting += 1;
    const done = (this.#last.get(agentId) ?? Promise.resolve())
      .then(act)
      .catch((error: unknown) => logger.warn({ err: error, agentId }, 'Push messages could not be sent'))
      .then(() => {
        this.#waiting -= 1;
        if (this.#last.get(agentId) === done) this.#last.delete(agentId);
      });
    this.#last.set(agentId, done);
  }

  async #tell(agentId: string, seq: number, told: readonly Told[]): Promise<void> {
    const addresses = await this.#context.pushAddresses.claim(agentId, seq);
    if (addresses.length === 0) return;
    const { language } = await this.#context.agentSettings.read(agentId);
    const spoken = typeof language === 'string' ? language : null;
    await Promise.all(addresses.map((address) => this.#tellAddress(address, told, spoken)));
  }

  async #tellAddress(address: PushAddress, told: readonly Told[], language: string | null): Promise<void> {
    const { logger, pushAddresses } = this.#context;
    for (const one of told) {
      try {
        const delivery = await this.#withSecondTry(() => this.#send(address, one, language));
        if (delivery === 'sent') continue;
        await pushAddresses.forget(address.address);
        return;
      } catch (error) {
        logger.warn({ err: error, kind: address.kind, agentId: one.agentId }, 'A push message was not taken');
      }
    }
  }

  async #withSecondTry(send: () => Promise<Delivery>): Promise<Delivery> {
    try {
      return await send();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
      return send();
    }
  }

  async #send(
    address: PushAddress,
    { data, notification }: Told,
    language: string | null,
  ): Promise<Delivery> {
    if (address.kind === 'FCM') {
      return data === null || this.#fcm === null ? 'sent' : this.#fcm.send(address.address, data, Date.now());
    }
    if (notification === null) return 'sent';
    return this.#toBrowser(address, notification(language));
  }

  async #toBrowser(
    { address, keys }: Extract<PushAddress, { kind: 'WEB' }>,
    shown: { tag: string },
  ): Promise<Delivery> {
    if (!this.takes(address)) return 'gone';
    const text = JSON.stringify(shown);
    if (Buffer.byteLength(text) > LONGEST_MESSAGE) throw new Error('The notification is too long.');
    const { subject } = this.#context.settings.push.webPush;
    const response = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        authorization: await authorization(address, { key: await this.#key(), subject, now: Date.now() }),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(TTL_SECONDS),
        urgency: 'high',
        topic: topicOf(shown.tag),
      },
      body: new Uint8Array(encrypted(text, keys)),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.ok) return 'sent';
    if (response.status === 404 || response.status === 410) return 'gone';
    throw new Error(`The push service answered ${response.status}`);
  }

  #key(): Promise<JWK> {
    this.#vapid ??= this.#context.pushAddresses
      .key(async () => ({ ...(await makeVapidKey()) }))
      .then((key) => key as JWK)
      .catch((error: unknown) => {
        this.#vapid = null;
        throw error;
      });
    return this.#vapid;
  }
}
