/** The agents' phones at Cisco Finesse: one link for each agent, whatever number of desks they have open. */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Phone } from '../../protocol/agent-manager/phone.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { Config } from '../core/config.ts';
import { lookup } from '../core/lookup.ts';
import { isSpoken } from '../core/mrd-state.ts';
import type { CallSources } from '../customers/calls.ts';
import type { GatewayEngine, Turn } from '../engine/contract.ts';
import { FinesseClient } from '../finesse/finesse-client.ts';
import { HttpClient } from '../finesse/http-exchange.ts';
import type { Credentials } from '../finesse/rest.ts';
import { FinesseService } from '../finesse/service.ts';
import { submit } from '../wire/submit.ts';
import { CallReports } from './call-reports.ts';
import { PhonesElsewhere } from './elsewhere.ts';
import type { PhoneBus } from './elsewhere.ts';
import { doAct } from './agent-phone.ts';
import type { AgentPhone } from './agent-phone.ts';
import { PhoneLine } from './phone-line.ts';
import type { LineOf, LineParts } from './line-session.ts';
import { mrdStateFor } from './states.ts';

export type PhonesOptions = CallSources & {
  engine: GatewayEngine;
  nodes: readonly { url: string; xmppUrl: string }[];
  /** Trusted certificates (PEM); undefined: those of the system. */
  ca: readonly string[] | undefined;
  timeoutMs: number;
  /** Label or code of Finesse's reason for a missed call (M17). */
  ronaReason?: string;
  configuration: () => Config;
  /** How the nodes that serve the tenant reach each other; null: there is one. */
  bus: PhoneBus | null;
  /** How often other nodes are told that this one is there (ms); absent: 5 s. */
  aliveMs?: number;
  /** The agent's name; null: the agent is unknown. */
  nameOf: (agentId: string) => string | null;
  logger: Pick<Logger, 'info' | 'warn'>;
};

const CHECK_EVERY_MS = 5_000;
const CHECK_TIMEOUT_MS = 4_000;
const ALIVE_MS = 5_000;
/** What another node needs beside the time that Finesse has (ms). */
const BETWEEN_NODES_MS = 2_000;

export class Phones {
  readonly #options: PhonesOptions;
  readonly #http: HttpClient;
  readonly #service: FinesseService;
  readonly #parts: LineParts;
  readonly #lines = new Map<string, PhoneLine>();
  readonly #elsewhere: PhonesElsewhere | null;
  readonly #stop: () => void;
  #listener: (agentId: string, phone: Phone) => void = () => {};

  constructor(options: PhonesOptions) {
    const { engine, nodes, ca, timeoutMs, logger } = options;
    this.#options = options;
    this.#http = new HttpClient(ca);
    this.#service = new FinesseService({
      http: this.#http,
      nodes,
      everyMs: CHECK_EVERY_MS,
      timeoutMs: CHECK_TIMEOUT_MS,
      onChange: (status) => {
        for (const line of this.#lines.values()) line.serviceChanged(status === 'IN_SERVICE');
      },
    });
    this.#parts = {
      client: new FinesseClient(this.#http, this.#service, timeoutMs),
      service: this.#service,
      http: this.#http,
      timeoutMs,
      now: () => engine.now(),
      nameAt: (address) => this.#nameAt(address),
      agentAt: (address) => this.#agentAt(address),
      engine,
      changed: (agentId) => this.#changed(agentId),
      stateTold: (agentId, { state }) => this.#mirror(agentId, state),
      note: (what, agentId) => logger.info({ agentId }, what),
    };
    this.#elsewhere = options.bus === null ? null : this.#openElsewhere(options.bus, timeoutMs);
    this.#stop = engine.onTurn((turn) => this.#heed(turn));
    void this.#service.check();
  }

  /** Hears of each phone that has changed. */
  onChange(listener: (agentId: string, phone: Phone) => void): void {
    this.#listener = listener;
  }

  /** The phone as it stands; null: the agent has no MRD for calls. */
  of(agentId: string): Phone | null {
    const line = this.#line(agentId);
    if (line?.isHeld === true) return line.told();
    return this.#elsewhere?.of(agentId) ?? line?.told() ?? null;
  }

  /** The agent's phone, at whichever node its link is. Throws PHONE_NOT_CONFIGURED. */
  line(agentId: string): AgentPhone {
    const line = this.#line(agentId);
    if (line === undefined) throw new ProtocolError('PHONE_NOT_CONFIGURED');
    const there = line.isHeld ? undefined : this.#elsewhere?.phoneOf(agentId);
    if (there === undefined) return line;
    // A password goes to Finesse alone: with one, the phone is signed in here.
    const signIn: AgentPhone['signIn'] = async (request) => {
      if (typeof request.password !== 'string') return there.signIn(request);
      await line.signIn(request);
      this.#elsewhere?.take(agentId);
    };
    return { ...there, signIn };
  }

  /** Whether this MRD's state is that of the agent's phone now. */
  rules(agentId: string, mrdId: string): boolean {
    const line = this.#lines.get(agentId);
    const there = line?.isHeld === true ? undefined : this.#elsewhere?.of(agentId);
    const state = there === undefined ? line?.state : there.state;
    return (there ?? line)?.mrdId === mrdId && typeof state === 'string' && state !== 'LOGOUT';
  }

  /**
   * The agent has come by this sign-in at Finesse, where they may be at the phone already: the phone is there with the
   * desk then.
   */
  rememberSignIn(agentId: string, proof: { id: string; authorization: string }): void {
    const credentials = credentialsOf(proof);
    const line = credentials === null ? undefined : this.#line(agentId);
    if (credentials === null || line === undefined) return;
    line.remember(credentials);
    this.#options.engine
      .read(({ world }) => lookup(world.state.agents, agentId)?.state ?? 'LOGOUT')
      .then((state) => (state === 'LOGOUT' ? undefined : line.attach()))
      .catch((error: unknown) => this.#notJoined(agentId, error));
  }

  /** Throws AGENT_NOT_FOUND where the agent has no phone that is signed in. */
  extensionOf(agentId: string): string {
    const here = this.#lines.get(agentId)?.extension ?? '';
    const there = this.#elsewhere?.of(agentId);
    const extension = here === '' && there?.link === 'CONNECTED' ? (there.extension ?? '') : here;
    if (extension === '') throw new ProtocolError('AGENT_NOT_AVAILABLE');
    return extension;
  }

  readonly close = (): void => {
    this.#stop();
    this.#service.close();
    this.#elsewhere?.close();
    for (const line of this.#lines.values()) line.end();
    this.#lines.clear();
    this.#http.close();
  };

  #line(agentId: string): PhoneLine | undefined {
    const known = this.#lines.get(agentId);
    if (known !== undefined) return known;
    const place = this.#placeOf(agentId);
    if (place === undefined) return undefined;
    const { mrdId, takesCalls } = place;
    const reports: LineOf['reports'] = (onPlace) => {
      const failed = (error: unknown): void =>
        this.#options.logger.warn({ err: error, agentId }, 'a call could not be entered');
      return new CallReports(agentId, this.#options, { onPlace, failed });
    };
    const line = new PhoneLine({ agentId, mrdId, reports: takesCalls ? reports : null }, this.#parts);
    this.#lines.set(agentId, line);
    return line;
  }

  /** The MRD of calls that another system routes to the agent. A supervisor without one has a phone to listen by. */
  #placeOf(agentId: string): { mrdId: string; takesCalls: boolean } | undefined {
    const { agents, mrds } = this.#options.configuration();
    const agent = lookup(agents, agentId);
    const isOfCalls = (id: string): boolean => {
      const mrd = lookup(mrds, id);
      return mrd?.managedByRouting === false && isSpoken(mrd);
    };
    const own = Object.keys(agent?.maxTasks ?? {}).find(isOfCalls);
    if (own !== undefined) return { mrdId: own, takesCalls: true };
    const any = agent?.roles.includes('supervisor') === true ? Object.keys(mrds).find(isOfCalls) : undefined;
    return any === undefined ? undefined : { mrdId: any, takesCalls: false };
  }

  #notJoined(agentId: string, error: unknown): void {
    this.#options.logger.warn({ err: error, agentId }, 'a phone could not be joined');
  }

  #nameAt(address: string): string | null {
    const agentId = this.#agentAt(address);
    return agentId === null ? null : this.#options.nameOf(agentId);
  }

  #agentAt(address: string): string | null {
    for (const line of this.#lines.values()) if (line.extension === address) return line.agentId;
    for (const [agentId, { extension }] of this.#elsewhere?.all() ?? [])
      if (extension === address) return agentId;
    return null;
  }

  #changed(agentId: string): void {
    const line = this.#lines.get(agentId);
    if (line === undefined) return;
    const phone = line.isHeld ? line.told() : null;
    this.#elsewhere?.tell(agentId, phone);
    this.#listener(agentId, phone ?? this.#elsewhere?.of(agentId) ?? line.told());
  }

  #openElsewhere(bus: PhoneBus, timeoutMs: number): PhonesElsewhere {
    const lines = this.#lines;
    return new PhonesElsewhere({
      bus,
      // Finesse may take its time twice: to accept, and to tell what came of it.
      answerMs: timeoutMs * 2 + BETWEEN_NODES_MS,
      aliveMs: this.#options.aliveMs ?? ALIVE_MS,
      *held() {
        for (const line of lines.values()) if (line.isHeld) yield [line.agentId, line.told()] as const;
      },
      act: (agentId, act) => {
        const line = lines.get(agentId);
        if (line?.isHeld !== true) return Promise.reject(new ProtocolError('PHONE_CREDENTIALS'));
        return doAct(line, act);
      },
      letGo: (agentId) => lines.get(agentId)?.leave(),
      changed: (agentId, phone) => {
        const line = this.#line(agentId);
        if (line === undefined || line.isHeld) return;
        this.#listener(agentId, phone ?? line.told());
      },
    });
  }

  /** Finesse's state is that of the MRD. */
  #mirror(agentId: string, told: string): void {
    const state = mrdStateFor(told);
    const line = this.#lines.get(agentId);
    if (state === null || line?.takesCalls !== true) return;
    const { mrdId } = line;
    const { engine, ronaReason } = this.#options;
    const missed = ronaReason !== undefined && line.isNotReadyFor(ronaReason);
    const id = randomUUID();
    submit(engine, { id, type: 'agent.setMrdState', agentId, mrdId, state, ...(missed && { missed }) }).catch(
      (error: unknown) => {
        // Who is signed out here has no state.
        if (!(error instanceof ProtocolError && error.code === 'NOT_SIGNED_IN'))
          this.#options.logger.warn({ err: error, agentId }, 'the state of a phone could not be entered');
      },
    );
  }

  /** What agents do here is asked of Finesse, and a sign-out ends the phone. */
  #heed(turn: Turn): (() => void) | undefined {
    const todo: (() => void)[] = [];
    for (const event of turn.events) {
      if (event.type === 'agent.callMonitoringEnded') {
        const { supervisorId } = event;
        // Whoever goes on to listen to another is in one call: the telephone lets nobody be in two.
        if (lookup(turn.world.state.callMonitorings, supervisorId) !== undefined) continue;
        todo.push(() => this.#lines.get(supervisorId)?.endListening());
      } else if (event.type === 'agent.signedIn') {
        todo.push(() => {
          this.#lines
            .get(event.agentId)
            ?.attach()
            .catch((error: unknown) => this.#notJoined(event.agentId, error));
        });
      } else if (event.type === 'agent.signedOut') {
        todo.push(() => {
          this.#lines.get(event.agentId)?.end();
          this.#lines.delete(event.agentId);
        });
      } else if (event.type === 'agent.stateChanged' && event.state === 'READY') {
        todo.push(() => {
          const state = this.#lines.get(event.agentId)?.state;
          if (state !== undefined && state !== null) this.#mirror(event.agentId, state);
        });
      } else if (event.type === 'agent.mrdStateChanged' && event.state === 'NOT_READY') {
        todo.push(() => this.#notReady(event.agentId, event.mrdId));
      }
    }
    return todo.length === 0
      ? undefined
      : () => {
          for (const one of todo) one();
        };
  }

  #notReady(agentId: string, mrdId: string): void {
    const line = this.#lines.get(agentId);
    if (line?.mrdId !== mrdId || line.state !== 'READY') return;
    line.setState('NOT_READY', null).catch((error: unknown) => {
      this.#options.logger.info({ err: error, agentId }, 'a phone could not be made not ready');
    });
  }
}

/** What Finesse is asked with: its own header, as the desktop has shown it. */
function credentialsOf({ id, authorization }: { id: string; authorization: string }): Credentials | null {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer' && value !== '') return { id, password: value, isToken: true };
  const text = Buffer.from(value, 'base64').toString('utf8');
  const at = text.indexOf(':');
  return at > 0 ? { id: text.slice(0, at), password: text.slice(at + 1) } : null;
}
