import type { DomainEvent, Signal } from '../../core/events.ts';
import type { Outcome } from '../contract.ts';
import { OwnerUnreachableError } from '../errors.ts';
import { errorOf } from './failures.ts';
import type { FollowerRequest, Settlement } from './messages.ts';

/** Who waits for a command. */
type Waiter = { resolve: (outcome: Outcome) => void; reject: (error: Error) => void };

/** A request that is not settled yet. */
type Open = {
  n: number;
  /** The request as JSON: as it was when it was made, whoever changes its parts afterwards. */
  text: string;
  /** Id of the command, null when no turn answers this request. */
  cause: string | null;
  waiter: Waiter | null;
  givenUpAt: number;
  sentAt: number | null;
  /** What it came to, told as soon as the replica has reached that event. */
  answer: { seq: number; outcome: Outcome } | null;
};

/** What a turn has brought. */
type Happened = { cause: string; events: readonly DomainEvent[]; signals: readonly Signal[] };

/** A request without its number. */
export type NewRequest = FollowerRequest extends infer R
  ? R extends FollowerRequest
    ? Omit<R, 'n'>
    : never
  : never;

/** What a follower has asked of the owner and does not know the end of. Times by the monotonic clock. */
export class OpenRequests {
  readonly #open = new Map<number, Open>();
  readonly #byCause = new Map<string, Open[]>();
  /** Those whose answer waits for the replica. */
  #answered: Open[] = [];
  #next = 1;

  get size(): number {
    return this.#open.size;
  }

  /** Requests before this number are settled or given up. */
  get floor(): number {
    const [first] = this.#open.keys();
    return first ?? this.#next;
  }

  /** Keeps a request until it is settled, or until `givenUpAt`. Gives it as JSON; `sentAt` null: it is not sent yet. */
  add(
    request: NewRequest,
    waiter: Waiter | null,
    { givenUpAt, sentAt }: { givenUpAt: number; sentAt: number | null },
  ): string {
    const n = this.#next;
    this.#next += 1;
    const cause = request.ask === 'submit' ? request.command.id : null;
    const text = JSON.stringify({ ...request, n });
    const open: Open = { n, text, cause, waiter, givenUpAt, sentAt, answer: null };
    this.#open.set(n, open);
    if (cause !== null) {
      const others = this.#byCause.get(cause);
      if (others === undefined) this.#byCause.set(cause, [open]);
      else others.push(open);
    }
    return text;
  }

  /** What has to be sent (again): what was not sent since `before`, at most `limit`; it counts as sent `now`. */
  unsent(before: number, now: number, limit: number): string[] {
    const texts: string[] = [];
    for (const open of this.#open.values()) {
      if (texts.length === limit) break;
      if (open.answer !== null || (open.sentAt !== null && open.sentAt > before)) continue;
      open.sentAt = now;
      texts.push(open.text);
    }
    return texts;
  }

  /** A turn was applied and delivered: whoever waits for it is answered. */
  happened({ cause, events, signals }: Happened): void {
    const open = this.#byCause.get(cause)?.find(({ answer }) => answer === null);
    if (open === undefined) return;
    this.#end(open);
    open.waiter?.resolve({ ok: true, events, signals });
  }

  /** The owner has answered. `reached` is the last event of the replica. */
  settled(n: number, settlement: Settlement, reached: number): void {
    const open = this.#open.get(n);
    if (open?.answer !== null) return;
    switch (settlement.as) {
      case 'noted':
        this.#end(open);
        return;
      case 'failed': {
        const error = errorOf(settlement.error);
        // The next owner may carry it out; until then it waits.
        if (error === null) return;
        this.#end(open);
        open.waiter?.reject(error);
        return;
      }
      case 'refused':
        this.#answer(open, settlement.seq, { ok: false, rejection: settlement.rejection }, reached);
        return;
      case 'accepted': {
        const { seq, events, signals } = settlement;
        this.#answer(open, seq, { ok: true, events, signals }, reached);
        return;
      }
    }
  }

  /** The replica has reached event `seq`. */
  reached(seq: number): void {
    if (this.#answered.length === 0) return;
    const due = this.#answered.filter(({ answer }) => answer !== null && answer.seq <= seq);
    this.#answered = this.#answered.filter(({ answer }) => answer !== null && answer.seq > seq);
    for (const open of due) this.#resolve(open);
  }

  /** Gives up what has waited until `now`. True when some of it was no command: the owner knows too little now. */
  expire(now: number): boolean {
    let unnoted = false;
    for (const open of this.#open.values()) {
      // They are given up in the order in which they were made.
      if (open.givenUpAt > now) break;
      this.#end(open);
      if (open.waiter === null) unnoted = true;
      else open.waiter.reject(new OwnerUnreachableError());
    }
    return unnoted;
  }

  /** Nothing is waited for any more. */
  failAll(error: Error): void {
    for (const open of this.#open.values()) {
      this.#end(open);
      open.waiter?.reject(error);
    }
  }

  #answer(open: Open, seq: number, outcome: Outcome, reached: number): void {
    open.answer = { seq, outcome };
    if (seq <= reached) this.#resolve(open);
    else this.#answered.push(open);
  }

  #resolve(open: Open): void {
    this.#end(open);
    if (open.answer !== null) open.waiter?.resolve(open.answer.outcome);
  }

  #end(open: Open): void {
    this.#open.delete(open.n);
    if (this.#answered.length > 0) this.#answered = this.#answered.filter((other) => other !== open);
    if (open.cause === null) return;
    const others = this.#byCause.get(open.cause)?.filter((other) => other !== open) ?? [];
    if (others.length === 0) this.#byCause.delete(open.cause);
    else this.#byCause.set(open.cause, others);
  }
}
