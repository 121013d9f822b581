/**
 * The language that was spoken here last: for what is said before anybody is signed in, the sign-in page included.
 * Where the browser keeps nothing, nothing is remembered.
 */
const KEY = 'desk.language';

export function rememberLanguage(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage is refused in some frames; then the browser's own languages have to do.
  }
}

/** A language's code, or undefined. */
export function rememberedLanguage(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
