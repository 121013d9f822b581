/** One agent as the connector knows them: where the events go, the sign-in, the link, and what was told last. */
import { randomUUID } from 'node:crypto';
import type { ConnectorEvent } from '../../../protocol/generic-connector/events.ts';
import { FinesseFailure } from '../../finesse/finesse-failure.ts';
import type { FinesseClient } from '../../finesse/finesse-client.ts';
import type { FinesseUser, Update } from '../../finesse/model.ts';
import type { Credentials } from '../../finesse/rest.ts';
import type { FinesseService } from '../../finesse/service.ts';
import { WaitingCommands } from '../../finesse/waiting-commands.ts';
import type { CommandSubject, Outcome } from '../../finesse/waiting-commands.ts';
import { StandingLink } from '../../finesse/xmpp/standing-link.ts';
import type { StandingLinkOptions } from '../../finesse/xmpp/standing-link.ts';
import { AgentCalls } from './agent-calls.ts';
import { CommandRefusal } from './command-refusal.ts';
import { stateEvent } from './connector-event.ts';
import type { TimeWriter } from './connector-event.ts';
import type { Destination } from './destination.ts';

/** What all agents share. */
export type SessionParts = {
  client: FinesseClient;
  service: FinesseService;
  http: StandingLinkOptions['http'];
  time: TimeWriter;
  commandTimeoutMs: number;
  tell: (destination: Destination, event: ConnectorEvent) => void;
  /** Something that operators may want to know; never a secret. */
  note: (what: string, agentId: string) => void;
  /** The agent is signed out at Finesse. */
  signedOut: (agentId: string) => void;
};

/** Pauses (ms) between attempts to read everything again. */
const READ_AGAIN_MS = 1_000;
const READ_AGAIN_LONGEST_MS = 8_000;

export class AgentSession {
  readonly id: string;
  readonly calls: AgentCalls;
  readonly #parts: SessionParts;
  readonly #waiting = new WaitingCommands();
  #codes: ReadonlyMap<string, string> = new Map();
  #link: StandingLink | null = null;
  #credentials: Credentials | null = null;
  #user: FinesseUser | null = null;
  /** Something may have been missed: everything is read again as soon as that is possible. */
  #isStale = false;
  #reading = false;
  #readTimer: NodeJS.Timeout | undefined;
  destination: Destination;

  constructor(id: string, destination: Destination, parts: SessionParts) {
    this.id = id;
    this.destination = destination;
    this.#parts = parts;
    this.calls = new AgentCalls(id, parts.time);
  }

  /** Whether the agent has signed in through the connector, and not signed out since. */
  get isSignedIn(): boolean {
    return this.#credentials !== null;
  }

  /** By which requests are made. Throws NOT_LOGGED_IN. */
  get credentials(): Credentials {
    if (this.#credentials === null) throw new CommandRefusal('NOT_LOGGED_IN');
    return this.#credentials;
  }

  /** The agent as Finesse told them last. Throws NOT_LOGGED_IN. */
  get user(): FinesseUser {
    if (this.#user === null) throw new CommandRefusal('NOT_LOGGED_IN');
    return this.#user;
  }

  tell(event: ConnectorEvent): void {
    this.#parts.tell(this.destination, event);
  }

  tellState(user: FinesseUser): void {
    this.tellStateOf(this.id, user);
  }

  /** Tells the state of somebody under the id that the client knows them by. */
  tellStateOf(agentId: string, user: FinesseUser): void {
    this.tell(stateEvent(agentId, user, this.#codes, this.#parts.time));
  }

  /**
   * From here on the agent's events are told. A failure changes nothing. Returns what takes it back, for when the
   * sign-in that follows fails.
   */
  async enter(credentials: Credentials, user: FinesseUser, extension: string): Promise<() => void> {
    const same = this.#credentials?.password === credentials.password && this.#link !== null;
    const before = { credentials: this.#credentials, user: this.#user, extension: this.calls.extension };
    const [link, codes] = await Promise.all([
      same ? this.#link : this.#openLink(credentials),
      this.#readCodes(credentials),
    ]);
    const old = this.#link;
    this.#link = link;
    this.#credentials = credentials;
    this.#codes = codes;
    this.#user = user;
    this.calls.extension = extension;
    if (old !== link) old?.close();
    return () => {
      if (before.credentials === null) this.leave();
      else Object.assign(this.calls, { extension: before.extension });
    };
  }

  /** The agent is signed out: no event is told any more, and the link ends. */
  leave(): void {
    clearTimeout(this.#readTimer);
    this.#link?.close();
    this.#link = null;
    this.#credentials = null;
    this.#user = null;
    this.#isStale = false;
    this.calls.clear();
  }

  /**
   * Sends a request that changes something. Resolves, when Finesse has accepted it, with the way to wait for what comes
   * of it; `settled` throws a `CommandRefusal`.
   */
  async request(
    subject: CommandSubject,
    send: (requestId: string) => Promise<void>,
  ): Promise<{ settled: () => Promise<void>; failed: () => Promise<void> }> {
    const requestId = randomUUID();
    const waiting = this.#waiting.add(requestId, subject);
    try {
      await send(requestId);
    } catch (error) {
      waiting.forget();
      throw error;
    }
    const outcome = waiting.outcome(this.#parts.commandTimeoutMs);
    return {
      settled: async () => {
        const what = await outcome;
        if (what === 'late') {
          throw new CommandRefusal('TIMEOUT', { reason: 'Finesse has accepted it and told nothing since.' });
        }
        refuseIfFailed(what);
      },
      failed: async () => refuseIfFailed(await outcome),
    };
  }

  /** Finesse or the link was away: what was told meanwhile is unknown. */
  suspect(): void {
    if (this.isSignedIn) this.#isStale = true;
  }

  /** Reads everything again when something may have been missed, and tells what is different. */
  refresh(pauseMs = READ_AGAIN_MS): void {
    if (!this.#isStale || this.#reading || this.#link?.stands !== true) return;
    if (this.#parts.service.status !== 'IN_SERVICE') return;
    this.#reading = true;
    this.#isStale = false;
    clearTimeout(this.#readTimer);
    this.#read().then(
      () => {
        this.#reading = false;
        this.refresh();
      },
      (error: unknown) => {
        this.#reading = false;
        if (!(error instanceof FinesseFailure)) this.#parts.note('an agent could not be read again', this.id);
        if (!this.isSignedIn) return;
        this.#isStale = true;
        const next = Math.min(pauseMs * 2, READ_AGAIN_LONGEST_MS);
        this.#readTimer = setTimeout(() => this.refresh(next), pauseMs);
      },
    );
  }

  async #read(): Promise<void> {
    const { client } = this.#parts;
    const { credentials } = this;
    const [user, dialogs] = await Promise.all([
      client.user(credentials, this.id),
      client.dialogs(credentials),
    ]);
    if (this.#credentials !== credentials) return;
    this.#takeUser(user);
    for (const event of this.calls.compare(dialogs)) this.tell(event);
    this.#endIfSignedOut();
  }

  #take(update: Update): void {
    if (!this.isSignedIn) return;
    const { event, content } = update;
    // A supervisor may be told of others, too.
    if (content.kind === 'user' && this.#isOwn(content.user)) this.#takeUser(content.user);
    if (content.kind === 'dialogs') {
      for (const told of this.calls.take(event, content.dialogs)) this.tell(told);
    }
    this.#waiting.take(update);
    this.#endIfSignedOut();
  }

  /** The client may name the agent by the name to sign in with, where Finesse tells another id. */
  #isOwn({ loginId }: FinesseUser): boolean {
    const given = loginId.toLowerCase();
    return given === this.#user?.loginId.toLowerCase() || given === this.id.toLowerCase();
  }

  #takeUser(user: FinesseUser): void {
    this.#user = user;
    if (user.extension !== '') this.calls.extension = user.extension;
    this.tellState(user);
  }

  #endIfSignedOut(): void {
    if (this.#user?.state !== 'LOGOUT') return;
    this.leave();
    this.#parts.signedOut(this.id);
  }

  async #openLink(credentials: Credentials): Promise<StandingLink> {
    const { http, service, note, commandTimeoutMs } = this.#parts;
    if (service.node === null) await service.check();
    const link: StandingLink = new StandingLink({
      http,
      credentials: () => credentials,
      timeoutMs: commandTimeoutMs,
      node: () => service.node,
      onUpdate: (update) => {
        if (this.#link === link) this.#take(update);
      },
      onLost: (why) => {
        if (this.#link !== link) return;
        note(`a link to the notifications was lost: ${why}`, this.id);
        this.suspect();
        void service.check();
      },
      onRestored: () => {
        if (this.#link !== link) return;
        // What was found out while it was lost may be out of date.
        void service.check().then(() => this.refresh());
      },
    });
    await link.open();
    return link;
  }

  /** Only to name reasons that Finesse tells by their ids: without them, the ids are told. */
  async #readCodes(credentials: Credentials): Promise<ReadonlyMap<string, string>> {
    const { client } = this.#parts;
    const lists = await Promise.allSettled([
      client.reasons(credentials, 'NOT_READY'),
      client.reasons(credentials, 'LOGOUT'),
    ]);
    const reasons = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
    return new Map(reasons.filter(({ code }) => code !== '').map(({ id, code }) => [id, code]));
  }
}

function refuseIfFailed(outcome: Outcome): void {
  if (typeof outcome !== 'string') throw new CommandRefusal('FINESSE_ERROR', { error: outcome.error });
}
