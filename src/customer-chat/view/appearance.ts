import { brandTokens, isColour } from './brand.ts';
import type { Theme } from './brand.ts';
import type { Speech } from './texts/index.ts';

export type { Theme } from './brand.ts';

/** Light or dark as wished, else as the system has it. Calls `apply` at once and whenever the system changes. */
export function followTheme(wished: string | null | undefined, apply: (theme: Theme) => void): () => void {
  if (wished === 'light' || wished === 'dark') {
    apply(wished);
    return () => {};
  }
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => {
    apply(dark.matches ? 'dark' : 'light');
  };
  dark.addEventListener('change', follow);
  follow();
  return () => {
    dark.removeEventListener('change', follow);
  };
}

/** Puts the theme and the channel's colour on the root of a chat. */
export function applyColours(root: HTMLElement, colour: string, theme: Theme): void {
  root.dataset.theme = theme;
  root.style.setProperty('color-scheme', theme);
  if (!isColour(colour)) return;
  for (const [name, value] of Object.entries(brandTokens(colour, theme))) root.style.setProperty(name, value);
}

/** Puts language and direction on the root of a chat. */
export function applyLanguage(root: HTMLElement, { language, direction }: Speech): void {
  root.lang = language;
  root.dir = direction;
}
