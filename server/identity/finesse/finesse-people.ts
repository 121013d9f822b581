/** Asks Finesse whether somebody is who the desktop says, by the sign-in that the desktop itself has there. */
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { SaxesParser } from 'saxes';
import { SignInError } from '../errors.ts';

/** The Finesse that is asked. */
export type FinessePlace = {
  /** The nodes' origins, the primary first. */
  nodes: readonly { url: string }[];
  /** Certificates (PEM) that it is trusted by, besides those of the system; a path. */
  caFile: string | null;
};

/** Somebody as Finesse knows them. */
export type FinessePerson = { id: string; name: string };

/** Finds the person, or undefined when Finesse does not take the sign-in. @throws SignInError `unavailable` */
export type FinessePeople = (id: string, authorization: string) => Promise<FinessePerson | undefined>;

const TIMEOUT_MS = 8_000;
const RETRY_MS = 5_000;
const LARGEST_ANSWER = 262_144;

type Answer = { status: number; text: string };

/** @throws when `caFile` cannot be read */
export function finessePeople({ nodes, caFile }: FinessePlace): FinessePeople {
  const ca = caFile === null ? undefined : [...rootCertificates, readFileSync(caFile, 'utf8')];
  return async (id, authorization) => {
    for (const { url } of nodes) {
      const address = new URL(`/finesse/api/User/${encodeURIComponent(id)}`, url);
      const answer = await ask(address, authorization, ca).catch(() => null);
      // A node that is down, or stands by, leaves it to the other one.
      if (answer === null || answer.status >= 500) continue;
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) return undefined;
      const person = answer.status === 200 ? readPerson(answer.text) : undefined;
      if (person === undefined) continue;
      return (await isOwn(url, person, authorization, ca)) ? person : undefined;
    }
    throw new SignInError('unavailable', RETRY_MS);
  };
}

/**
 * Whether the sign-in is the person's own: a supervisor's reads the agents of the team, too. By password it has the name
 * in it; by a token, which we cannot read, it has to open what Finesse shows to nobody but the person.
 */
async function isOwn(
  url: string,
  { id, name }: FinessePerson,
  authorization: string,
  ca: string[] | undefined,
): Promise<boolean> {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'basic') {
    const text = Buffer.from(value, 'base64').toString('utf8');
    const shown = text.slice(0, text.indexOf(':')).toLowerCase();
    return shown === id.toLowerCase() || shown === name.toLowerCase();
  }
  const own = `/finesse/api/User/${encodeURIComponent(id)}/ReasonCodes?category=LOGOUT`;
  const answer = await ask(new URL(own, url), authorization, ca).catch(() => null);
  if (answer === null || answer.status >= 500) throw new SignInError('unavailable', RETRY_MS);
  return answer.status === 200;
}

function ask(address: URL, authorization: string, ca: string[] | undefined): Promise<Answer> {
  const request = address.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = request(
      address,
      {
        headers: { authorization, accept: 'application/xml' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(ca !== undefined && { ca }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
          if (text.length > LARGEST_ANSWER) asked.destroy(new Error('The answer is too long.'));
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** Reads id and name of a `User`; undefined for anything else, such as the page of a proxy. */
export function readPerson(text: string): FinessePerson | undefined {
  const parser = new SaxesParser();
  const path: string[] = [];
  const read = new Map<string, string>();
  const faults: string[] = [];
  const refuse = (): void => void faults.push('not well-formed');
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name }) => void path.push(name));
  parser.on('text', (part) => {
    const [root, name, deeper] = path;
    if (root !== 'User' || name === undefined || deeper !== undefined) return;
    read.set(name, (read.get(name) ?? '') + part);
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  const id = read.get('loginId')?.trim();
  if (faults.length > 0 || id === undefined || id === '') return undefined;
  const name = read.get('loginName')?.trim() ?? '';
  return { id, name: name === '' ? id : name };
}
