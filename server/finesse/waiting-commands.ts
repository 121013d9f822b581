/** Commands that Finesse has accepted and whose outcome its events will tell. */
import type { ApiError, Update } from './model.ts';

/** Whom a command changes: the agent, or a call. Their events settle it when Finesse does not name the request. */
export type CommandSubject = 'user' | 'dialogs';

export type Outcome = 'done' | 'late' | { error: ApiError };

export type WaitingCommand = {
  /** Resolves with `late` when nothing has come so long (ms) after it was called. */
  outcome(withinMs: number): Promise<Outcome>;
  /** It was not accepted. */
  forget(): void;
};

type Waiting = { subject: CommandSubject; settle: (outcome: Outcome) => void };

/** The commands of one agent. */
export class WaitingCommands {
  /** By the id of the request, the oldest first. */
  readonly #waiting = new Map<string, Waiting>();

  /** Call it before the request is sent: its event may come before its answer. */
  add(requestId: string, subject: CommandSubject): WaitingCommand {
    let settle: (outcome: Outcome) => void = () => {};
    const settled = new Promise<Outcome>((resolve) => (settle = resolve));
    this.#waiting.set(requestId, { subject, settle });
    return {
      outcome: (withinMs) => {
        const timer = setTimeout(() => settle('late'), withinMs);
        return settled.finally(() => {
          clearTimeout(timer);
          this.#waiting.delete(requestId);
        });
      },
      forget: () => void this.#waiting.delete(requestId),
    };
  }

  /** Lets the command know that this event is about. Returns whether one waits for it. */
  take({ requestId, content }: Update): boolean {
    const found = requestId === null ? this.#oldest(content.kind) : this.#waiting.get(requestId);
    found?.settle(content.kind === 'error' ? { error: content.error } : 'done');
    return found !== undefined;
  }

  /** Nothing will be told any more: whoever waits, waits no longer. */
  abandon(): void {
    for (const { settle } of this.#waiting.values()) settle('late');
  }

  #oldest(kind: Update['content']['kind']): Waiting | undefined {
    if (kind === 'other') return undefined;
    return [...this.#waiting.values()].find(({ subject }) => kind === 'error' || subject === kind);
  }
}
