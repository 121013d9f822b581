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
import { FinesseService } from '../finesse/service.ts';
import { submit } from '../wire/submit.ts';
import { CallReports } from './call-reports.ts';
import { PhoneLine } from './phone-line.ts';
import type { LineParts } from './phone-line.ts';
import { mrdStateFor } from './states.ts';

export type PhonesOptions = CallSources & {
  engine: GatewayEngine;
  nodes: readonly { url: string; xmppUrl: string }[];
  /** Trusted certificates (PEM); undefined: those of the system. */
  ca: readonly string[] | undefined;
  timeoutMs: number;
  configuration: () => Config;
  /** What an agent is called; null: nobody is known. */
  nameOf: (agentId: string) => string | null;
  logger: Pick<Logger, 'info' | 'warn'>;
};

const CHECK_EVERY_MS = 5_000;
const CHECK_TIMEOUT_MS = 4_000;

export class Phones {
  readonly #options: PhonesOptions;
  readonly #http: HttpClient;
  readonly #service: FinesseService;
  readonly #parts: LineParts;
  readonly #lines = new Map<string, PhoneLine>();
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
      changed: (agentId) => this.#changed(agentId),
      stateTold: (agentId, state) => this.#mirror(agentId, state),
      note: (what, agentId) => logger.info({ agentId }, what),
    };
    this.#stop = engine.onTurn((turn) => this.#heed(turn));
    void this.#service.check();
  }

  /** Hears of each phone that has changed. */
  onChange(listener: (agentId: string, phone: Phone) => void): void {
    this.#listener = listener;
  }

  /** The phone as it stands; null: the agent has no MRD for calls. */
  of(agentId: string): Phone | null {
    return this.#line(agentId)?.told() ?? null;
  }

  /** The agent's phone. Throws PHONE_NOT_CONFIGURED. */
  line(agentId: string): PhoneLine {
    const line = this.#line(agentId);
    if (line === undefined) throw new ProtocolError('PHONE_NOT_CONFIGURED');
    return line;
  }

  /** Whether this MRD's state is that of the agent's phone now. */
  rules(agentId: string, mrdId: string): boolean {
    const line = this.#lines.get(agentId);
    return line?.mrdId === mrdId && line.state !== null && line.state !== 'LOGOUT';
  }

  /** The agent has come by this sign-in at Finesse. One by a token opens no link, so it is not kept. */
  rememberSignIn(agentId: string, authorization: string): void {
    const [scheme = '', value = ''] = authorization.split(' ');
    if (scheme.toLowerCase() !== 'basic') return;
    const text = Buffer.from(value, 'base64').toString('utf8');
    const at = text.indexOf(':');
    if (at > 0) this.#line(agentId)?.remember({ id: text.slice(0, at), password: text.slice(at + 1) });
  }

  /** Throws AGENT_NOT_FOUND where the agent has no phone that is signed in. */
  extensionOf(agentId: string): string {
    const extension = this.#lines.get(agentId)?.extension ?? '';
    if (extension === '') throw new ProtocolError('AGENT_NOT_AVAILABLE');
    return extension;
  }

  readonly close = (): void => {
    this.#stop();
    this.#service.close();
    for (const line of this.#lines.values()) line.end();
    this.#lines.clear();
    this.#http.close();
  };

  #line(agentId: string): PhoneLine | undefined {
    const known = this.#lines.get(agentId);
    if (known !== undefined) return known;
    const mrdId = this.#mrdOf(agentId);
    if (mrdId === undefined) return undefined;
    const line = new PhoneLine(agentId, mrdId, this.#parts, (onPlace) => {
      const failed = (error: unknown): void =>
        this.#options.logger.warn({ err: error, agentId }, 'a call could not be entered');
      return new CallReports(agentId, this.#options, { onPlace, failed });
    });
    this.#lines.set(agentId, line);
    return line;
  }

  /** The MRD of calls that another system routes to the agent. */
  #mrdOf(agentId: string): string | undefined {
    const { agents, mrds } = this.#options.configuration();
    return Object.keys(lookup(agents, agentId)?.maxTasks ?? {}).find((id) => {
      const mrd = lookup(mrds, id);
      return mrd?.managedByRouting === false && isSpoken(mrd);
    });
  }

  #nameAt(address: string): string | null {
    for (const line of this.#lines.values()) {
      if (line.extension !== address) continue;
      return this.#options.nameOf(line.agentId);
    }
    return null;
  }

  #changed(agentId: string): void {
    const line = this.#lines.get(agentId);
    if (line !== undefined) this.#listener(agentId, line.told());
  }

  /** Finesse's state is that of the MRD. */
  #mirror(agentId: string, told: string): void {
    const state = mrdStateFor(told);
    const mrdId = this.#lines.get(agentId)?.mrdId;
    if (state === null || mrdId === undefined) return;
    const id = randomUUID();
    submit(this.#options.engine, { id, type: 'agent.setMrdState', agentId, mrdId, state }).catch(
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
      if (event.type === 'agent.signedOut') {
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
