/**
 * The scripts of the provider's helper pages, served as files of their own: the Content-Security-Policy allows
 * none in a page. What they answer is what keycloak-js expects (stack §5).
 */

/** Sends the only form of a page at once; who has no script presses its button. */
export const SUBMIT_SCRIPT = `document.forms[0]?.submit();
`;

/** Tells keycloak-js that cookies work here: our pages and the desk share one origin. */
export const COOKIES_SCRIPT = `parent.postMessage('supported', '*');
`;

/**
 * Answers keycloak-js, which asks every few seconds "<client> <sid>" whether that is still who is signed in
 * here. The cookie holds a hash of the sid of this browser's sign-in; no request is made.
 */
export const statusScript = (cookie: string): string => `const signedIn = () =>
  document.cookie.split('; ').find((pair) => pair.startsWith('${cookie}='))?.slice(${cookie.length + 1}) ?? '';

const hash = async (sid) => {
  if (sid === '') return '';
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sid)));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

addEventListener('message', async (event) => {
  if (event.source !== parent || typeof event.data !== 'string') return;
  const [, sid = ''] = event.data.split(' ');
  const same = (await hash(sid)) === signedIn();
  event.source.postMessage(same ? 'unchanged' : 'changed', event.origin);
});
`;
