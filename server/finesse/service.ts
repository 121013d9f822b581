/** Whether Finesse is in service, and at which of its nodes. */
import { FinesseFailure } from './finesse-failure.ts';
import type { HttpClient } from './http-exchange.ts';
import { askFinesse } from './rest.ts';
import { textAt } from './xml.ts';

export type ServiceStatus = 'IN_SERVICE' | 'OUT_OF_SERVICE';

type Node = { readonly url: string; readonly xmppUrl: string };

/** A node that serves, and what it says about its events. */
export type ServingNode = Node & {
  xmppDomain: string;
  pubSubDomain: string;
  /** UCCE or UCCX, where it says so. */
  deploymentType?: string;
};

export type ServiceOptions = {
  http: HttpClient;
  nodes: readonly Node[];
  /** How often Finesse is asked (ms), and how long it may take to answer. */
  everyMs: number;
  timeoutMs: number;
  /**
   * Called with each change, before `check` resolves.
   * @param isFirst nothing was known before
   */
  onChange: (status: ServiceStatus, isFirst: boolean) => void;
};

/** Keeps an eye on Finesse. Ends with `close`. */
export class FinesseService {
  readonly #options: ServiceOptions;
  #status: ServiceStatus | null = null;
  #node: ServingNode | null = null;
  #current = 0;
  #checking: Promise<ServiceStatus> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /** Null before the first check. */
  get status(): ServiceStatus | null {
    return this.#status;
  }

  /** The node that served last; null before one has. */
  get node(): ServingNode | null {
    return this.#node;
  }

  /** The node that requests go to. */
  get url(): string {
    return this.#options.nodes[this.#current]?.url ?? '';
  }

  /** Asks now, unless somebody is asking already. */
  check(): Promise<ServiceStatus> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
      this.#schedule();
    });
    return this.#checking;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.check(), this.#options.everyMs);
  }

  async #check(): Promise<ServiceStatus> {
    const { nodes } = this.#options;
    let status: ServiceStatus = 'OUT_OF_SERVICE';
    for (let turn = 0; turn < nodes.length && status === 'OUT_OF_SERVICE'; turn++) {
      const index = (this.#current + turn) % nodes.length;
      const node = nodes[index];
      const serving = node === undefined ? null : await this.#read(node);
      if (serving === null) continue;
      this.#current = index;
      this.#node = serving;
      status = 'IN_SERVICE';
    }
    if (status !== this.#status && !this.#closed) {
      const isFirst = this.#status === null;
      this.#status = status;
      this.#options.onChange(status, isFirst);
    }
    return status;
  }

  async #read(node: Node): Promise<ServingNode | null> {
    const { http, timeoutMs } = this.#options;
    try {
      const path = { method: 'GET', path: '/SystemInfo', credentials: null } as const;
      const root = await askFinesse(http, node.url, path, timeoutMs);
      if (root === null || textAt(root, 'status') !== 'IN_SERVICE') return null;
      const xmppDomain = textAt(root, 'xmppDomain') || new URL(node.url).hostname;
      return {
        ...node,
        xmppDomain,
        pubSubDomain: textAt(root, 'xmppPubSubDomain') || `pubsub.${xmppDomain}`,
        deploymentType: textAt(root, 'deploymentType').toUpperCase(),
      };
    } catch (error) {
      if (error instanceof FinesseFailure) return null;
      throw error;
    }
  }
}
