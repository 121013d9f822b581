/** The package's public interface. */
export { connectAgent } from './agent-client.ts';
export type { AgentClient, AgentClientOptions } from './agent-client.ts';
export type { Ending, Replaced } from './keep-connected.ts';
export { passwordToken } from './password-token.ts';
export { NO_ANSWER, OFFLINE, RefusedError } from './refused.ts';
