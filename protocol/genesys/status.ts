/** The codes by which the interface tells how an operation went, and the HTTP status that goes with each. */

export const STATUS = {
  ok: 0,
  missing: 1,
  invalid: 2,
  forbidden: 3,
  internal: 4,
  notPermitted: 5,
  notFound: 6,
  partial: 7,
  outOfRange: 10,
  notAuthenticated: 20,
} as const;

export type StatusCode = (typeof STATUS)[keyof typeof STATUS];
/** A code that says that nothing has happened. */
export type FailureCode = Exclude<StatusCode, typeof STATUS.ok | typeof STATUS.partial>;

/** Every failure: its HTTP status and what is said when nothing more is known. */
export const FAILURES: Record<FailureCode, { httpStatus: number; message: string }> = {
  [STATUS.missing]: { httpStatus: 400, message: 'A required parameter is missing.' },
  [STATUS.invalid]: { httpStatus: 400, message: 'A parameter is not valid.' },
  [STATUS.forbidden]: { httpStatus: 403, message: 'The operation is not possible now.' },
  [STATUS.internal]: { httpStatus: 500, message: 'Something went wrong on our side.' },
  [STATUS.notPermitted]: { httpStatus: 403, message: 'You may not do that.' },
  [STATUS.notFound]: { httpStatus: 404, message: 'The resource was not found.' },
  [STATUS.outOfRange]: { httpStatus: 400, message: 'The input is outside the valid range.' },
  [STATUS.notAuthenticated]: {
    httpStatus: 401,
    message: 'Access denied. Please send valid credentials.',
  },
};

/** A failure as most operations answer it. */
export type StatusFailure = { statusCode: FailureCode; statusMessage: string };
/** A failure as operations answer it whose success is `{status: "ok"}`. */
export type ErrorFailure = { status: 'error'; errorDescription: string };
