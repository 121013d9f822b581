/** A link that is opened again when it is lost, with growing pauses. */
import { LinkError, openLink } from './link.ts';
import type { Link, LinkOptions } from './link.ts';

export type StandingLinkOptions = Omit<LinkOptions, 'node' | 'credentials' | 'onLost'> & {
  /** Asked each time: a token is renewed. */
  credentials: () => LinkOptions['credentials'];
  /** Where to open it; asked each time. Null: there is no node now. */
  node: () => LinkOptions['node'] | null;
  onLost: (why: string) => void;
  /** It stands again after a loss: what was told meanwhile is unknown. */
  onRestored: () => void;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;
/** Finesse locks a user after a few wrong passwords. */
const UNAUTHORIZED_PAUSE_MS = 60_000;

export class StandingLink {
  readonly #options: StandingLinkOptions;
  #link: Link | null = null;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #closed = false;

  constructor(options: StandingLinkOptions) {
    this.#options = options;
  }

  get stands(): boolean {
    return this.#link !== null;
  }

  /** Opens it for the first time; when that fails, it is not tried again. Rejects with a `LinkError`. */
  async open(): Promise<void> {
    this.#link = await this.#connect();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#link?.close();
    this.#link = null;
  }

  async #connect(): Promise<Link> {
    const { node: nodeNow, credentials, onLost, ...options } = this.#options;
    const node = nodeNow();
    if (node === null) throw new LinkError('no node is in service', false);
    const link = await openLink({
      ...options,
      node,
      credentials: credentials(),
      onLost: (why) => {
        this.#link = null;
        if (this.#closed) return;
        this.#pauseMs = FIRST_PAUSE_MS;
        onLost(why);
        this.#again(this.#pauseMs);
      },
    });
    if (!this.#closed) return link;
    link.close();
    throw new LinkError('the link is not wanted any more', false);
  }

  #again(pauseMs: number): void {
    // Many links are lost at once: they shall not come back in one moment.
    const spread = pauseMs * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => {
      this.#connect().then(
        (link) => {
          this.#link = link;
          this.#options.onRestored();
        },
        (error: unknown) => {
          if (this.#closed) return;
          this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
          const unauthorized = error instanceof LinkError && error.unauthorized;
          this.#again(unauthorized ? UNAUTHORIZED_PAUSE_MS : this.#pauseMs);
        },
      );
    }, spread);
  }
}
