/** Every refusal of the Generic Connector. The codes are stable; the texts are for people. */
export const CONNECTOR_ERRORS = {
  UNKNOWN_COMMAND: 'There is no such command.',
  INVALID_PARAMETERS: 'The parameters are not those of this command.',
  FORBIDDEN_CHARACTER: 'A value holds a character that separates values.',
  NOT_CONNECTED: 'The agent has to be connected first.',
  NOT_LOGGED_IN: 'The agent has to be signed in first.',
  INVALID_STATE: 'That is not possible now.',
  FINESSE_REFUSED: 'Finesse has refused it.',
  FINESSE_ERROR: 'Finesse has accepted it and then failed.',
  FINESSE_UNAVAILABLE: 'Finesse cannot be reached.',
  TIMEOUT: 'Finesse has not answered in time.',
  UNKNOWN_REASON: 'There is no such reason.',
  EXPIRED: 'The command has waited too long and was not carried out.',
} as const;

export type ConnectorErrorCode = keyof typeof CONNECTOR_ERRORS;
