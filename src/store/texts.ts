/** The configured texts in all languages, as far as they are in several (`TextCatalogue` of the contract). */
import type { TextCatalogue } from '../../protocol/agent-manager/texts.ts';

export type ConfiguredTexts = Readonly<TextCatalogue>;
export type TextsByName = ConfiguredTexts['queues'];

/** Everything is in one language. */
export const NO_TEXTS: ConfiguredTexts = {
  mrds: {},
  queues: {},
  channels: {},
  teams: {},
  lists: {},
  reasons: { NOT_READY: {}, LOGOUT: {} },
  categories: {},
  codes: {},
  fields: {},
};
