import type { ServerResponse } from 'node:http';

/** What goes wrong with requests to the REST API, on demand. */
export const FAULTS = [
  'html',
  'text',
  'json',
  'bad-xml',
  'status',
  'hang',
  'reset',
  'slow',
  'async-error',
] as const;

export type FaultKind = (typeof FAULTS)[number];

export type Fault = {
  kind: FaultKind;
  /** Part of `METHOD /path` of the requests that are meant; all without it. */
  match: string;
  /** How many requests are left that it happens to. */
  times: number;
  /** With `status` (body empty) and `html`. */
  status: number;
  /** With `slow`, milliseconds. */
  delay: number;
  /** With `async-error`: what the event after the 202 says. */
  errorType: string;
  errorMessage: string;
  errorData: string;
};

/** The faults that are in force, in the order in which they were wanted. */
export class Faults {
  readonly #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  clear(): void {
    this.#faults.length = 0;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** The fault that this request meets, which has happened once more then. */
  take(method: string, path: string): Fault | undefined {
    const index = this.#faults.findIndex(({ match }) => `${method} ${path}`.includes(match));
    const fault = this.#faults[index];
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.#faults.splice(index, 1);
    return fault;
  }
}

const PAGE =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';

/** Lets the fault happen to a request; answers whether the request is dealt with by it. */
export function happen(fault: Fault, response: ServerResponse): boolean {
  const answer = (status: number, type: string, text: string): true => {
    response.writeHead(status, { 'content-type': type }).end(text);
    return true;
  };
  switch (fault.kind) {
    case 'html':
      return answer(fault.status, 'text/html', PAGE);
    case 'text':
      return answer(fault.status, 'text/plain', 'Bad Gateway');
    case 'json':
      return answer(fault.status, 'application/json', '{"error":"Invalid state"}');
    case 'bad-xml':
      return answer(200, 'application/xml;charset=UTF-8', '<User><state>READY</User>');
    case 'status':
      response.writeHead(fault.status).end();
      return true;
    case 'hang':
      return true;
    case 'reset':
      response.destroy();
      return true;
    case 'slow':
    case 'async-error':
      return false;
  }
}
