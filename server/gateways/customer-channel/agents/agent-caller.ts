import type { IncomingHttpHeaders } from 'node:http';
import { toRefusal } from '../../shared/refusals.ts';
import { CustomerError } from '../customer-error.ts';

/** Whether a request shows what an agent's desk has, a cookie or an access token (a JWT), rather than a connector's key. */
export function isFromDesk({ authorization, cookie }: IncomingHttpHeaders): boolean {
  if (authorization === undefined) return cookie !== undefined;
  return /^Bearer +[\w-]+\.[\w-]+\.[\w-]+$/i.test(authorization);
}

/** Any error as the refusal that an agent's desk gets: with every code, where customers are told fewer. */
export function agentRefusal(error: unknown): { error: string; code: number; msg: string } {
  if (error instanceof CustomerError) return error.refusal;
  const { code, statusCode, msg } = toRefusal(error);
  return { error: code, code: statusCode, msg };
}
