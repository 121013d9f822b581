import { CHANNEL_TYPES } from './schema/channels.ts';
import type { ChannelInFile } from './schema/channels.ts';
import type { ConfigurationFile } from './schema/file.ts';
import type { Plain } from './texts.ts';

/** The name of the MRD that carries a channel: its own, its queue's, or the first one of its type (Q12). */
export function mrdOfChannel(
  { mrds, queues }: Pick<Plain<ConfigurationFile>, 'mrds' | 'queues'>,
  { mrd, queue, type }: Pick<Plain<ChannelInFile>, 'mrd' | 'queue' | 'type'>,
): string | undefined {
  if (mrd !== undefined) return mrd;
  if (queue !== undefined) return queues.find(({ name }) => name === queue)?.mrd;
  return mrds.find((candidate) => candidate.type === CHANNEL_TYPES[type])?.name;
}
