/** The words of the command line: `users add anna --team North` becomes a request. */
import { parseArgs } from 'node:util';
import { AdministrationError } from './requests.ts';
import type { AdministrationRequest } from './requests.ts';

export const USAGE = `npm run admin -- COMMAND

  status                          what the contact centre holds
  drain                           lets the connections of this node go to others within ten seconds, and ends it
  users list
  users add NAME --roles agent[,supervisor,admin] [--team TEAM] [--first NAME] [--last NAME]
            [--supervises TEAM,TEAM] [--generate]
                                  reads the password from standard input, or makes one
  users change NAME [--roles …] [--team …] [--first …] [--last …] [--supervises …]
  users disable NAME              ends the person's sign-ins; history keeps the name
  users enable NAME
  users remove NAME
  users password NAME [--generate]
  keys list
  keys rotate CONNECTOR [--overlap MINUTES]
                                  prints a new key once; the old one is good for 60 more minutes
  config export [FILE]            the configuration with hashes instead of secrets
  config diff FILE                how a file differs from what is stored
  config apply FILE [--reset-secrets]
                                  keeps changed passwords and rotated keys, unless told otherwise
  monitorings list [--agent NAME] [--supervisor NAME] [--from DAY] [--until DAY]
                                  who monitored whom, when, how and from where; days as 2026-01-31, in UTC
  customers find TEXT             by name, telephone number, address or id
  customers erase ID --yes        forgets a person for good

--tenant NAME                     with every command: whose contact centre, where there are several

It speaks to the server that runs on DATA_DIR, or works on the database itself when none does.
`;

/** What a command line asks for, and what has to be got before it can be asked. */
export type Asked =
  | { kind: 'help' }
  | { kind: 'request'; request: AdministrationRequest }
  /** `build` takes the password, which never stands on a command line. */
  | { kind: 'password'; generate: boolean; build: (password: string) => AdministrationRequest }
  | { kind: 'file'; path: string; build: (document: Record<string, unknown>) => AdministrationRequest }
  | { kind: 'export'; path: string | null };

const OPTIONS = {
  roles: { type: 'string' },
  team: { type: 'string' },
  first: { type: 'string' },
  last: { type: 'string' },
  supervises: { type: 'string' },
  generate: { type: 'boolean' },
  overlap: { type: 'string' },
  agent: { type: 'string' },
  supervisor: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  'reset-secrets': { type: 'boolean' },
  yes: { type: 'boolean' },
  tenant: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads a command line. @throws AdministrationError with a sentence about what is wrong. */
export function readWords(args: readonly string[]): Asked {
  const { values, positionals } = parsed(args);
  const [area, verb, subject, ...more] = positionals;
  if (values.help === true || area === undefined || area === 'help') return { kind: 'help' };
  if (more.length > 0) throw new AdministrationError(`"${more.join(' ')}" is too much.`);
  const named = (what: string): string => {
    if (subject === undefined) throw new AdministrationError(`${area} ${verb ?? ''} needs ${what}.`);
    return subject;
  };
  const request = (asked: AdministrationRequest): Asked => ({ kind: 'request', request: asked });
  switch (`${area} ${verb ?? ''}`.trim()) {
    case 'status':
      return request({ do: 'status' });
    case 'drain':
      return request({ do: 'drain' });
    case 'users list':
      return request({ do: 'users.list' });
    case 'users add': {
      const username = named('a user name');
      const details = userDetails(values);
      if (details.roles === undefined) throw new AdministrationError('users add needs --roles.');
      return {
        kind: 'password',
        generate: values.generate === true,
        build: (password) => ({ do: 'users.add', user: { username, ...details, password } }),
      };
    }
    case 'users change': {
      const username = named('a user name');
      const changes = userDetails(values);
      if (Object.keys(changes).length === 0) throw new AdministrationError('Nothing is to be changed.');
      return request({ do: 'users.change', username, changes });
    }
    case 'users disable':
      return request({ do: 'users.change', username: named('a user name'), changes: { enabled: false } });
    case 'users enable':
      return request({ do: 'users.change', username: named('a user name'), changes: { enabled: true } });
    case 'users remove':
      return request({ do: 'users.remove', username: named('a user name') });
    case 'users password': {
      const username = named('a user name');
      return {
        kind: 'password',
        generate: values.generate === true,
        build: (password) => ({ do: 'users.password', username, password }),
      };
    }
    case 'keys list':
      return request({ do: 'keys.list' });
    case 'keys rotate':
      return request({
        do: 'keys.rotate',
        connector: named('the name of a connector'),
        overlapMinutes: minutes(values.overlap),
      });
    case 'config export':
      return { kind: 'export', path: subject ?? null };
    case 'config diff':
      return { kind: 'file', path: named('a file'), build: (file) => ({ do: 'config.diff', file }) };
    case 'config apply': {
      const resetSecrets = values['reset-secrets'] === true;
      return {
        kind: 'file',
        path: named('a file'),
        build: (file) => ({ do: 'config.apply', file, resetSecrets }),
      };
    }
    case 'monitorings list':
      return request({
        do: 'monitorings.list',
        ...(values.agent !== undefined && { agent: values.agent }),
        ...(values.supervisor !== undefined && { supervisor: values.supervisor }),
        ...(values.from !== undefined && { from: day('--from', values.from) }),
        // The day that is named is in it.
        ...(values.until !== undefined && { until: day('--until', values.until) + DAY_MS }),
      });
    case 'customers find':
      return request({ do: 'customers.find', text: named('a text') });
    case 'customers erase': {
      const id = named('the id of a customer');
      if (values.yes !== true) {
        throw new AdministrationError('Erasing cannot be undone. Say --yes when you mean it.');
      }
      return request({ do: 'customers.erase', id });
    }
    default:
      throw new AdministrationError(`"${positionals.join(' ')}" is no command. Try: npm run admin -- help`);
  }
}

/** Whose contact centre a command line is about; null: the only one. */
export function readTenant(args: readonly string[]): string | null {
  return parsed(args).values.tenant ?? null;
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values'];

function parsed(args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new AdministrationError(error instanceof Error ? error.message : String(error));
  }
}

/** Only what was named; an empty team takes the team away. */
function userDetails(values: Values): Record<string, unknown> {
  return {
    ...(values.roles !== undefined && { roles: list(values.roles) }),
    ...(values.team !== undefined && { team: values.team === '' ? null : values.team }),
    ...(values.first !== undefined && { firstName: values.first }),
    ...(values.last !== undefined && { lastName: values.last }),
    ...(values.supervises !== undefined && { supervises: list(values.supervises) }),
  };
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const DAY_MS = 86_400_000;

function day(option: string, text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) throw new AdministrationError(`${option} takes a day such as 2026-01-31.`);
  return at;
}

function minutes(text: string | undefined): number {
  if (text === undefined) return 60;
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number > 43_200) {
    throw new AdministrationError('--overlap takes minutes from 0 to 43200.');
  }
  return number;
}
