/** What becomes of a text on the way to the customer, as far as the session says. */
import { fields, text, under } from '../base/fields.ts';

/**
 * Whether the customer sees bold as bold by this session's channel; where not, what is typed is what is seen.
 * `type` is the channel's where the session as it came does not name it.
 */
export function showsFormatting(session: unknown, type = 'WEB'): boolean {
  const channel = under(session, 'channel');
  const config = fields(channel.channelConfig);
  if (typeof config.formatting === 'boolean') return config.formatting;
  return text(under(channel, 'channelType').name, type) === 'WEB';
}
