import type { View } from '../contract.ts';
import { ReplicaStaleError } from '../errors.ts';
import type { EngineLogger } from '../mailbox.ts';
import type { TurnSubscribers } from '../turn-subscribers.ts';
import type { ArchivedTurn } from './archive.ts';
import { LookQueue } from './look-queue.ts';
import type { PublishedTurn } from './messages.ts';
import type { OpenRequests } from './open-requests.ts';
import type { Replica } from './replica.ts';
import type { PipeSettings, Timers } from './settings.ts';
import { TurnInbox } from './turn-inbox.ts';

type Sources = {
  tenant: string;
  settings: PipeSettings;
  timers: Timers;
  subscribers: TurnSubscribers;
  /** What a turn may answer. */
  requests: OpenRequests;
  logger: EngineLogger;
  /** Asks the owner for the turns after this one. */
  missing: (term: number, after: number) => void;
};

/** The replica, and the owner's turns on their way to it: in order, each once. */
export class FollowedTurns {
  readonly inbox: TurnInbox;
  readonly #looks = new LookQueue();
  readonly #sources: Sources;
  /** Null: there is none yet, or a turn has broken it. */
  replica: Replica | null = null;
  /** Whether turns are missing here that the owner will not send (any more). */
  isBehind = true;
  #stopGap: (() => void) | null = null;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.inbox = new TurnInbox(sources.settings.waitingTurns);
  }

  get seq(): number {
    return this.replica?.seq ?? 0;
  }

  /** Applies what can be. `COMPLETE`: all that is known to be published; `BEHIND`: what follows is not to be had. */
  drain(): 'COMPLETE' | 'GAP' | 'BEHIND' {
    for (let turn = this.inbox.take(); turn !== undefined; turn = this.inbox.take()) {
      if (this.#follow(turn)) continue;
      this.isBehind = true;
      return 'BEHIND';
    }
    if (this.inbox.complete) return 'COMPLETE';
    this.#watchGap();
    return 'GAP';
  }

  /** Looks at the replica between two turns. Rejects when there is none by then. */
  read<T>(look: (view: View) => T, now: () => number): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#looks.add(() => {
        if (this.replica === null) {
          reject(new ReplicaStaleError());
          return;
        }
        const { world, records } = this.replica;
        try {
          resolve(look({ world, records, now: now() }));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }

  /** Lets a turn happen here. False when the replica is not what it should be: then there is none any more. */
  apply(turn: ArchivedTurn): boolean {
    const { replica } = this;
    if (replica === null) return false;
    const { subscribers, requests, logger, tenant } = this.#sources;
    this.#looks.during(() => {
      try {
        replica.apply(turn, subscribers);
      } catch (error) {
        logger.error({ err: error, tenant }, 'a turn could not be followed');
        this.replica = null;
      }
    });
    const followed = this.replica !== null;
    if (followed) {
      requests.happened(turn);
      requests.reached(replica.seq);
    }
    // Also after a failure: nobody waits for a turn that may be long in coming.
    this.#looks.run();
    return followed;
  }

  close(): void {
    this.#stopGap?.();
  }

  /** False when the turn does not continue what is here. */
  #follow(turn: PublishedTurn): boolean {
    const last = turn.events.at(-1)?.seq ?? turn.after;
    if (turn.after === this.seq) return this.apply(turn);
    // The journal was faster. Its signals are too old to be told.
    if (last > this.seq) return false;
    this.#sources.requests.happened(turn);
    return true;
  }

  /** A turn is missing. It may still come by itself; then it is asked for. */
  #watchGap(): void {
    if (this.#stopGap !== null) return;
    const { timers, settings, missing } = this.#sources;
    const ask = (): void => {
      this.#stopGap = null;
      if (this.inbox.complete || this.isBehind) return;
      missing(this.inbox.term, this.inbox.number);
      this.#stopGap = timers.after(settings.retryMs, ask);
    };
    this.#stopGap = timers.after(settings.gapMs, ask);
  }
}
