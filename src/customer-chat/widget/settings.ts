import { firstCharacters } from '../../../protocol/shared/characters.ts';
import { isColour } from '../view/brand.ts';

/** What the page says about the widget, by attributes of the script element (docs/embed.md). */
export type WidgetSettings = {
  /** Origin that the script came from: the server. */
  server: string;
  /** Name or service identifier of the web channel; empty: the server's first. */
  channel: string;
  /** `#rrggbb`; null: the channel's. */
  colour: string | null;
  /** The side of the window at which it stands; null: the end of the line, as the language has it. */
  side: 'left' | 'right' | null;
  /** Heading and name; null: the channel's. */
  title: string | null;
  /** Wished languages, the first that there is counts. */
  languages: readonly string[];
  /** Who the customer is by the word of the page's server, asked for at each connection (`data-identity`). */
  identity: () => string | null;
  /** null: as the page around says. */
  theme: 'light' | 'dark' | null;
};

const LONGEST_TITLE = 100;

/** Reads the settings. What is not understood is as if it were not there. */
export function readSettings(script: HTMLScriptElement): WidgetSettings {
  const { channel, color, position, title, lang, theme } = script.dataset;
  const page = document.documentElement;
  const languages = [lang ?? '', page.lang, ...navigator.languages].filter((tag) => tag !== '');
  const name = firstCharacters((title ?? '').trim(), LONGEST_TITLE);
  return {
    server: new URL(script.src, document.baseURI).origin,
    channel: (channel ?? '').trim(),
    colour: color !== undefined && isColour(color) ? color.trim() : null,
    side: position === 'left' || position === 'right' ? position : null,
    title: name === '' ? null : name,
    languages,
    identity: () => (script.dataset.identity ?? '').trim() || null,
    theme: theme === 'light' || theme === 'dark' ? theme : null,
  };
}

/**
 * Light or dark: as set, else dark only where the page itself knows both and the system prefers dark. A page that
 * says nothing is light, whatever the system likes.
 */
export function themeWish(settings: WidgetSettings): 'light' | 'dark' | null {
  if (settings.theme !== null) return settings.theme;
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (!scheme.includes('dark')) return 'light';
  return scheme.includes('light') ? null : 'dark';
}
