import type { Command } from '../core/commands.ts';

/** Whether a command brings the ids of a session and a conversation that are new by definition. */
export function beginsSession<T extends { type: Command['type'] }>(
  command: T,
): command is Extract<T, { type: 'session.start' | 'conversation.begin' }> {
  return command.type === 'session.start' || command.type === 'conversation.begin';
}
