/**
 * Reads a message of a client: which command for whom, and whether it is well formed. The checks stand in the order in
 * which they are told: the command, the characters, the number of parameters.
 */
import { COMMANDS, commandNamed } from '../../../protocol/generic-connector/commands.ts';
import type { CommandName } from '../../../protocol/generic-connector/commands.ts';
import type { ConnectorErrorCode } from '../../../protocol/generic-connector/errors.ts';

/** A command that is well formed. */
export type Command = {
  name: CommandName;
  /** The agent's id as the client writes it; the destination for `Hello` and `Beat`. */
  id: string;
  parameters: readonly string[];
};

/** A command that is refused before anything is done. */
export type IllFormed = { id: string; command: string; code: ConnectorErrorCode; reason?: string };

/** Null: unreadable, there is nobody to answer. */
export type ReadCommand = { command: Command } | { refused: IllFormed } | null;

/** Longest type and body (characters) that are looked at. */
const LONGEST_TYPE = 512;
const LONGEST_BODY = 8_192;

/** Only this value may be empty: it clears the variable. */
const MAY_BE_EMPTY = 'variable_value';

export function readCommand(type: string | undefined, body: string): ReadCommand {
  const mark = type?.indexOf('#') ?? -1;
  if (type === undefined || mark === -1 || type.length > LONGEST_TYPE) return null;
  const word = type.slice(0, mark).trim();
  const id = type.slice(mark + 1).trim();
  if (word === '' || id === '') return null;
  const refuse = (command: string, code: ConnectorErrorCode, reason?: string): ReadCommand => ({
    refused: { id, command, code, ...(reason !== undefined && { reason }) },
  });

  const name = commandNamed(word);
  if (name === undefined) return refuse(word, 'UNKNOWN_COMMAND');
  const { parameters: names, category } = COMMANDS[name];
  const text = category === 'system' ? '' : body.trim();
  if (/[#|]/.test(id) || /[#|]/.test(text))
    return refuse(name, 'FORBIDDEN_CHARACTER', 'Neither # nor | may stand in a value.');
  if (hasControlCharacter(id) || hasControlCharacter(text)) {
    return refuse(name, 'FORBIDDEN_CHARACTER', 'A control character stands in a value.');
  }
  if (text.length > LONGEST_BODY) return refuse(name, 'INVALID_PARAMETERS', 'The parameters are too long.');
  const parameters = text === '' && names.length === 0 ? [] : text.split(',').map((value) => value.trim());
  if (parameters.length !== names.length) {
    return refuse(name, 'INVALID_PARAMETERS', expected(names.length, parameters.length));
  }
  const empty = names.find((one, index) => parameters[index] === '' && one !== MAY_BE_EMPTY);
  if (empty !== undefined) return refuse(name, 'INVALID_PARAMETERS', 'A value is empty.');
  // Such an id would be read as a step in an address.
  const isStep = (value: string | undefined): boolean => value === '.' || value === '..';
  if (isStep(id) || names.some((one, index) => one !== 'agent_password' && isStep(parameters[index]))) {
    return refuse(name, 'INVALID_PARAMETERS', 'A value names nothing.');
  }
  if (name === 'MobileAgentLogin' && mobileMode(parameters[3]) === undefined) {
    return refuse(
      name,
      'INVALID_PARAMETERS',
      'connection_mode is true (call by call) or false (nailed connection).',
    );
  }
  return { command: { name, id, parameters } };
}

/** Finesse's word for a connection mode; undefined when there is no such mode. */
export function mobileMode(word = ''): 'CALL_BY_CALL' | 'NAILED_CONNECTION' | undefined {
  switch (word.toUpperCase()) {
    case 'TRUE':
    case 'CALL_BY_CALL':
      return 'CALL_BY_CALL';
    case 'FALSE':
    case 'NAILED_CONNECTION':
      return 'NAILED_CONNECTION';
    default:
      return undefined;
  }
}

function expected(count: number, given: number): string {
  return count === 0
    ? 'The command has no parameters.'
    : `The command has ${count} parameters, not ${given}.`;
}

/** XML and STOMP have no place for them. */
function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x7f || code === 0xfffe || code === 0xffff) return true;
  }
  return /\p{Surrogate}/u.test(text);
}

/** Whether a topic can have this name: what separates or selects destinations is not taken. */
export function isDestination(name: string): boolean {
  return name !== '' && name.length <= 200 && !/[,|#>*/\s]/.test(name) && !hasControlCharacter(name);
}
