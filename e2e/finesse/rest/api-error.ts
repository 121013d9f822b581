import { toXml } from '../xml/write.ts';

/** What Finesse calls its refusals. */
export type ErrorType =
  | 'Parameter Missing'
  | 'Invalid Input'
  | 'Invalid State'
  | 'Invalid Destination'
  | 'Invalid Device'
  | 'Device Busy'
  | 'Generic Error'
  | 'Bad Request'
  | 'Authorization Failure'
  | 'Invalid Authorization User Specified'
  | 'Invalid Supervisor'
  | 'User Not Found'
  | 'Not Found'
  | 'Method Not Allowed'
  | 'Not Implemented'
  | 'Internal Server Error'
  | 'Service Unavailable';

/** A refusal of a request, answered at once. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly data: string;

  constructor(status: number, type: ErrorType, message: string, data = '') {
    super(message);
    this.status = status;
    this.type = type;
    this.data = data;
  }

  toXml(): string {
    const apiError = { ErrorType: this.type, ErrorMessage: this.message, ErrorData: this.data };
    return toXml('ApiErrors', { ApiError: apiError });
  }
}

/** The request cannot be carried out as things stand. */
export function invalidState(message: string): ApiError {
  return new ApiError(400, 'Invalid State', message);
}

/** A value is not one that the request takes. */
export function invalidInput(parameter: string): ApiError {
  return new ApiError(400, 'Invalid Input', `The value of ${parameter} is not valid`, parameter);
}

/** A value is missing. */
export function missing(parameter: string): ApiError {
  return new ApiError(400, 'Parameter Missing', `The parameter ${parameter} is missing`, parameter);
}
