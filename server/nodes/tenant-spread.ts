/**
 * Spreads the owners of several tenants over the processes: each says how many it owns, and one that owns two more than
 * another lets one go. A process alone with its tenant, or with all of them, moves nothing.
 */
import type { Spread } from '../engine/node/open-node-engine.ts';
import type { Bus } from './bus.ts';

const TOPIC = 'nodes';
/** How often each process says how many tenants it owns (ms), and how long that is believed. */
const SAY_EVERY_MS = 1_000;
const BELIEVED_MS = 3_500;
/** Between two tenants that are let go (ms): the first one has found its next owner, and all have heard of it. */
const BETWEEN_MS = 3_000;
/** A process that owns more than others leaves a free tenant to them for so long (ms). */
const LEAVE_MS = 300;
/** A tenant that was let go for others is not taken again for so long (ms), unless nobody wants it. */
const LET_GO_MS = 2_000;

type Member = { isOwner: () => boolean; letGo: () => void; letGoAt: number };

export class TenantSpread {
  readonly #bus: Pick<Bus, 'publish' | 'subscribe'>;
  readonly #node: string;
  readonly #members = new Map<string, Member>();
  readonly #others = new Map<string, { owns: number; at: number }>();
  readonly #stop: () => void;
  readonly #timer: NodeJS.Timeout;
  #movedAt = -Infinity;

  constructor(bus: Pick<Bus, 'publish' | 'subscribe'>, node: string) {
    this.#bus = bus;
    this.#node = node;
    this.#stop = bus.subscribe(TOPIC, (text) => this.#hear(text));
    this.#timer = setInterval(() => this.#beat(), SAY_EVERY_MS).unref();
  }

  of(tenant: string): Spread {
    return {
      join: ({ isOwner, letGo }) => {
        this.#members.set(tenant, { isOwner, letGo, letGoAt: -Infinity });
        return () => this.#members.delete(tenant);
      },
      holdBackMs: () => {
        const member = this.#members.get(tenant);
        if (member !== undefined && performance.now() - member.letGoAt < LET_GO_MS) return LET_GO_MS;
        return this.#owned > this.#least() ? LEAVE_MS : 0;
      },
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stop();
  }

  get #owned(): number {
    let owned = 0;
    for (const { isOwner } of this.#members.values()) if (isOwner()) owned += 1;
    return owned;
  }

  /** How many that process owns which owns the fewest, as far as is known; nobody else: infinity. */
  #least(): number {
    const oldest = performance.now() - BELIEVED_MS;
    let least = Infinity;
    for (const [node, { owns, at }] of this.#others) {
      if (at < oldest) this.#others.delete(node);
      else least = Math.min(least, owns);
    }
    return least;
  }

  #beat(): void {
    // With one tenant there is nothing to spread.
    if (this.#members.size < 2) return;
    const owns = this.#owned;
    this.#bus.publish(TOPIC, JSON.stringify({ node: this.#node, owns }));
    const now = performance.now();
    if (owns - this.#least() < 2 || now - this.#movedAt < BETWEEN_MS) return;
    const one = [...this.#members.values()].find(({ isOwner }) => isOwner());
    if (one === undefined) return;
    this.#movedAt = now;
    one.letGoAt = now;
    one.letGo();
  }

  #hear(text: string): void {
    let said: unknown;
    try {
      said = JSON.parse(text);
    } catch {
      return;
    }
    if (typeof said !== 'object' || said === null || !('node' in said) || !('owns' in said)) return;
    const { node, owns } = said;
    if (typeof node !== 'string' || !Number.isSafeInteger(owns) || node === this.#node) return;
    this.#others.set(node, { owns: owns as number, at: performance.now() });
  }
}
