/**
 * The way of commands through gateway, node, core and commit, as OpenTelemetry traces (OTLP over HTTP, in JSON). The id of
 * a command is that of its trace, so that what several nodes record of it comes together and nothing has to travel with it.
 * The packages of OpenTelemetry are not used: their tracers make ids of their own, which would have to travel, and what is
 * left without a tracer is one request in JSON.
 */
import { createHash } from 'node:crypto';

/** One step of a command; times are those of `performance.now()`. */
export type Step = {
  commandId: string;
  commandType: string;
  name: 'command' | 'forward' | 'decide' | 'commit';
  beganMs: number;
  endedMs: number;
  /** accepted, refused or failed. */
  outcome: string;
};

/** Keeps steps and sends them. */
export type Traces = {
  /** Of one tenant. Never throws and never waits. */
  record(tenant: string, step: Step): void;
  /** Sends what is left. */
  close(): Promise<void>;
};

type TracesOptions = {
  /** The base address of a collector; `/v1/traces` follows. */
  endpoint: string;
  /** The share of commands that are traced, 0 to 1. */
  share: number;
  /** Names this process. */
  node: string;
  logger: { warn: (details: object, words: string) => void };
};

const SEND_EVERY_MS = 1_000;
/** Steps that may wait; further ones are left out. */
const MOST_WAITING = 20_000;
const AT_ONCE = 2_000;
const PATIENCE_MS = 5_000;
const REPORT_EVERY_MS = 60_000;

const SERVER = 2;
const CLIENT = 3;
const INTERNAL = 1;
const FAILED = 2;

const hex = (text: string, letters: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, letters);

/** 32 hexadecimal digits: the command's id itself, where it is a UUID. */
export function traceIdOf(commandId: string): string {
  const digits = commandId.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) ? digits : hex(commandId, 32);
}

/** The step that all others of a command belong to; every node knows it without being told. */
export function rootSpanOf(commandId: string): string {
  return hex(`command ${commandId}`, 16);
}

/** Records from now on. */
export function openTraces({ endpoint, share, node, logger }: TracesOptions): Traces {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const origin = Date.now() - performance.now();
  const nanos = (ms: number): string => `${Math.round((origin + ms) * 1_000)}000`;
  let waiting: object[] = [];
  let reportedAt = -Infinity;
  let leftOut = 0;

  const isTraced = (traceId: string): boolean =>
    share >= 1 || Number.parseInt(traceId.slice(0, 8), 16) < share * 2 ** 32;

  const send = async (spans: object[]): Promise<void> => {
    const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
    const body = {
      resourceSpans: [
        {
          resource: { attributes: [text('service.name', 'agent-desk'), text('service.instance.id', node)] },
          scopeSpans: [{ scope: { name: 'agent-desk' }, spans }],
        },
      ],
    };
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`The collector has answered ${answer.status}.`);
    } catch (error) {
      leftOut += spans.length;
      if (performance.now() - reportedAt < REPORT_EVERY_MS) return;
      reportedAt = performance.now();
      logger.warn({ err: error, leftOut }, 'Traces could not be sent; nothing waits for them');
      leftOut = 0;
    }
  };
  let sending: Promise<void> = Promise.resolve();
  let isSending = false;
  const flush = (): Promise<void> => {
    if (isSending || waiting.length === 0) return sending;
    isSending = true;
    const spans = waiting.slice(0, AT_ONCE);
    waiting = waiting.slice(AT_ONCE);
    sending = send(spans).finally(() => (isSending = false));
    return sending;
  };
  const timer = setInterval(() => void flush(), SEND_EVERY_MS);
  timer.unref();

  return {
    record: (tenant, { commandId, commandType, name, beganMs, endedMs, outcome }) => {
      const traceId = traceIdOf(commandId);
      if (!isTraced(traceId)) return;
      if (waiting.length >= MOST_WAITING) {
        leftOut += 1;
        return;
      }
      const root = rootSpanOf(commandId);
      const isRoot = name === 'command';
      waiting.push({
        traceId,
        spanId: isRoot ? root : hex(`${name} ${node} ${commandId}`, 16),
        ...(!isRoot && { parentSpanId: root }),
        name: isRoot ? commandType : name,
        kind: isRoot ? SERVER : name === 'forward' ? CLIENT : INTERNAL,
        startTimeUnixNano: nanos(beganMs),
        endTimeUnixNano: nanos(endedMs),
        attributes: [
          { key: 'desk.tenant', value: { stringValue: tenant } },
          { key: 'desk.command', value: { stringValue: commandType } },
          { key: 'desk.outcome', value: { stringValue: outcome } },
        ],
        status: outcome === 'failed' ? { code: FAILED } : {},
      });
    },
    close: async () => {
      clearInterval(timer);
      await sending;
      while (waiting.length > 0) {
        const before = waiting.length;
        await flush();
        if (waiting.length >= before) return;
      }
    },
  };
}
