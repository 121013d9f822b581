import { encodeRequests } from './messages.ts';
import type { NewRequest, OpenRequests } from './open-requests.ts';
import type { FollowerPipe } from './pipe.ts';
import type { PipeSettings } from './settings.ts';

/** Requests that go in one message. */
const REQUESTS_AT_ONCE = 200;

type Sources = {
  tenant: string;
  /** Id of the follower. */
  follower: string;
  pipe: FollowerPipe;
  requests: OpenRequests;
  settings: PipeSettings;
  monotonic: () => number;
  /** The owner that is meant. */
  term: () => number;
  /** Whether that owner knows the follower: before, requests wait. */
  joined: () => boolean;
};

/** Sends what is asked of the owner: what is asked at one moment in one message, and again until it is answered. */
export class RequestSender {
  readonly #sources: Sources;
  /** Requests of the present moment. */
  #outgoing: string[] = [];

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  ask(request: NewRequest, waiter: Parameters<OpenRequests['add']>[1] = null): void {
    const { requests, settings, monotonic, joined: isJoined } = this.#sources;
    const now = monotonic();
    const joined = isJoined();
    const times = { givenUpAt: now + settings.answerMs, sentAt: joined ? now : null };
    const text = requests.add(request, waiter, times);
    if (!joined) return;
    if (this.#outgoing.length === 0) queueMicrotask(() => this.#flush());
    this.#outgoing.push(text);
  }

  /** Sends what was not sent for so long (ms). */
  again(after: number): void {
    const { requests, settings, monotonic } = this.#sources;
    const now = monotonic();
    const before = after === Infinity ? Infinity : now - after;
    this.#send(requests.unsent(before, now, settings.openRequests));
  }

  #flush(): void {
    const texts = this.#outgoing;
    this.#outgoing = [];
    this.#send(texts);
  }

  #send(texts: readonly string[]): void {
    const { tenant, follower, pipe, requests, term } = this.#sources;
    for (let from = 0; from < texts.length; from += REQUESTS_AT_ONCE) {
      const part = texts.slice(from, from + REQUESTS_AT_ONCE);
      pipe.send(encodeRequests(tenant, { follower, term: term(), floor: requests.floor }, part));
    }
  }
}
