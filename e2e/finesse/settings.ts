/** How the stand-in behaves; each has a variable of the environment (see README.md). */
export type FinesseSettings = {
  /** UCCE (default) or UCCX: what Finesse stands in front of. */
  flavor: 'UCCE' | 'UCCX';
  /** Milliseconds from the 202 to the event that reports what was done. */
  eventDelay: number;
  /** Milliseconds without presence after which an agent is signed out with the reason 255. */
  presenceLoss: number;
  /** Failed passwords in a row after which a user is locked, and for how long (ms). */
  failedPasswords: number;
  lockedFor: number;
  /** Whether NOT_READY and LOGOUT need a reason, as there are some. */
  reasonRequired: boolean;
  wrapUpOnIncoming: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
  /** Milliseconds until wrap-up ends by itself; 0: it does not. */
  wrapUpTime: number;
  /** Milliseconds until a task that nobody accepted is taken back. */
  taskRona: number;
  /** How many agents there are besides those of the demo data: ids from 2000001, extensions from 5001. */
  moreAgents: number;
  /** Whether pages of other origins may use the REST API and BOSH. */
  cors: boolean;
  authMode: 'NON_SSO' | 'SSO' | 'HYBRID';
};

export const DEFAULT_SETTINGS: FinesseSettings = {
  flavor: 'UCCE',
  eventDelay: 20,
  presenceLoss: 60_000,
  failedPasswords: 5,
  lockedFor: 300_000,
  reasonRequired: false,
  wrapUpOnIncoming: 'OPTIONAL',
  wrapUpTime: 0,
  taskRona: 30_000,
  moreAgents: 0,
  cors: true,
  authMode: 'HYBRID',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings of the environment; throws when one cannot be understood. */
export function readSettings(environment: Environment): FinesseSettings {
  /** `factor`: how many of ours one of the variable's units is; `standard` is in ours. */
  const number = (name: string, standard: number, factor = 1): number => {
    const text = environment[name];
    if (text === undefined || text === '') return standard;
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new Error(`${name} is no number: ${text}`);
    return value * factor;
  };
  const word = <T extends string>(name: string, allowed: readonly T[], standard: T): T => {
    const text = environment[name];
    if (text === undefined || text === '') return standard;
    const found = allowed.find((candidate) => candidate === text);
    if (!found) throw new Error(`${name} is one of ${allowed.join(', ')}`);
    return found;
  };
  const standard = DEFAULT_SETTINGS;
  return {
    flavor: word('FINESSE_FLAVOR', ['UCCE', 'UCCX'], standard.flavor),
    eventDelay: number('FINESSE_EVENT_DELAY_MS', standard.eventDelay),
    presenceLoss: number('FINESSE_PRESENCE_LOSS_SECONDS', standard.presenceLoss, 1000),
    failedPasswords: number('FINESSE_FAILED_PASSWORDS', standard.failedPasswords),
    lockedFor: number('FINESSE_LOCKED_SECONDS', standard.lockedFor, 1000),
    reasonRequired: word('FINESSE_REASON_REQUIRED', ['on', 'off'], 'off') === 'on',
    wrapUpOnIncoming: word(
      'FINESSE_WRAP_UP',
      ['REQUIRED', 'OPTIONAL', 'NOT_ALLOWED'],
      standard.wrapUpOnIncoming,
    ),
    wrapUpTime: number('FINESSE_WRAP_UP_SECONDS', 0, 1000),
    taskRona: number('FINESSE_TASK_RONA_SECONDS', standard.taskRona, 1000),
    moreAgents: number('FINESSE_MORE_AGENTS', 0),
    cors: word('FINESSE_CORS', ['on', 'off'], 'on') === 'on',
    authMode: word('FINESSE_AUTH_MODE', ['NON_SSO', 'SSO', 'HYBRID'], standard.authMode),
  };
}
