import type * as OidcProvider from 'oidc-provider';

/**
 * Loads `oidc-provider`. On Node 20 it prints "Unsupported runtime" when it is loaded; it runs there (the
 * suite proves it), so that one line is left out. Loaded on demand: with a real Keycloak it is not needed.
 */
export async function loadOidcProvider(): Promise<typeof OidcProvider> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
