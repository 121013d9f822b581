/**
 * One client that polls: what waits for it, the poll that is held for it, and whether it is there. With the extension of
 * acknowledgements nothing is lost with an answer; without it, only what the network took.
 */
import { randomBytes } from 'node:crypto';
import type { TopicMessage } from '../../../../protocol/genesys/bayeux.ts';
import { sizeOf } from '../../../wire/message-size.ts';
import { MOST_WAITING, type BayeuxTiming } from './timing.ts';

/** How a held poll ended. `away`: its connection is gone. `superseded`: a newer poll took its place. */
export type HoldEnd = 'something' | 'nothing' | 'superseded' | 'gone' | 'ended';

/** What is told of a client's comings and goings. */
export type ClientWatch = {
  /** No poll came for too long. */
  away: () => void;
  /** A poll came after all. */
  back: () => void;
  /** It is forgotten. */
  ended: () => void;
};

type Waiting = { message: TopicMessage; bytes: number; batch: number | null };

export class BayeuxClient {
  readonly id = randomBytes(18).toString('base64url');
  readonly topics = new Set<string>();
  /** Whether the client acknowledges what it has received. */
  acknowledges = false;
  readonly #timing: BayeuxTiming;
  readonly #mostBytes: number;
  readonly #watch: ClientWatch;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #batch = 0;
  #endHold: ((end: HoldEnd) => void) | null = null;
  /** Cuts the last answer, as long as nobody has read it. */
  #cutUnread: (() => void) | null = null;
  #flush: NodeJS.Immediate | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isAway = false;
  #ended = false;

  /** @param mostBytes how much may wait for it, as JSON */
  constructor(timing: BayeuxTiming, mostBytes: number, watch: ClientWatch) {
    this.#timing = timing;
    this.#mostBytes = mostBytes;
    this.#watch = watch;
    this.#expectPoll(timing.awayMs);
  }

  get isAway(): boolean {
    return this.#isAway || this.#ended;
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  /** Says something, with the next answer to a poll. Beyond what may wait the client has to begin anew. */
  say(message: TopicMessage): void {
    if (this.#ended) return;
    const bytes = sizeOf(message);
    this.#waiting.push({ message, bytes, batch: null });
    this.#bytes += bytes;
    if (this.#waiting.length > MOST_WAITING || this.#bytes > this.#mostBytes) this.end();
    else this.#wake();
  }

  /** What has arrived at the client, by its own word. */
  acknowledge(batch: number): void {
    this.#keep(({ batch: sent }) => sent === null || sent > batch);
  }

  /** Holds a poll until there is something to say, at most for `ms`. A newer poll takes the place of an older one. */
  hold(ms: number, onGone: (gone: () => void) => () => void): Promise<HoldEnd> {
    this.#endHold?.('superseded');
    // Each poll may come on a connection of its own: without this, what waits could be left unread on any number of them.
    this.#cutUnread?.();
    if (this.#ended) return Promise.resolve('ended');
    this.#pollCame();
    return new Promise((resolve) => {
      const timer = setTimeout(() => end('nothing'), Math.min(ms, this.#timing.holdMs));
      const stopWatching = onGone(() => end('gone'));
      const end = (how: HoldEnd): void => {
        if (this.#endHold !== end) return;
        this.#endHold = null;
        clearTimeout(timer);
        stopWatching();
        if (how !== 'superseded' && how !== 'ended') {
          this.#expectPoll(how === 'gone' ? this.#timing.brokenMs : this.#timing.awayMs);
        }
        resolve(how);
      };
      this.#endHold = end;
      if (this.#waiting.length > 0) this.#wake();
    });
  }

  /** All that waits, as one batch. Without acknowledgements it is gone from here, unless it is given back. */
  take(): { messages: TopicMessage[]; batch: number; giveBack: () => void } {
    this.#batch += 1;
    const batch = this.#batch;
    const taken = this.#waiting;
    for (const waiting of taken) waiting.batch = batch;
    if (!this.acknowledges) this.#keep(() => false);
    return {
      messages: taken.map(({ message }) => message),
      batch,
      giveBack: () => {
        if (this.acknowledges || this.#ended) return;
        this.#waiting = [...taken, ...this.#waiting];
        this.#bytes = this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0);
        this.broke();
      },
    };
  }

  /**
   * What was taken is being sent. Whoever polls again before they have read it is not reading: `cut` is called then.
   * Returns what is to be called once it was read, or its connection is gone.
   */
  answering(cut: () => void): () => void {
    this.#cutUnread = cut;
    return () => {
      if (this.#cutUnread === cut) this.#cutUnread = null;
    };
  }

  /** Its connection broke: unless it comes back soon, it is away. */
  broke(): void {
    if (this.#endHold === null && !this.#ended && !this.#isAway) this.#expectPoll(this.#timing.brokenMs);
  }

  /** The client is gone for good. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#flush !== null) clearImmediate(this.#flush);
    this.#waiting = [];
    this.#endHold?.('ended');
    this.#watch.ended();
  }

  #keep(stays: (waiting: Waiting) => boolean): void {
    this.#waiting = this.#waiting.filter(stays);
    this.#bytes = this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** What is said at the same moment goes out together. */
  #wake(): void {
    if (this.#endHold === null) return;
    this.#flush ??= setImmediate(() => {
      this.#flush = null;
      this.#endHold?.('something');
    });
  }

  #pollCame(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#watch.back();
  }

  #expectPoll(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isAway = true;
      this.#timer = setTimeout(() => this.end(), this.#timing.rememberMs);
      this.#timer.unref();
      this.#watch.away();
    }, ms);
    this.#timer.unref();
  }
}
