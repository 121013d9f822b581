/** One HTTP request with an end in every case: a time, a size, no redirects, and certificates that are verified. */
import http from 'node:http';
import https from 'node:https';

export type HttpAnswer = { status: number; body: string };

export type HttpQuestion = {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Connection, request and answer together (ms). */
  timeoutMs: number;
  signal?: AbortSignal;
};

/** Nobody answered in time. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** An answer is never longer (bytes). */
const MAX_ANSWER = 4_000_000;

/** Asks servers whose certificates are known. */
export class HttpClient {
  readonly #ca: readonly string[] | undefined;
  readonly #agents: { http: Agents<http.Agent>; https: Agents<https.Agent> };

  /** @param ca trusted certificates (PEM); undefined: those of the system */
  constructor(ca: readonly string[] | undefined) {
    this.#ca = ca;
    const trust = ca === undefined ? {} : { ca: [...ca] };
    this.#agents = {
      http: { kept: new http.Agent({ keepAlive: true }), single: new http.Agent({ keepAlive: false }) },
      https: {
        kept: new https.Agent({ keepAlive: true, ...trust }),
        single: new https.Agent({ keepAlive: false, ...trust }),
      },
    };
  }

  /** For connections of other protocols to the same servers. */
  get trust(): { ca?: string[] } {
    return this.#ca === undefined ? {} : { ca: [...this.#ca] };
  }

  /**
   * Rejects with a `NoAnswerError`, or with what has broken the connection. A GET is asked once more when a connection
   * that had been idle turns out to be gone; what changes something always gets a new connection and is never repeated.
   */
  async ask(question: HttpQuestion): Promise<HttpAnswer> {
    const kept = question.method === 'GET';
    try {
      return await this.#ask(question, kept);
    } catch (error) {
      if (!kept || !(error instanceof StaleConnectionError)) throw error;
      return this.#ask(question, false);
    }
  }

  close(): void {
    for (const { kept, single } of Object.values(this.#agents)) {
      kept.destroy();
      single.destroy();
    }
  }

  #ask(question: HttpQuestion, kept: boolean): Promise<HttpAnswer> {
    const { method, url, headers, body, timeoutMs, signal } = question;
    const secure = url.startsWith('https:');
    const { kept: keeping, single } = secure ? this.#agents.https : this.#agents.http;
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(url, {
        method,
        headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: kept ? keeping : single,
        ...(signal !== undefined && { signal }),
      });
      const timer = setTimeout(
        () => request.destroy(new NoAnswerError('There was no answer in time.')),
        timeoutMs,
      );
      const fail = (error: Error): void => {
        clearTimeout(timer);
        const stale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
        reject(stale ? new StaleConnectionError('The connection was gone.') : error);
      };
      request.once('error', fail);
      request.once('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_ANSWER) request.destroy(new Error('The answer is too long.'));
          else chunks.push(chunk);
        });
        response.once('error', fail);
        response.once('end', () => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
        // The connection broke in the middle of the answer, or `destroy` has ended it.
        response.once('close', () => {
          if (!response.complete) fail(request.errored ?? new Error('The answer was cut off.'));
        });
      });
      request.end(body);
    });
  }
}

type Agents<T> = { kept: T; single: T };

class StaleConnectionError extends Error {
  override readonly name = 'StaleConnectionError';
}
