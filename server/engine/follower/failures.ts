/** How an owner's errors travel: by name, and on the other side as the same errors. */
import {
  CommitFailedError,
  EngineClosedError,
  OverloadedError,
  OwnerUnreachableError,
  StoreUnavailableError,
} from '../errors.ts';
import { OwnershipLostError } from '../../store/ownership.ts';
import type { Settlement } from './messages.ts';

/** Why the owner could not carry a command out. */
export type Failure = Extract<Settlement, { as: 'failed' }>['error'];

/** The name of an owner's error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof EngineClosedError || error instanceof OwnershipLostError) return 'closed';
  if (error instanceof CommitFailedError) return 'commit-failed';
  if (error instanceof StoreUnavailableError) return 'store-unavailable';
  if (error instanceof OverloadedError) return 'overloaded';
  return 'unknown';
}

/** The error that a follower's caller gets; null: the next owner may carry the command out. */
export function errorOf(failure: Failure): Error | null {
  const elsewhere = new Error('The owner of the contact centre said so.');
  switch (failure) {
    case 'closed':
      return null;
    case 'late':
      return new OwnerUnreachableError();
    case 'commit-failed':
      return new CommitFailedError(elsewhere);
    case 'store-unavailable':
      return new StoreUnavailableError(elsewhere);
    case 'overloaded':
      return new OverloadedError();
    case 'unknown':
      return new Error('The command could not be decided.', { cause: elsewhere });
  }
}
