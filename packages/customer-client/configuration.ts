import type { FormAttribute, WidgetConfig, WidgetForm } from '../../protocol/customer-channel/widget.ts';
import { textIn, type LocalizedText } from '../../protocol/shared/localized-text.ts';

/** What a chat needs to know before anything can be shown. */
export type PageConfiguration = { widget: WidgetConfig; form: WidgetForm | null };

export class ConfigurationError extends Error {
  /** UNKNOWN: there is no such channel. FORBIDDEN: not on this page. UNREACHABLE: ask again later. */
  readonly kind: 'UNKNOWN' | 'FORBIDDEN' | 'UNREACHABLE';

  constructor(kind: ConfigurationError['kind']) {
    super(kind);
    this.kind = kind;
  }
}

/** The reader's languages, most wanted first, and at last the channel's own. */
export type Languages = readonly string[];

/**
 * Fetches a channel's settings, with their texts in the first of the `wanted` languages that there is; without a channel those of the server's first web channel. `server` is its
 * origin, or nothing for our own. Throws `ConfigurationError`.
 */
export async function loadWidget(channel: string, wanted: Languages, server = ''): Promise<WidgetConfig> {
  const path =
    channel === '' ? '/ccm/default-widget-config' : `/ccm/widget-configs/${encodeURIComponent(channel)}`;
  const widget = (await get(`${server}${path}`)) as WidgetConfig;
  const read = reader([...wanted, widget.language.code]);
  const { title, subTitle, welcome } = widget.texts ?? widget;
  return { ...widget, title: read(title), subTitle: read(subTitle), welcome: read(welcome) };
}

/** Fetches the form that a channel asks before the chat, in the same language. Throws `ConfigurationError`. */
export async function loadForm(
  { form: id, language }: WidgetConfig,
  wanted: Languages,
  server = '',
): Promise<WidgetForm | null> {
  if (id === null) return null;
  const form = (await get(`${server}/forms/${encodeURIComponent(id)}`)) as WidgetForm;
  const read = reader([...wanted, language.code]);
  const { texts } = form;
  return {
    ...form,
    ...(texts && { formTitle: read(texts.formTitle), formDescription: read(texts.formDescription) }),
    attributes: form.attributes.map((attribute): FormAttribute => {
      const { label, helpText } = attribute.texts ?? {};
      return {
        ...attribute,
        ...(label !== undefined && { label: read(label) }),
        ...(helpText !== undefined && { helpText: read(helpText) }),
        categoryOptions: attribute.categoryOptions
          ? {
              ...attribute.categoryOptions,
              categories: attribute.categoryOptions.categories.map((category) => ({
                ...category,
                labels: (category.labels ?? category.values).map(read),
              })),
            }
          : null,
      };
    }),
  };
}

const reader = (languages: Languages) => (text: LocalizedText) => textIn(text, languages);

async function get(address: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, {
      // What is sent back of a choice is its text in the default language.
      headers: { accept: 'application/json', 'accept-language': '*' },
      credentials: 'omit',
    });
  } catch {
    throw new ConfigurationError('UNREACHABLE');
  }
  if (response.status === 404 || response.status === 400) throw new ConfigurationError('UNKNOWN');
  if (response.status === 403) throw new ConfigurationError('FORBIDDEN');
  if (!response.ok) throw new ConfigurationError('UNREACHABLE');
  return response.json();
}
