/**
 * One agent's calls: turns what Finesse tells of dialogs into what the agent's client is told. It knows what the client
 * knows already, so that nothing is announced or dropped twice.
 */
import type { ConnectorEvent } from '../../../protocol/generic-connector/events.ts';
import type { Dialog, Participant, Update } from '../../finesse/model.ts';
import { consultCall, droppedCall, droppedConsult, inboundCall, newInboundCall } from './connector-event.ts';
import type { TimeWriter } from './connector-event.ts';

type Call = {
  dialog: Dialog;
  /** `consult`: the agent asks somebody; `watched`: a supervisor listens, and the agent is not told. */
  kind: 'call' | 'consult' | 'watched';
  /** The dialog by which the agent knew the call before a transfer or a conference. */
  previous: string | null;
  /** The call as the client was told it last; null: nothing yet. */
  told: string | null;
  announced: boolean;
};

/** A call that has ended: it is not told twice, and another dialog may continue it. */
type Ended = { dialog: Dialog; at: number };

/** So many ended calls are remembered. */
const MOST_ENDED = 200;

/** A consult that ends goes on in the other dialog at once (ms). */
const CONTINUES_WITHIN_MS = 5_000;

export const MONITOR = 'SUPERVISOR_MONITOR';

export class AgentCalls {
  readonly #agentId: string;
  readonly #time: TimeWriter;
  readonly #calls = new Map<string, Call>();
  readonly #ended = new Map<string, Ended>();
  /** The agent's own telephone. */
  extension = '';

  constructor(agentId: string, time: TimeWriter) {
    this.#agentId = agentId;
    this.#time = time;
  }

  /** A notification. Returns what to tell, in order. */
  take(event: Update['event'], dialogs: readonly Dialog[]): ConnectorEvent[] {
    return dialogs.flatMap((dialog) => {
      if (event === 'DELETE') return this.#end(dialog.id);
      return this.#change(dialog, event === 'POST');
    });
  }

  /** All calls as they are now, after it was unknown for a while: tells what is different. */
  compare(dialogs: readonly Dialog[]): ConnectorEvent[] {
    const open = new Set(dialogs.map(({ id }) => id));
    const gone = [...this.#calls.keys()].filter((id) => !open.has(id));
    return [
      ...gone.flatMap((id) => this.#end(id)),
      ...dialogs.flatMap((dialog) => {
        const before = this.#calls.get(dialog.id)?.told;
        const events = this.#change(dialog, true);
        const now = this.#calls.get(dialog.id)?.told;
        return now !== undefined && now === before ? [] : events;
      }),
    ];
  }

  /** All calls as they are now, for a client that knows none of them. */
  introduce(dialogs: readonly Dialog[]): ConnectorEvent[] {
    this.clear();
    return dialogs.flatMap((dialog) => this.#change(dialog, true));
  }

  clear(): void {
    this.#calls.clear();
    this.#ended.clear();
  }

  /** Whether the agent is in a call of the agent's own. */
  get isBusy(): boolean {
    return [...this.#calls.values()].some(({ dialog, kind }) => {
      const state = this.#own(dialog)?.state;
      return kind !== 'watched' && dialog.callType !== MONITOR && state !== undefined && !OVER.has(state);
    });
  }

  /** The monitor dialog by which the agent, a supervisor, listens to a telephone. */
  monitorOf(extension: string): Dialog | undefined {
    const calls = [...this.#calls.values()].filter(({ kind }) => kind !== 'watched');
    return calls.find(({ dialog }) => dialog.callType === MONITOR && dialog.toAddress === extension)?.dialog;
  }

  /**
   * The dialog to complete a transfer or a conference on: the one that is held, also when the client names the consult.
   */
  toComplete(id: string): string {
    const named = this.#calls.get(id)?.dialog;
    if (named === undefined) return id;
    const isConsulting = this.#calls.get(id)?.kind === 'consult';
    const others = [...this.#calls.values()].filter(
      ({ dialog, kind }) =>
        dialog.associatedId === id ||
        dialog.id === named.associatedId ||
        (kind !== 'watched' && (kind === 'consult') !== isConsulting),
    );
    const pair = [named, ...others.map(({ dialog }) => dialog)];
    const held = pair.filter((dialog) => this.#own(dialog)?.state === 'HELD');
    return (pair.find((dialog) => this.#own(dialog)?.actions.includes('TRANSFER')) ?? held[0] ?? named).id;
  }

  #own(dialog: Dialog): Participant | undefined {
    return dialog.participants.find(({ mediaAddress }) => mediaAddress === this.extension);
  }

  #change(dialog: Dialog, isNew: boolean): ConnectorEvent[] {
    const own = this.#own(dialog);
    const known = this.#calls.get(dialog.id);
    const isOver = own === undefined || own.state === 'DROPPED';
    if (isOver) return known === undefined || known.kind === 'watched' ? [] : this.#end(dialog.id);
    // What is repeated after the end tells nothing new; only a new call may have the id of an old one.
    if (known === undefined && this.#ended.has(dialog.id) && !isNew && own.state !== 'ALERTING') return [];

    const call = known ?? this.#begin(dialog);
    call.dialog = dialog;
    if (call.kind === 'watched') return [];
    const event = this.#eventOf(call, own);
    if (event === null) return [];
    call.told = JSON.stringify(inboundCall(this.#agentId, dialog, own, null, this.#time));
    return [event];
  }

  #begin(dialog: Dialog): Call {
    const kind = this.#kindOf(dialog);
    const mayContinue = kind === 'call' && dialog.fromAddress !== this.extension;
    const previous = mayContinue ? this.#previousOf(dialog) : null;
    const call: Call = { dialog, kind, previous, told: null, announced: previous !== null };
    this.#ended.delete(dialog.id);
    this.#calls.set(dialog.id, call);
    return call;
  }

  #kindOf(dialog: Dialog): Call['kind'] {
    const isOwn = dialog.fromAddress === this.extension;
    if (dialog.callType === MONITOR) return isOwn ? 'call' : 'watched';
    return isOwn && isConsult(dialog) ? 'consult' : 'call';
  }

  /** The consult that goes on in this dialog. */
  #previousOf(dialog: Dialog): string | null {
    const now = performance.now();
    const open = [...this.#calls.values()].filter(({ kind }) => kind === 'call').map((call) => call.dialog);
    const ended = [...this.#ended.values()].filter(({ at }) => now - at < CONTINUES_WITHIN_MS);
    const consults = [...open, ...ended.map((one) => one.dialog)].filter(
      (other) => other.fromAddress !== this.extension && isConsult(other),
    );
    const same = consults.find((other) => other.associatedId === dialog.id);
    if (same !== undefined) return same.id;
    const rings = this.#own(dialog)?.state === 'ALERTING';
    const unnamed = consults.findLast((other) => other.associatedId === null);
    return rings || dialog.associatedId !== null ? null : (unnamed?.id ?? null);
  }

  #eventOf(call: Call, own: Participant): ConnectorEvent | null {
    const { dialog, kind, previous } = call;
    if (kind === 'consult') return consultCall(this.#agentId, dialog, own, this.#time);
    const isIncoming = dialog.fromAddress !== this.extension;
    if (isIncoming && !call.announced) {
      // It does not ring yet.
      if (own.state === 'INITIATING' || own.state === 'INITIATED') return null;
      call.announced = true;
      if (own.state === 'ALERTING') return newInboundCall(this.#agentId, dialog);
    }
    return inboundCall(this.#agentId, dialog, own, previous, this.#time);
  }

  #end(id: string): ConnectorEvent[] {
    const call = this.#calls.get(id);
    if (call === undefined) return [];
    this.#calls.delete(id);
    this.#ended.set(id, { dialog: call.dialog, at: performance.now() });
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= MOST_ENDED) break;
      this.#ended.delete(oldest);
    }
    if (call.told === null) return [];
    return [call.kind === 'consult' ? droppedConsult(this.#agentId, id) : droppedCall(this.#agentId, id)];
  }
}

const OVER: ReadonlySet<string> = new Set(['DROPPED', 'FAILED', 'WRAP_UP']);

function isConsult({ callType, associatedId }: Dialog): boolean {
  return callType === '' ? associatedId !== null : callType.startsWith('CONSULT');
}
