/**
 * How much this program knows, as one number. A program of another version may know more events, signals and commands:
 * what it tells or asks must not be taken for nothing.
 */
import type { Command } from './commands.ts';
import { COMMAND_VERSION } from './commands.ts';
import { EVENT_KINDS } from './event-kinds.ts';
import { EVENT_VERSION } from './events.ts';
import type { Signal } from './events.ts';
import { STATE_VERSION } from './upcast-state.ts';

const SIGNALS: Record<Signal['type'], true> = {
  'agent.stateUnchanged': true,
  'agent.listUnchanged': true,
  'conversation.rejoined': true,
  typing: true,
};

const COMMANDS: Record<Command['type'], true> = {
  'call.startLeg': true,
  'call.endLeg': true,
  'call.hold': true,
  'call.monitor': true,
  'call.endMonitoring': true,
  'agent.request': true,
  'agent.cancelRequest': true,
  'helper.promote': true,
  'agent.remove': true,
  'hand.raise': true,
  'conversation.begin': true,
  'conversation.join': true,
  'conversation.leave': true,
  'conversation.end': true,
  'conversation.endListed': true,
  'owner.change': true,
  'conversation.pause': true,
  'conversation.resume': true,
  'response.reset': true,
  'session.start': true,
  'session.end': true,
  'session.connect': true,
  'session.disconnect': true,
  'bot.handOver': true,
  'customer.link': true,
  'customer.update': true,
  'message.send': true,
  'message.edit': true,
  'message.delete': true,
  'message.mark': true,
  'typing.indicate': true,
  'agent.connect': true,
  'agent.disconnect': true,
  'agent.setState': true,
  'agent.setMrdState': true,
  'agent.logout': true,
  'agent.active': true,
  'list.subscribe': true,
  'conversation.supervise': true,
  'supervision.change': true,
  'conversation.steer': true,
  'queue.flush': true,
  'task.accept': true,
  'task.reject': true,
  'wrapup.close': true,
  'wrapup.enter': true,
  'wrapup.extend': true,
  configure: true,
  tick: true,
};

/** The types of commands as a value. */
export const COMMAND_KINDS: readonly string[] = Object.keys(COMMANDS);

const count = (kinds: object): number => Object.keys(kinds).length;

/**
 * Higher for every later version of the program whose events, signals, commands or state differ: each number only ever
 * grows, because journals are for ever and a kind that is not used any more stays in the list.
 */
export const VOCABULARY_VERSION =
  EVENT_VERSION +
  STATE_VERSION +
  COMMAND_VERSION +
  EVENT_KINDS.length +
  count(SIGNALS) +
  COMMAND_KINDS.length;
