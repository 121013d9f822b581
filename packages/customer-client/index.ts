/** What the package offers. */
export { browserClient } from './browser-client.ts';
export type { BrowserClient } from './browser-client.ts';
export type { ChatClient } from './chat-verbs.ts';
export { chatOnServer } from './chat-on-server.ts';
export { ConfigurationError, loadForm, loadWidget } from './configuration.ts';
export type { PageConfiguration } from './configuration.ts';
export { createMemory, volatileStore } from './memory.ts';
export type { ChatMemory, ChatRequest, KeyValueStore } from './memory.ts';
export type { ChatEntry, ChatMessage, ChatNotice, ChatPhase, ChatState, Choice, Choices } from './state.ts';
