import type { FastifyRequest } from 'fastify';
import type { ClientAddress } from '../http/client-address.ts';

/** Who asks: where from, as far as limits, locks and the security log want to know. */
export type Caller = ClientAddress & {
  /** The secret of the browser's device cookie, or null. */
  device: string | null;
  correlationId: string;
};

/** The caller of a request. `device` is read from its cookie by whoever looks at places. */
export function callerOf(request: FastifyRequest, device: string | null = null): Caller {
  return { ...request.clientAddress, device, correlationId: request.id };
}
