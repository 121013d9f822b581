/** What the customer's page asks for before it connects: open data, nothing personal in it. */

import type { LocalizedText } from '../shared/localized-text.ts';

/**
 * `GET /ccm/widget-configs/<id>`: the id is the name or the service identifier of a web channel.
 * Texts are in the language of `?language=`, else of `Accept-Language`, else of the channel; `*` is the default one.
 */
export type WidgetConfig = {
  widgetIdentifier: string;
  serviceIdentifier: string;
  title: string;
  subTitle: string;
  /** What the customer reads before writing; may be empty. An addition of ours. */
  welcome: string;
  /** Accent colour, `#rrggbb`. */
  theme: string;
  language: { code: string };
  /** Id for `GET /forms/<id>`; null when there is nothing to ask. */
  form: string | null;
  /** Seconds that a lost connection is forgiven. */
  customerReconnectTime: number;
  maxTextLength: number;
  enableEmoji: boolean;
  enableFileTransfer: boolean;
  enableFontResize: boolean;
  enableDynamicLink: boolean;
  enableDownloadTranscript: boolean;
  /** Whether the customer is asked how it was, at the end. An addition of ours. */
  enableRating: boolean;
  /** The texts in all languages. An addition of ours. */
  texts?: { title: LocalizedText; subTitle: LocalizedText; welcome: LocalizedText };
};

/** One question of a form. */
export type FormAttribute = {
  key: string;
  label: string;
  helpText?: string;
  isRequired: boolean;
  attributeType: 'INPUT' | 'OPTIONS';
  /** Wire value types: String50, String100, String2000, Email, PhoneNumber, URL, Number, Boolean … */
  valueType: string;
  categoryOptions?: {
    isMultipleChoice: boolean;
    /** `labels`: what each of `values` reads like, where that differs by language. An addition of ours. */
    categories: { categoryName: string; values: string[]; labels?: LocalizedText[] }[];
  } | null;
  /** The texts in all languages. An addition of ours. */
  texts?: { label: LocalizedText; helpText: LocalizedText };
};

/** `GET /forms/<id>`; languages as above. */
export type WidgetForm = {
  id: string;
  formTitle: string;
  formDescription: string;
  attributes: FormAttribute[];
  /** The texts in all languages. An addition of ours. */
  texts?: { formTitle: LocalizedText; formDescription: LocalizedText };
};
