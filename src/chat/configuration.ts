import type { WidgetConfig, WidgetForm } from '../../protocol/customer-channel/widget.ts';

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

/**
 * Fetches a channel's settings; without a channel those of the server's first web channel. `server` is its
 * origin, or nothing for our own. Throws `ConfigurationError`.
 */
export async function loadWidget(channel: string, server = ''): Promise<WidgetConfig> {
  const path =
    channel === '' ? '/ccm/default-widget-config' : `/ccm/widget-configs/${encodeURIComponent(channel)}`;
  return (await get(`${server}${path}`)) as WidgetConfig;
}

/** Fetches the form that a channel asks before the chat. Throws `ConfigurationError`. */
export async function loadForm({ form }: WidgetConfig, server = ''): Promise<WidgetForm | null> {
  return form === null ? null : ((await get(`${server}/forms/${encodeURIComponent(form)}`)) as WidgetForm);
}

async function get(address: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, { headers: { accept: 'application/json' }, credentials: 'omit' });
  } catch {
    throw new ConfigurationError('UNREACHABLE');
  }
  if (response.status === 404 || response.status === 400) throw new ConfigurationError('UNKNOWN');
  if (response.status === 403) throw new ConfigurationError('FORBIDDEN');
  if (!response.ok) throw new ConfigurationError('UNREACHABLE');
  return response.json();
}
