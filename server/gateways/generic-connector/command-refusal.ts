/** The refusal of a command: thrown where it is carried out, sent as one Error. */
import type { ConnectorErrorCode } from '../../../protocol/generic-connector/errors.ts';
import { FinesseFailure } from '../../finesse/finesse-failure.ts';
import { LinkError } from '../../finesse/xmpp/link.ts';
import type { Refusal } from './connector-event.ts';

export class CommandRefusal extends Error {
  override readonly name = 'CommandRefusal';
  readonly refusal: Refusal;

  constructor(code: ConnectorErrorCode, detail: Omit<Refusal, 'code'> = {}) {
    super(code);
    this.refusal = { code, ...detail };
  }
}

/** The refusal for an error that was thrown; null: it is a fault of the server. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof CommandRefusal) return error.refusal;
  if (error instanceof LinkError) {
    return { code: 'FINESSE_UNAVAILABLE', reason: 'The notifications of Finesse cannot be reached.' };
  }
  if (!(error instanceof FinesseFailure)) return null;
  switch (error.kind) {
    case 'refused':
      return { code: 'FINESSE_REFUSED', reason: error.message, error: error.error };
    case 'unavailable':
      return { code: 'FINESSE_UNAVAILABLE', reason: error.message };
    case 'silent':
      return { code: 'TIMEOUT', reason: error.message };
  }
}
