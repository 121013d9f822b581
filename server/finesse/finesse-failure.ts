/** Why Finesse did not do what was asked. */
import type { ApiError } from './model.ts';

/**
 * `refused`: Finesse says no (4xx), `error` has its words; `unavailable`: no connection, 5xx, or an answer that is not
 * Finesse's; `silent`: no answer in time, so nobody knows what came of it.
 */
export type FinesseFailureKind = 'refused' | 'unavailable' | 'silent';

export class FinesseFailure extends Error {
  override readonly name = 'FinesseFailure';
  readonly kind: FinesseFailureKind;
  readonly status: number | null;
  readonly error: ApiError | null;

  constructor(
    kind: FinesseFailureKind,
    message: string,
    detail: { status?: number; error?: ApiError | null } = {},
  ) {
    super(message);
    this.kind = kind;
    this.status = detail.status ?? null;
    this.error = detail.error ?? null;
  }
}
