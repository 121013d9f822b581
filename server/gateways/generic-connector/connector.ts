/**
 * The Generic Connector: takes commands of clients that do not speak Finesse, carries them out there, and reports the
 * outcome. It knows its agents from `Connect` on; only Finesse knows who they are.
 */
import type { Logger } from 'pino';
import type { CommandName } from '../../../protocol/generic-connector/commands.ts';
import { FinesseClient } from '../../finesse/finesse-client.ts';
import { HttpClient } from '../../finesse/http-exchange.ts';
import { FinesseService } from '../../finesse/service.ts';
import type { ServiceStatus } from '../../finesse/service.ts';
import type { SecurityLog } from '../../security-log.ts';
import { AgentSession } from './agent-session.ts';
import type { SessionParts } from './agent-session.ts';
import { CommandQueue } from './command-queue.ts';
import { CommandRefusal, refusalOf } from './command-refusal.ts';
import { CARRY_OUT, SIGNS_IN } from './commands/carry-out.ts';
import type { OwnCommand } from './commands/carry-out.ts';
import { errorEvent, messageOf, timeWriter } from './connector-event.ts';
import type { ConnectorCounts } from './connector-metrics.ts';
import type { Refusal } from './connector-event.ts';
import type { Destination, Message } from './destination.ts';
import { isDestination, readCommand } from './read-command.ts';
import type { Command } from './read-command.ts';
import { SystemStatus } from './system-status.ts';
import { withoutSecrets } from './without-secrets.ts';

export type ConnectorOptions = {
  nodes: readonly { url: string; xmppUrl: string }[];
  /** Trusted certificates (PEM); undefined: those of the system. */
  ca: readonly string[] | undefined;
  commandTimeoutMs: number;
  timeZone: string;
  logger: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
  /** There is room for commands again. */
  onRoom: () => void;
  counts: ConnectorCounts;
  securityLog: SecurityLog;
};

/** The most commands that wait in all; with more, broker and sockets hold theirs back. */
const MOST_WAITING = 2_000;
/** Commands of one agent that wait: more than that can never be done in time. */
const MOST_OF_ONE = 500;
/** Agents that are remembered. Of more, those that are not signed in are forgotten, the oldest first. */
const MOST_AGENTS = 20_000;
const TOO_OLD_MS = 30_000;
/** As the security log names this way. */
const WAY = 'generic-connector';
const CHECK_EVERY_MS = 5_000;
const CHECK_TIMEOUT_MS = 4_000;
/** What has begun may go on for so long (ms) at the end. */
const FINISH_MS = 2_000;

/** Nobody hears of the agent yet. */
const NOWHERE: Destination = { name: '', door: { what: 'socket' }, tell: () => {} };

type Known = { session: AgentSession; queue: CommandQueue };
type AgentCommand = Exclude<CommandName, OwnCommand>;

export class Connector {
  readonly #options: ConnectorOptions;
  readonly #http: HttpClient;
  readonly #service: FinesseService;
  readonly #client: FinesseClient;
  readonly #status: SystemStatus;
  readonly #parts: SessionParts;
  readonly #agents = new Map<string, Known>();
  #waiting = 0;
  #closing = false;

  constructor(options: ConnectorOptions) {
    const { nodes, ca, commandTimeoutMs, timeZone, logger } = options;
    this.#options = options;
    this.#http = new HttpClient(ca);
    this.#service = new FinesseService({
      http: this.#http,
      nodes,
      everyMs: CHECK_EVERY_MS,
      timeoutMs: CHECK_TIMEOUT_MS,
      onChange: (status, isFirst) => this.#statusChanged(status, isFirst),
    });
    this.#client = new FinesseClient(this.#http, this.#service, commandTimeoutMs);
    this.#status = new SystemStatus(this.#service, () => this.#destinations());
    this.#parts = {
      client: this.#client,
      service: this.#service,
      http: this.#http,
      time: timeWriter(timeZone),
      commandTimeoutMs,
      tell: (destination, event) => destination.tell(messageOf(event)),
      note: (what, agentId) => logger.info({ agentId }, what),
      signedOut: (username) => options.securityLog('sign-out', { username, way: WAY }),
    };
  }

  /** From here on Finesse is watched. */
  open(): void {
    void this.#service.check();
  }

  /** Whether another command may come. */
  readonly hasRoom = (): boolean => this.#waiting < MOST_WAITING;

  /** As it stands now. */
  figures(): { signedInAgents: number; waitingCommands: number; isFinesseThere: boolean } {
    let signedInAgents = 0;
    for (const { session } of this.#agents.values()) if (session.isSignedIn) signedInAgents++;
    const isFinesseThere = this.#service.status === 'IN_SERVICE';
    return { signedInAgents, waitingCommands: this.#waiting, isFinesseThere };
  }

  /** A destination is gone, and told nothing any more. */
  readonly forget = (name: string): void => this.#status.forget(name);

  /** Takes a message of a client. Never throws. */
  readonly take = (message: Message): void => {
    if (this.#closing) return;
    const read = readCommand(message.type, message.body);
    if (read === null) {
      this.#options.logger.warn('a message that is no command was dropped');
      return;
    }
    if ('refused' in read) {
      const { id, command, code, reason } = read.refused;
      this.#refuse(message, id, command, { code, ...(reason !== undefined && { reason }) });
      return;
    }
    const { command } = read;
    this.#options.logger.debug({ command: command.name, agentId: command.id }, 'a command has come');
    this.#options.counts.command(command.name);
    switch (command.name) {
      case 'Hello':
      case 'Beat':
        this.#answerSystem(message, command);
        return;
      case 'Connect':
        this.#connect(message, command);
        return;
      default:
        this.#forAgent(message, command, command.name);
    }
  };

  /** Signs nobody out. What has begun may end; then the links do. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, FINISH_MS)));
    await Promise.race([Promise.all([...this.#agents.values()].map(({ queue }) => queue.done())), late]);
    clearTimeout(timer);
    for (const { session } of this.#agents.values()) session.leave();
    this.#service.close();
    this.#http.close();
  }

  #statusChanged(status: ServiceStatus, isFirst: boolean): void {
    this.#options.logger.info({ status }, 'the service of Finesse is known');
    if (!isFirst) this.#status.changed(status);
    for (const { session } of this.#agents.values()) {
      if (status === 'OUT_OF_SERVICE') session.suspect();
      else session.refresh();
    }
  }

  *#destinations(): Iterable<Destination> {
    for (const { session } of this.#agents.values()) yield session.destination;
  }

  #answerSystem(message: Message, { id }: Command): void {
    if (!isDestination(id)) {
      this.#options.logger.warn('somebody asks for an answer at a name that no topic can have');
      return;
    }
    void this.#status.answer(message.destination(id));
  }

  #connect(message: Message, command: Command): void {
    const { id, parameters } = command;
    const [name = '', password = ''] = parameters;
    if (!isDestination(name)) {
      this.#refuse(message, id, 'Connect', {
        code: 'INVALID_PARAMETERS',
        reason: 'No topic can have that name.',
      });
      return;
    }
    const destination = message.destination(name);
    const isAtBroker = message.door.what === 'broker';
    // Whoever may send to the broker is trusted to speak for agents; a socket has to show the password first.
    const known = this.#agents.get(id) ?? this.#remember(id, isAtBroker ? destination : NOWHERE);
    this.#enqueue(known, message, command, async () => {
      const { session } = known;
      const refuse = (refusal: Refusal): void => {
        this.#options.counts.refused(refusal.code);
        destination.tell(messageOf(errorEvent(id, 'Connect', withoutSecrets(refusal, [{ id, password }]))));
      };
      if (session.isSignedIn && session.credentials.password !== password) {
        const refusal = {
          code: 'INVALID_STATE',
          reason: 'The agent is signed in with another password.',
        } as const;
        this.#noteFailedSignIn(message, refusal);
        refuse(refusal);
        return;
      }
      try {
        if (!isAtBroker && !session.isSignedIn) await this.#client.user({ id, password }, id);
        session.destination = destination;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === null) throw error;
        this.#noteFailedSignIn(message, refusal);
        refuse(refusal);
      }
    });
  }

  #remember(id: string, destination: Destination): Known {
    const known = { session: new AgentSession(id, destination, this.#parts), queue: new CommandQueue() };
    this.#agents.set(id, known);
    if (this.#agents.size <= MOST_AGENTS) return known;
    for (const [oldest, { session, queue }] of this.#agents) {
      if (session.isSignedIn || queue.length > 0 || oldest === id) continue;
      this.#agents.delete(oldest);
      break;
    }
    return known;
  }

  #forAgent(message: Message, command: Command, name: AgentCommand): void {
    const known = this.#agents.get(command.id);
    if (known === undefined) {
      this.#refuse(message, command.id, name, { code: 'NOT_CONNECTED' });
      return;
    }
    this.#enqueue(known, message, command, async () => {
      const { session } = known;
      if (session.destination.door !== message.door) {
        this.#refuse(message, command.id, name, { code: 'NOT_CONNECTED' });
        return;
      }
      if (!SIGNS_IN.has(name) && !session.isSignedIn) throw new CommandRefusal('NOT_LOGGED_IN');
      await CARRY_OUT[name]({
        session,
        parameters: command.parameters,
        client: this.#client,
        signedIn: () =>
          [...this.#agents.values()].flatMap((one) => (one.session.isSignedIn ? [one.session.user] : [])),
        later: (outcome) => {
          outcome.catch((error: unknown) => this.#failed(known, message, command, error));
        },
      });
      if (!SIGNS_IN.has(name)) return;
      this.#options.securityLog('sign-in', { username: command.id, client: message.door.client, way: WAY });
    });
  }

  #enqueue(known: Known, message: Message, command: Command, work: () => Promise<void>): void {
    const { session, queue } = known;
    const { sentAt } = message;
    const tooMany = queue.length >= MOST_OF_ONE;
    if (tooMany) {
      this.#options.counts.refused('EXPIRED');
      session.tell(
        errorEvent(session.id, command.name, {
          code: 'EXPIRED',
          reason: 'Too many commands of the agent wait.',
        }),
      );
      return;
    }
    // Two wall clocks tell how old it was when it came; the time that it waits here passes by none.
    const age = sentAt === null ? 0 : Math.max(0, Date.now() - sentAt);
    const since = performance.now() - age;
    this.#waiting++;
    queue.add(async () => {
      try {
        if (this.#closing) return;
        if (performance.now() - since > TOO_OLD_MS) throw new CommandRefusal('EXPIRED');
        await work();
      } catch (error) {
        this.#failed(known, message, command, error);
      } finally {
        this.#waiting--;
        this.#options.onRoom();
      }
    });
  }

  /** Finesse does not take the password, or does not know the name: which one was typed is not kept. */
  #noteFailedSignIn({ door }: Message, { code }: Refusal): void {
    this.#options.securityLog('sign-in-failed', { client: door.client, way: WAY, reason: code });
  }

  #failed({ session }: Known, message: Message, { name, parameters }: Command, error: unknown): void {
    if (this.#closing) return;
    let refusal = refusalOf(error);
    if (refusal === null) {
      this.#options.logger.error({ err: error, command: name }, 'a command could not be carried out');
      refusal = { code: 'FINESSE_UNAVAILABLE', reason: 'Something went wrong on our side.' };
    }
    this.#options.counts.refused(refusal.code);
    if (SIGNS_IN.has(name)) this.#noteFailedSignIn(message, refusal);
    const secrets = SIGNS_IN.has(name) ? [{ id: session.id, password: parameters[0] ?? '' }] : [];
    if (session.isSignedIn) secrets.push(session.credentials);
    this.#options.logger.debug(
      { command: name, agentId: session.id, code: refusal.code },
      'a command was refused',
    );
    session.tell(errorEvent(session.id, name, withoutSecrets(refusal, secrets)));
  }

  /** Refuses what never reached an agent: at the agent's destination, or where the message asks for an answer. */
  #refuse({ door, replyTo }: Message, id: string, command: string, refusal: Refusal): void {
    this.#options.counts.refused(refusal.code);
    const own = this.#agents.get(id)?.session.destination;
    const destination = own?.door === door ? own : replyTo;
    if (destination === null) {
      this.#options.logger.warn({ code: refusal.code }, 'a command was refused, and nobody is there to tell');
      return;
    }
    destination.tell(messageOf(errorEvent(id, command, refusal)));
  }
}
