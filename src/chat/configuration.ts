import type { WidgetConfig, WidgetForm } from '../../protocol/customer-channel/widget.ts';

/** What the page needs to know before anything can be shown. */
export type PageConfiguration = { widget: WidgetConfig; form: WidgetForm | null };

export class ConfigurationError extends Error {
  /** UNKNOWN: there is no such channel. UNREACHABLE: ask again later. */
  readonly kind: 'UNKNOWN' | 'UNREACHABLE';

  constructor(kind: ConfigurationError['kind']) {
    super(kind);
    this.kind = kind;
  }
}

/**
 * Fetches the channel's page settings and its form; without a channel those of the server's first web channel.
 * Throws `ConfigurationError`.
 */
export async function loadConfiguration(channel: string): Promise<PageConfiguration> {
  const path =
    channel === '' ? '/ccm/default-widget-config' : `/ccm/widget-configs/${encodeURIComponent(channel)}`;
  const widget = (await get(path)) as WidgetConfig;
  const form =
    widget.form === null ? null : ((await get(`/forms/${encodeURIComponent(widget.form)}`)) as WidgetForm);
  return { widget, form };
}

async function get(path: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json' } });
  } catch {
    throw new ConfigurationError('UNREACHABLE');
  }
  if (response.status === 404 || response.status === 400) throw new ConfigurationError('UNKNOWN');
  if (!response.ok) throw new ConfigurationError('UNREACHABLE');
  return response.json();
}
