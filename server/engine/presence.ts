/**
 * Keeps what the core believes about connections in step with the connections there are.
 *
 * Gateways tell when a connection comes or goes. Such a command can get lost: its commit fails, the state is
 * rebuilt, the store is away. Then the core would believe for ever that somebody is there. So after every reset
 * and after every presence command that did not happen, the state is compared with what the gateways hold, and
 * the difference is submitted. Agents and customers are kept by the same comparison.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../core/commands.ts';
import type { State } from '../core/state.ts';
import type { PresenceCommand, PresenceSource } from './presence-source.ts';
import type { Outcome, View } from './contract.ts';

/** What presence needs of the mailbox. */
type PresenceMailbox = {
  submit: (command: Command) => Promise<Outcome>;
  read: <T>(look: (view: View) => T) => Promise<T>;
  /** Whether the engine has ended: then nobody needs the comparison. */
  ended: () => boolean;
  newId: () => string;
};

/** Pauses between two attempts to submit the difference (ms). */
const RETRY_MS = 250;
const LONGEST_RETRY_MS = 2_000;

/** So many commands are submitted at once: others are served between two portions. */
const PORTION = 250;

/** No agent is connected: how things are when a process starts. */
export const NO_AGENT: PresenceSource = { kind: 'agent', has: () => false };

/**
 * The commands after which `state` agrees with `sources`, each when it is asked for: of many, a portion is taken at a
 * time. A kind that no source holds is left as it is.
 */
export function* presenceDifference(
  state: State,
  sources: Iterable<PresenceSource>,
  newId: () => string,
): Generator<PresenceCommand, void> {
  const agentSources: ((agentId: string, sid: string) => boolean)[] = [];
  const sessionSources: ((sessionId: string) => boolean)[] = [];
  for (const source of sources) {
    if (source.kind === 'agent') agentSources.push(source.has);
    else sessionSources.push(source.has);
  }
  if (agentSources.length > 0) {
    for (const { id: agentId, sid, connected } of Object.values(state.agents)) {
      if (sid === null) continue;
      const there = agentSources.some((has) => has(agentId, sid));
      if (there === connected) continue;
      yield { type: there ? 'agent.connect' : 'agent.disconnect', id: newId(), agentId, sid };
    }
  }
  if (sessionSources.length > 0) {
    for (const { id: sessionId, connected, connectionBound } of Object.values(state.sessions)) {
      if (!connectionBound) continue;
      const there = sessionSources.some((has) => has(sessionId));
      if (there === connected) continue;
      yield { type: there ? 'session.connect' : 'session.disconnect', id: newId(), sessionId };
    }
  }
}

/** What a command says of whom. */
function subjectOf(command: PresenceCommand): string {
  return `${command.type} ${'agentId' in command ? command.agentId : command.sessionId}`;
}

/** Whether a connection has gone. */
function isLoss({ type }: PresenceCommand): boolean {
  return type === 'agent.disconnect' || type === 'session.disconnect';
}

/** Whether any of `sources` has the connection that a command is about; false for a command about none. */
export function isHeld(command: Command, sources: Iterable<PresenceSource>): boolean {
  for (const source of sources) {
    if (source.kind === 'agent') {
      const { type } = command;
      if (type !== 'agent.connect' && type !== 'agent.disconnect') continue;
      if (source.has(command.agentId, command.sid)) return true;
    } else {
      const { type } = command;
      if (type !== 'session.start' && type !== 'session.connect' && type !== 'session.disconnect') continue;
      if (source.has(command.sessionId)) return true;
    }
  }
  return false;
}

/** The presence of one tenant. */
export class Presence {
  readonly #mailbox: PresenceMailbox;
  readonly #sources = new Set<PresenceSource>();
  #wanted = false;
  #comparing = false;

  constructor(mailbox: PresenceMailbox) {
    this.#mailbox = mailbox;
  }

  /** From now on the comparison asks `source`, too. The result ends that. */
  watch(source: PresenceSource): () => void {
    this.#sources.add(source);
    return () => this.#sources.delete(source);
  }

  /**
   * A connection has come or gone. When the command does not happen, the comparison sees to it. Somebody whose
   * connection is lost in one place and held in another is still there.
   */
  tell(command: PresenceCommand): void {
    if (isLoss(command) && isHeld(command, this.#sources)) return;
    this.#mailbox.submit(command).then(
      ({ ok }) => {
        if (!ok) this.compare();
      },
      () => this.compare(),
    );
  }

  /** What has to be submitted so that `state` agrees with the connections that are there now. */
  difference(state: State): Iterable<PresenceCommand> {
    return presenceDifference(state, this.#sources, this.#mailbox.newId);
  }

  /** Compares soon, and again until the difference has been accepted. */
  compare(): void {
    this.#wanted = true;
    if (!this.#comparing) void this.#work();
  }

  async #work(): Promise<void> {
    this.#comparing = true;
    let pause = RETRY_MS;
    while (this.#wanted && !this.#mailbox.ended()) {
      this.#wanted = false;
      if (await this.#submitDifference()) {
        pause = RETRY_MS;
      } else {
        this.#wanted = true;
        await sleep(pause, undefined, { ref: false });
        pause = Math.min(pause * 2, LONGEST_RETRY_MS);
      }
    }
    this.#comparing = false;
  }

  /**
   * Portion by portion. The commands of one are submitted within the look: whatever a gateway submits after this
   * moment is decided after them, so a connection that comes meanwhile is not overruled. False when some of it
   * did not happen.
   */
  async #submitDifference(): Promise<boolean> {
    // A command that the core refuses is not given a second time.
    const given = new Set<string>();
    for (;;) {
      let portion: Promise<PromiseSettledResult<Outcome>[]> = Promise.resolve([]);
      try {
        await this.#mailbox.read(({ world }) => {
          const commands: PresenceCommand[] = [];
          for (const command of this.difference(world.state)) {
            if (given.has(subjectOf(command))) continue;
            if (commands.push(command) === PORTION) break;
          }
          portion = Promise.allSettled(
            commands.map((command) => {
              given.add(subjectOf(command));
              return this.#mailbox.submit(command);
            }),
          );
        });
      } catch {
        await portion;
        return false;
      }
      const outcomes = await portion;
      if (outcomes.length === 0) return true;
      if (outcomes.some(({ status }) => status === 'rejected')) return false;
    }
  }
}
