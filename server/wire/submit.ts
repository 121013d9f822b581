import { isErrorCode, ProtocolError } from '../../protocol/shared/errors.ts';
import type { Command } from '../core/commands.ts';
import type { DomainEvent, Signal } from '../core/events.ts';
import type { Content, Engine } from '../engine/contract.ts';

/** Submits a command. Resolves with what happened, throws the core's rejection as a `ProtocolError`. */
export async function submit(
  engine: Pick<Engine, 'submit'>,
  command: Command,
  content?: Content,
): Promise<{ events: readonly DomainEvent[]; signals: readonly Signal[] }> {
  const outcome = await engine.submit(command, content);
  if (outcome.ok) return outcome;
  const { code, message } = outcome.rejection;
  if (isErrorCode(code)) throw new ProtocolError(code, message);
  throw new ProtocolError('INTERNAL');
}
