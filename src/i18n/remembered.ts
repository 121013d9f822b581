/**
 * The language that was spoken here last: for what is said before anybody is signed in, the sign-in page included.
 * Where the browser keeps nothing, nothing is remembered.
 */
import { browserStore } from '../base/browser-capabilities.ts';

const KEY = 'desk.language';

export function rememberLanguage(language: string): void {
  browserStore.setItem(KEY, language);
}

/** A language's code, or undefined. */
export function rememberedLanguage(): string | undefined {
  return browserStore.getItem(KEY) ?? undefined;
}
