/** Finesse's REST interface: one request, and what its answer means. */
import { FinesseFailure } from './finesse-failure.ts';
import { NoAnswerError } from './http-exchange.ts';
import type { HttpAnswer, HttpClient } from './http-exchange.ts';
import { readError } from './model.ts';
import { parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Somebody at Finesse. `isToken`: with single sign-on, a token stands in for the password. */
export type Credentials = { readonly id: string; readonly password: string; readonly isToken?: true };

export type RestRequest = {
  method: 'GET' | 'POST' | 'PUT';
  /** Below `/finesse/api`, its parts encoded. */
  path: string;
  /** Null: no sign-in, for what anybody may read. */
  credentials: Credentials | null;
  body?: string;
  requestId?: string;
};

/**
 * Asks one node. Resolves with the root of the answer, or null when it is empty; rejects with a `FinesseFailure`.
 * @param origin of the node
 */
export async function askFinesse(
  http: HttpClient,
  origin: string,
  request: RestRequest,
  timeoutMs: number,
): Promise<XmlElement | null> {
  const { method, path, credentials, body, requestId } = request;
  let answer: HttpAnswer;
  try {
    answer = await http.ask({
      method,
      url: `${origin}/finesse/api${path}`,
      headers: {
        accept: 'application/xml',
        ...(body !== undefined && { 'content-type': 'application/xml' }),
        ...(requestId !== undefined && { requestid: requestId }),
        ...(credentials !== null && { authorization: authorizationOf(credentials) }),
      },
      ...(body !== undefined && { body }),
      timeoutMs,
    });
  } catch (error) {
    if (error instanceof NoAnswerError)
      throw new FinesseFailure('silent', 'Finesse has not answered in time.');
    throw new FinesseFailure('unavailable', 'Finesse cannot be reached.');
  }
  return meaningOf(answer);
}

function meaningOf({ status, body }: HttpAnswer): XmlElement | null {
  if (status >= 500 || status < 200 || (status >= 300 && status < 400)) {
    throw new FinesseFailure('unavailable', `Finesse has answered ${status}.`, { status });
  }
  const root = rootOf(body);
  if (status < 300) {
    if (root === undefined)
      throw new FinesseFailure('unavailable', 'The answer is not of Finesse.', { status });
    return root;
  }
  // Who is not let in may be told so by the server before Finesse, in a page.
  if (root === undefined && status !== 401 && status !== 403) {
    throw new FinesseFailure('unavailable', 'The answer is not of Finesse.', { status });
  }
  const error = readError(root ?? undefined);
  throw new FinesseFailure('refused', `Finesse has refused it (${status}).`, { status, error });
}

/** Null: empty; undefined: not XML, or a page. */
function rootOf(body: string): XmlElement | null | undefined {
  if (body.trim() === '') return null;
  try {
    const root = parseXml(body);
    return root.name.toLowerCase() === 'html' ? undefined : root;
  } catch {
    return undefined;
  }
}

function authorizationOf({ id, password, isToken }: Credentials): string {
  if (isToken === true) return `Bearer ${password}`;
  return `Basic ${Buffer.from(`${id}:${password}`, 'utf8').toString('base64')}`;
}
