/** What a text may be that goes out by a channel, as the server says with the session (`channelConfig`). */
import { showsFormatting } from '../connection/channel-text.ts';
import { fields, number, under } from '../base/fields.ts';
import type { Session } from '../store/events.ts';

export type TextRules = {
  /** Whether the customer sees bold as bold: else what is typed is what is seen. */
  formatting: boolean;
  emoji: boolean;
  /** The longest text, in code points: what the server counts. */
  longest: number;
  /** Whether it goes out as SMS, in pieces that are paid for one by one. */
  sms: boolean;
};

/** The rules of a session's channel; `longest` is what holds where the server said nothing about the channel. */
export function textRulesOf(session: Session | null, longest: number): TextRules {
  const type = session?.channelType ?? 'WEB';
  const config = fields(under(session?.wire, 'channel').channelConfig);
  return {
    formatting: showsFormatting(session?.wire, type),
    emoji: config.emoji !== false,
    longest: number(config.maxTextLength) ?? longest,
    sms: type === 'SMS',
  };
}
