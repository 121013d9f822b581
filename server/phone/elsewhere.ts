/**
 * The phones whose links other nodes hold. Each node tells the others of the phones that it holds, and does with them
 * what is asked by the node at which the agent's desk is. No password travels: who types one signs in where the desk is,
 * and the other node lets go.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { phone as phoneSchema } from '../../protocol/agent-manager/phone.ts';
import type { Phone } from '../../protocol/agent-manager/phone.ts';
import { isErrorCode, ProtocolError } from '../../protocol/shared/errors.ts';
import { PHONE_ACTS } from './agent-phone.ts';
import type { PhoneAct, AgentPhone } from './agent-phone.ts';

/** Carries texts between the nodes of one tenant. A text may be late, come twice, be overtaken or be lost. */
export type PhoneBus = {
  publish(text: string): void;
  /** The result ends it. */
  subscribe(listener: (text: string) => void): () => void;
};

type ElsewhereOptions = {
  bus: PhoneBus;
  /** Until another node has answered (ms). */
  answerMs: number;
  /** How often the others are told that this node is there (ms); three times without a word, and it is gone. */
  aliveMs: number;
  /** The phones that are held here now. */
  held: () => Iterable<readonly [agentId: string, phone: Phone]>;
  /** Does with a phone that is held here what another node asks; throws the refusals of the desk's protocol. */
  act: (agentId: string, act: PhoneAct) => Promise<unknown>;
  /** The agent has signed the phone in at another node. */
  letGo: (agentId: string) => void;
  /** A phone that another node holds has changed; null: it is held there no more. */
  changed: (agentId: string, phone: Phone | null) => void;
};

const said = z.discriminatedUnion('is', [
  z.object({ is: z.literal('there'), node: z.string(), held: z.record(z.string(), z.number()) }),
  z.object({ is: z.literal('again'), to: z.string(), agents: z.array(z.string()) }),
  z.object({
    is: z.literal('phone'),
    node: z.string(),
    agentId: z.string(),
    version: z.number(),
    phone: phoneSchema,
  }),
  z.object({ is: z.literal('gone'), node: z.string(), agentId: z.string() }),
  z.object({ is: z.literal('taken'), node: z.string(), agentId: z.string() }),
  z.object({
    is: z.literal('ask'),
    to: z.string(),
    id: z.string(),
    agentId: z.string(),
    act: z.object({ what: z.enum(PHONE_ACTS), with: z.array(z.unknown()) }),
  }),
  z.object({
    is: z.literal('answer'),
    id: z.string(),
    value: z.optional(z.unknown()),
    refusal: z.optional(z.object({ code: z.string(), msg: z.string() })),
  }),
]);
type Said = z.output<typeof said>;

type Known = { node: string; version: number; phone: Phone };

/** So many questions are remembered: the bus may bring one twice. */
const REMEMBERED = 5_000;

export class PhonesElsewhere {
  readonly #options: ElsewhereOptions;
  readonly #node = randomUUID();
  readonly #known = new Map<string, Known>();
  readonly #versions = new Map<string, number>();
  readonly #heardOf = new Map<string, number>();
  readonly #asked = new Set<string>();
  readonly #waiting = new Map<string, (answer: Extract<Said, { is: 'answer' }>) => void>();
  readonly #stop: () => void;
  readonly #timer: NodeJS.Timeout;

  constructor(options: ElsewhereOptions) {
    this.#options = options;
    this.#stop = options.bus.subscribe((text) => this.#hear(text));
    this.#timer = setInterval(() => this.#alive(), options.aliveMs);
    this.#timer.unref();
    this.#alive();
  }

  /** As another node has told it; undefined: none holds it. */
  of(agentId: string): Phone | undefined {
    return this.#known.get(agentId)?.phone;
  }

  *all(): Iterable<readonly [agentId: string, phone: Phone]> {
    for (const [agentId, { phone }] of this.#known) yield [agentId, phone];
  }

  /** A phone that is held here has changed; null: it is held no more. */
  tell(agentId: string, phone: Phone | null): void {
    const version = this.#versions.get(agentId) ?? 0;
    if (phone === null) {
      if (this.#versions.delete(agentId)) this.#say({ is: 'gone', node: this.#node, agentId });
      return;
    }
    this.#versions.set(agentId, version + 1);
    this.#say({ is: 'phone', node: this.#node, agentId, version: version + 1, phone });
  }

  /** The phone is signed in here from now on: whoever has held it lets go. */
  take(agentId: string): void {
    if (this.#known.delete(agentId)) this.#say({ is: 'taken', node: this.#node, agentId });
  }

  /** Asks the node that holds the phone. Throws its refusals, and PHONE_UNREACHABLE where it does not answer. */
  phoneOf(agentId: string): AgentPhone | undefined {
    const known = this.#known.get(agentId);
    if (known === undefined) return undefined;
    const ask = async (what: PhoneAct['what'], ...given: unknown[]): Promise<unknown> =>
      this.#ask(known.node, agentId, { what, with: given });
    const done = async (asking: Promise<unknown>): Promise<void> => {
      await asking;
    };
    return {
      signIn: (request) => done(ask('signIn', request)),
      signOut: (reasonId) => done(ask('signOut', reasonId)),
      setState: (state, reasonId) => done(ask('setState', state, reasonId)),
      act: (request) => done(ask('act', request)),
      makeCall: (toAddress) => done(ask('makeCall', toAddress)),
      supervise: (extension, action, supervised) => done(ask('supervise', extension, action, supervised)),
      books: async () => booksSchema.parse(await ask('books')),
    };
  }

  close(): void {
    for (const agentId of [...this.#versions.keys()]) this.tell(agentId, null);
    clearInterval(this.#timer);
    this.#stop();
  }

  #say(what: Said): void {
    this.#options.bus.publish(JSON.stringify(what));
  }

  async #ask(to: string, agentId: string, act: PhoneAct): Promise<unknown> {
    const id = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<Extract<Said, { is: 'answer' }> | null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.#options.answerMs);
      this.#waiting.set(id, resolve);
      this.#say({ is: 'ask', to, id, agentId, act });
    });
    clearTimeout(timer);
    this.#waiting.delete(id);
    if (answer === null) throw new ProtocolError('PHONE_UNREACHABLE');
    if (answer.refusal === undefined) return answer.value;
    const { code, msg } = answer.refusal;
    throw new ProtocolError(isErrorCode(code) ? code : 'INTERNAL', msg);
  }

  #alive(): void {
    this.#say({ is: 'there', node: this.#node, held: Object.fromEntries(this.#versions) });
    const since = performance.now() - 3 * this.#options.aliveMs;
    for (const [node, at] of this.#heardOf) {
      if (at >= since) continue;
      this.#heardOf.delete(node);
      for (const [agentId, known] of [...this.#known]) if (known.node === node) this.#forget(agentId);
    }
  }

  #forget(agentId: string): void {
    if (this.#known.delete(agentId)) this.#options.changed(agentId, null);
  }

  #hear(text: string): void {
    const what = readSaid(text);
    if (what === null) return;
    switch (what.is) {
      case 'there':
        this.#compare(what.node, what.held);
        return;
      case 'again':
        if (what.to === this.#node) this.#tellAgain(new Set(what.agents));
        return;
      case 'phone':
        this.#learn(what);
        return;
      case 'gone':
        if (this.#known.get(what.agentId)?.node === what.node) this.#forget(what.agentId);
        return;
      case 'taken':
        this.#options.letGo(what.agentId);
        return;
      case 'ask':
        if (what.to === this.#node) void this.#answer(what);
        return;
      case 'answer':
        this.#waiting.get(what.id)?.(what);
    }
  }

  /** What a node holds, against what is known of it: what was missed is asked for. */
  #compare(node: string, held: Readonly<Record<string, number>>): void {
    const isNew = !this.#heardOf.has(node);
    this.#heardOf.set(node, performance.now());
    const agents = Object.keys(held).filter((agentId) => {
      const known = this.#known.get(agentId);
      return known?.node !== node || known.version < (held[agentId] ?? 0);
    });
    if (agents.length > 0) this.#say({ is: 'again', to: node, agents });
    for (const [agentId, known] of [...this.#known]) {
      if (known.node === node && !Object.hasOwn(held, agentId)) this.#forget(agentId);
    }
    // It knows nothing of this node yet.
    if (isNew) this.#say({ is: 'there', node: this.#node, held: Object.fromEntries(this.#versions) });
  }

  #tellAgain(agents: ReadonlySet<string>): void {
    for (const [agentId, phone] of this.#options.held()) {
      const version = this.#versions.get(agentId);
      if (version === undefined || !agents.has(agentId)) continue;
      this.#say({ is: 'phone', node: this.#node, agentId, version, phone });
    }
  }

  #learn({ node, agentId, version, phone }: Extract<Said, { is: 'phone' }>): void {
    const known = this.#known.get(agentId);
    if (known?.node === node && known.version >= version) return;
    if (!this.#heardOf.has(node)) this.#heardOf.set(node, performance.now());
    this.#known.set(agentId, { node, version, phone });
    this.#options.changed(agentId, phone);
  }

  async #answer({ id, agentId, act }: Extract<Said, { is: 'ask' }>): Promise<void> {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    for (const oldest of this.#asked) {
      if (this.#asked.size <= REMEMBERED) break;
      this.#asked.delete(oldest);
    }
    try {
      this.#say({ is: 'answer', id, value: await this.#options.act(agentId, act) });
    } catch (error) {
      const { code, message: msg } = error instanceof ProtocolError ? error : new ProtocolError('INTERNAL');
      this.#say({ is: 'answer', id, refusal: { code, msg } });
    }
  }
}

const booksSchema = z.object({
  phoneBooks: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      contacts: z.array(
        z.object({
          id: z.string(),
          firstName: z.string(),
          lastName: z.string(),
          number: z.string(),
          description: z.string(),
        }),
      ),
    }),
  ),
});

/** Null: of another version. */
function readSaid(text: string): Said | null {
  try {
    const read = said.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
