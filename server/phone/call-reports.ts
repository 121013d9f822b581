/** Tells the core what an agent does with calls: each part's beginning, hold and end, in order. */
import type { TaskDirection, CallEndReason } from '../core/state.ts';
import { legsOf } from '../core/call-legs.ts';
import { lookup } from '../core/lookup.ts';
import { endCallLeg, holdCall, startCallLeg } from '../customers/calls.ts';
import type { CallSources } from '../customers/calls.ts';
import type { Dialog } from '../finesse/model.ts';
import { endOf, isMonitor, isOwnConsult, otherNumber, ownPart, reasonOf, timeOf } from './dialogs.ts';

/** What is known here of a call that the agent is in. */
export type CallPlace = { conversationId: string | null; customer: { id: string; name: string } | null };

type Reported = { dialog: Dialog; held: boolean };

/** A transfer that the agent has asked for ends the part soon (ms). */
const HANDS_OVER_WITHIN_MS = 10_000;

export class CallReports {
  readonly #agentId: string;
  readonly #sources: CallSources;
  readonly #onPlace: (callId: string, place: CallPlace) => void;
  readonly #failed: (error: unknown) => void;
  readonly #reported = new Map<string, Reported>();
  #handsOver: { how: 'SST' | 'CONSULT'; at: number } | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(
    agentId: string,
    sources: CallSources,
    told: { onPlace: (callId: string, place: CallPlace) => void; failed: (error: unknown) => void },
  ) {
    this.#agentId = agentId;
    this.#sources = sources;
    this.#onPlace = told.onPlace;
    this.#failed = told.failed;
  }

  /** The agent has asked to give a call away. */
  noteHandover(how: 'SST' | 'CONSULT'): void {
    this.#handsOver = { how, at: performance.now() };
  }

  /** Finesse has said no: the call stays. */
  forgetHandover(): void {
    this.#handsOver = null;
  }

  /** Nothing is heard of the calls any more; they may go on, and whoever hears of them next tells what has ended. */
  forget(): void {
    this.#reported.clear();
  }

  /** All dialogs as they are now; what is gone has ended. */
  take(dialogs: ReadonlyMap<string, Dialog>, extension: string): void {
    const wasConsulted = [...this.#reported.values()].some(
      ({ dialog }) => reasonOf(dialog, extension, false) === 'CONSULT',
    );
    for (const dialog of dialogs.values()) this.#look(dialog, extension, wasConsulted);
    const asks = [...this.#askedNow(dialogs, extension)].length > 0;
    for (const [id, { dialog }] of [...this.#reported]) {
      const now = dialogs.get(id);
      const state = now && ownPart(now, extension)?.state;
      if (state === 'ACTIVE' || state === 'HELD') continue;
      this.#reported.delete(id);
      this.#end(
        id,
        endOf(dialog, this.#handover(asks)),
        now && timeOf(ownPart(now, extension)?.stateChangeTime),
      );
    }
  }

  /** After a time in which nothing was heard: what the core still takes for a call, and is none, ends. */
  settle(dialogs: ReadonlyMap<string, Dialog>): void {
    const { engine } = this.#sources;
    this.#enqueue(async () => {
      const open = await engine.read(({ world }) => {
        const agent = lookup(world.state.agents, this.#agentId);
        return agent === undefined ? [] : legsOf(world.state, agent).map(({ leg }) => leg.callId);
      });
      for (const callId of open) {
        if (dialogs.has(callId)) continue;
        await endCallLeg(this.#sources, {
          agentId: this.#agentId,
          callId,
          reason: 'DIALOG_ENDED',
          endedAt: null,
        });
      }
    });
  }

  *#askedNow(dialogs: ReadonlyMap<string, Dialog>, extension: string): Iterable<Dialog> {
    for (const dialog of dialogs.values()) if (isOwnConsult(dialog, extension)) yield dialog;
  }

  #handover(asks: boolean): 'SST' | 'CONSULT' | null {
    const noted = this.#handsOver;
    if (noted !== null && performance.now() - noted.at < HANDS_OVER_WITHIN_MS) return noted.how;
    return asks ? 'CONSULT' : null;
  }

  #look(dialog: Dialog, extension: string, wasConsulted: boolean): void {
    const own = ownPart(dialog, extension);
    if (own === undefined || isMonitor(dialog) || isOwnConsult(dialog, extension)) return;
    if (own.state !== 'ACTIVE' && own.state !== 'HELD') return;
    const held = own.state === 'HELD';
    const before = this.#reported.get(dialog.id);
    this.#reported.set(dialog.id, { dialog, held });
    if (before === undefined) this.#start(dialog, extension, reasonOf(dialog, extension, wasConsulted));
    if (held !== (before?.held ?? false)) this.#hold(dialog.id, held);
  }

  #start(dialog: Dialog, extension: string, reason: TaskDirection): void {
    const number = otherNumber(dialog, extension);
    this.#enqueue(async () => {
      const place = await startCallLeg(this.#sources, {
        agentId: this.#agentId,
        callId: dialog.id,
        leg: `${extension}:${this.#agentId}:${dialog.id}`,
        reason,
        number,
        serviceIdentifier: null,
        customerId: null,
        queueName: dialog.queueName ?? null,
        address: extension,
        fromAddress: dialog.fromAddress,
        associatedId: dialog.associatedId,
        answeredAt: timeOf(ownPart(dialog, extension)?.startTime),
        additionalAttributes: [...dialog.variables]
          .filter(([, value]) => value !== '')
          .map(([key, value]) => ({ key, type: 'String2000', value })),
      });
      if (place === null) return;
      const customer = await this.#sources.engine.read(({ world, records }) => {
        const id = lookup(world.state.conversations, place.conversationId)?.customerId;
        const record = id === undefined ? undefined : records.customer(id);
        if (record === undefined || record.isAnonymous) return null;
        return { id: record.id, name: `${record.firstName} ${record.lastName}`.trim() };
      });
      const isCustomers = reason !== 'CONSULT';
      this.#onPlace(dialog.id, {
        conversationId: isCustomers ? place.conversationId : null,
        customer: isCustomers ? customer : null,
      });
    });
  }

  #hold(callId: string, on: boolean): void {
    this.#enqueue(() => holdCall(this.#sources, { agentId: this.#agentId, callId, on }));
  }

  #end(callId: string, reason: CallEndReason, endedAt: number | null | undefined): void {
    const agentId = this.#agentId;
    this.#enqueue(() => endCallLeg(this.#sources, { agentId, callId, reason, endedAt: endedAt ?? null }));
  }

  #enqueue(work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch(this.#failed);
  }
}
