/** REST on the same origin, with the agent's token; refreshed once when the server no longer takes it (L-M14). */
import { sendFile } from './send-file.ts';
import { OFFLINE, RefusedError, refusedBy } from './refusal.ts';

/** Browsers finish requests of 64 KiB in all after a page has gone, in bytes; this is in characters. */
const LONGEST_KEPT_ALIVE = 8_000;

export type Rest = {
  /** Gives the parsed answer. Rejects with `RefusedError`. */
  get: (path: string) => Promise<unknown>;
  put: (path: string, body: unknown) => Promise<unknown>;
  post: (path: string, body: unknown) => Promise<unknown>;
  /** `body`: what is to be removed, where the path does not say it. */
  remove: (path: string, body?: unknown) => Promise<unknown>;
  /** Sends a file and tells how far it is, 0 to 1. */
  upload: (
    path: string,
    file: File,
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ) => Promise<unknown>;
};

async function send(path: string, token: string, method: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = {
    Authorization: `Bearer ${token}`,
    Accept: 'application/json',
    // Configured texts come in the default language: this desk translates them itself.
    'Accept-Language': '*',
  };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const json = body === undefined ? null : JSON.stringify(body);
  try {
    return await fetch(path, {
      method,
      headers,
      ...(json === null ? {} : { body: json }),
      // What is kept as the tab goes away still arrives.
      ...(json !== null && json.length < LONGEST_KEPT_ALIVE ? { keepalive: true } : {}),
    });
  } catch {
    throw new RefusedError(OFFLINE, '');
  }
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  try {
    return (await response.json()) as unknown;
  } catch {
    return null;
  }
}

/** REST by `giveToken`, which gives a good token, a new one when asked for `fresh`. */
export function createRest(giveToken: (fresh: boolean) => Promise<string>): Rest {
  const token = async (fresh: boolean): Promise<string> => {
    try {
      return await giveToken(fresh);
    } catch {
      // Nobody has refused this question: it can be asked again when there is a token.
      throw new RefusedError(OFFLINE, '');
    }
  };
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    let response = await send(path, await token(false), method, body);
    if (response.status === 401) response = await send(path, await token(true), method, body);
    const answer = await read(response);
    if (!response.ok) throw refusedBy(answer);
    return answer;
  };
  return {
    get: (path) => ask('GET', path),
    put: (path, body) => ask('PUT', path, body),
    post: (path, body) => ask('POST', path, body),
    remove: (path, body) => ask('DELETE', path, body),
    upload: async (path, file, onProgress, signal) => {
      const send = async (fresh: boolean) => sendFile(path, await token(fresh), file, onProgress, signal);
      const first = await send(false);
      const { status, answer } = first.status === 401 ? await send(true) : first;
      if (status < 200 || status > 299) throw refusedBy(answer);
      return answer;
    },
  };
}
