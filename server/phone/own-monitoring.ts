/** Puts on record to whose call a supervisor listens by a phone (V7), and when it is over; in order. */
import { randomUUID } from 'node:crypto';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { CallMonitoringAct } from '../core/commands.ts';
import { lookup } from '../core/lookup.ts';
import type { GatewayEngine, Origin } from '../engine/contract.ts';
import type { Dialog } from '../finesse/model.ts';
import { submit } from '../wire/submit.ts';
import { isMonitor, ownPart } from './dialogs.ts';

/** On whose call somebody listens, and from where they have asked for it. */
export type Supervised = { agentId: string; origin: Origin };

type Options = {
  engine: GatewayEngine;
  /** The agent who has the phone with this number now. */
  agentAt: (address: string) => string | null;
  failed: (error: unknown) => void;
};

type Dialogs = ReadonlyMap<string, Dialog>;

/** By which dialog the supervisor is in the call, and whether Finesse has told of it. */
type Watched = { isIt: (dialog: Dialog, own: string) => boolean; seen: boolean };

/** Until Finesse has told of the dialog that it has made (ms); afterwards there is none. */
const SEEN_WITHIN_MS = 10_000;

function isOwnMonitor(dialog: Dialog, own: string): boolean {
  return isMonitor(dialog) && dialog.fromAddress === own;
}

export class OwnMonitoring {
  readonly #supervisorId: string;
  readonly #options: Options;
  #watched: Watched | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(supervisorId: string, options: Options) {
    this.#supervisorId = supervisorId;
    this.#options = options;
  }

  /**
   * Finesse is about to be asked: who comes into the call has the call instead of the monitor's dialog.
   * @returns what to do when Finesse refuses
   */
  expect(extension: string, how: CallMonitoringAct): () => void {
    const before = this.#watched;
    const isTalk = (dialog: Dialog): boolean =>
      !isMonitor(dialog) && ownPart(dialog, extension) !== undefined;
    this.#watched = { isIt: how === 'MONITOR' ? isOwnMonitor : isTalk, seen: false };
    return () => {
      this.#watched = before;
    };
  }

  /** Finesse has done it. Rejects where it cannot be put on record. */
  record({ agentId, origin }: Supervised, how: CallMonitoringAct): Promise<void> {
    const watched = this.#watched;
    setTimeout(() => {
      if (watched !== null && this.#watched === watched && !watched.seen) this.#over();
    }, SEEN_WITHIN_MS).unref();
    return this.#begin(agentId, how, origin);
  }

  /** The dialogs of the phone as they are now. What was begun elsewhere, as at Finesse's own desktop, counts. */
  take(dialogs: Dialogs, extension: string): void {
    const watched = this.#watched;
    if (watched === null) {
      this.#adopt(dialogs, extension);
      return;
    }
    const isIn = (dialog: Dialog): boolean =>
      watched.isIt(dialog, extension) && ownPart(dialog, extension)?.state !== 'WRAP_UP';
    if ([...dialogs.values()].some(isIn)) watched.seen = true;
    else if (watched.seen) this.#over();
  }

  /** After a time in which nothing was heard: what is on record and is no more, ends. */
  settle(dialogs: Dialogs): void {
    const { engine } = this.#options;
    this.#enqueue(async () => {
      const known = await engine.read(({ world }) => lookup(world.state.callMonitorings, this.#supervisorId));
      if (known === undefined || this.#watched !== null) return;
      const isIt = (dialog: Dialog): boolean => !isMonitor(dialog);
      if (known.isBargedIn && [...dialogs.values()].some(isIt)) this.#watched = { isIt, seen: true };
      else await this.#end();
    }).catch(this.#options.failed);
  }

  /**
   * Who listens may not any more: it is off the record already.
   * @returns the calls to leave. Who is alone with a customer by now keeps that call: it is their own.
   */
  withdraw(dialogs: Dialogs, extension: string): Dialog[] {
    const watched = this.#watched;
    this.#watched = null;
    const isOthers = (dialog: Dialog): boolean =>
      isMonitor(dialog) || dialog.participants.filter(({ state }) => state !== 'DROPPED').length > 2;
    return [...dialogs.values()].filter(
      (dialog) => watched?.isIt(dialog, extension) === true && isOthers(dialog),
    );
  }

  /** Nothing is heard of the phone any more; whoever hears of it next tells what is over. */
  forget(): void {
    this.#watched = null;
  }

  #adopt(dialogs: Dialogs, extension: string): void {
    const found = [...dialogs.values()].find((dialog) => isOwnMonitor(dialog, extension));
    const agentId = found === undefined ? null : this.#options.agentAt(found.toAddress);
    if (agentId === null) return;
    this.#watched = { isIt: isOwnMonitor, seen: true };
    this.#begin(agentId, 'MONITOR', null).catch(this.#options.failed);
  }

  #over(): void {
    this.#watched = null;
    this.#enqueue(() => this.#end()).catch(this.#options.failed);
  }

  #begin(agentId: string, how: CallMonitoringAct, origin: Origin | null): Promise<void> {
    const by = this.#supervisorId;
    const content = origin === null ? {} : { origins: { [by]: origin } };
    return this.#enqueue(async () => {
      await submit(
        this.#options.engine,
        { id: randomUUID(), type: 'call.monitor', by, agentId, how },
        content,
      );
    });
  }

  async #end(): Promise<void> {
    const command = { id: randomUUID(), type: 'call.endMonitoring', by: this.#supervisorId } as const;
    try {
      await submit(this.#options.engine, command);
    } catch (error) {
      // Who is signed out here listens no more on record.
      if (!(error instanceof ProtocolError && error.code === 'NOT_SIGNED_IN')) throw error;
    }
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
