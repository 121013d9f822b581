/** Why the phone did not do what was asked, as desks are told. */
import { ProtocolError } from '../../protocol/shared/errors.ts';
import { FinesseFailure } from '../finesse/finesse-failure.ts';
import { LinkError } from '../finesse/xmpp/link.ts';

/** Finesse's words are the agent's to read, and are no secret. */
export function phoneRefusal(error: unknown): unknown {
  if (error instanceof LinkError)
    return new ProtocolError(error.unauthorized ? 'PHONE_CREDENTIALS' : 'PHONE_UNREACHABLE');
  if (!(error instanceof FinesseFailure)) return error;
  if (error.kind !== 'refused') return new ProtocolError('PHONE_UNREACHABLE');
  if (error.status === 401) return new ProtocolError('PHONE_CREDENTIALS');
  const words = error.error?.message ?? '';
  return new ProtocolError('PHONE_REFUSED', words === '' ? undefined : words);
}
