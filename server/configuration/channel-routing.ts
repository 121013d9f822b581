/** How customers of a channel come to agents, as desks of the family are shown it. Seconds, as in the file. */
import { mrdOfChannel } from './channel-mrd.ts';
import { idOf } from './ids.ts';
import type { ChannelInFile } from './schema/channels.ts';
import type { ConfigurationFile } from './schema/file.ts';
import type { Plain } from './texts.ts';

export type ChannelRouting = {
  /** PUSH: work is offered. PULL: agents take it from a list. EXTERNAL: another system routes. */
  mode: 'PUSH' | 'PULL' | 'EXTERNAL';
  /** The queue or the list; empty: neither. */
  objectId: string;
  selection: 'LONGEST_AVAILABLE' | 'MOST_SKILLED' | 'LEAST_SKILLED';
  toLastAgent: boolean;
  ttlSeconds: number;
  responseSeconds: number;
  inactivitySeconds: number;
};

/** In the order of the rules: the queue's own, the MRD's, the channel's, everybody's (server/core/rules.ts). */
export function routingOf(file: Plain<ConfigurationFile>, channel: Plain<ChannelInFile>): ChannelRouting {
  const queue = file.queues.find(({ name }) => name === channel.queue);
  const mrdName = mrdOfChannel(file, channel);
  const mrd = file.mrds.find(({ name }) => name === mrdName);
  const rule = (name: 'requestTtlSeconds' | 'responseSlaSeconds' | 'customerInactivitySeconds'): number =>
    queue?.[name] ?? mrd?.[name] ?? channel[name] ?? file.settings[name];
  const { list } = channel;
  return {
    mode:
      list !== undefined ? 'PULL' : queue === undefined && channel.bot === undefined ? 'EXTERNAL' : 'PUSH',
    objectId:
      list !== undefined
        ? idOf(file.tenant, 'list', list)
        : queue === undefined
          ? ''
          : idOf(file.tenant, 'queue', queue.name),
    selection: queue?.selection ?? 'LONGEST_AVAILABLE',
    toLastAgent: queue?.routeToLastAgent ?? false,
    ttlSeconds: rule('requestTtlSeconds'),
    responseSeconds: rule('responseSlaSeconds'),
    inactivitySeconds: rule('customerInactivitySeconds'),
  };
}
