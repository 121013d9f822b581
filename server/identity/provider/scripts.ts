/**
 * The scripts of the provider's helper pages, served as files of their own: the Content-Security-Policy allows
 * none in a page. What they answer is what keycloak-js expects (stack §5).
 */

/** Sends the only form of a page at once; who has no script presses its button. */
export const SUBMIT_SCRIPT = `document.forms[0]?.submit();
`;

/**
 * The sign-in page: shows the password on request, never sends it as readable text (browsers would remember it
 * like any other field), and says when Caps Lock is on.
 */
export const SIGN_IN_SCRIPT = `const password = document.getElementById('password');
const reveal = document.getElementById('reveal');
const capsLock = document.querySelector('#caps-lock > *');

const show = (shown) => {
  password.type = shown ? 'text' : 'password';
  reveal.setAttribute('aria-pressed', String(shown));
};
reveal.addEventListener('click', () => show(password.type === 'password'));
password.form.addEventListener('submit', () => show(false));
addEventListener('pageshow', () => show(false));
reveal.hidden = false;

// The hint stays when the field is left: the page must not move under a mouse on its way to the button.
const look = (event) => {
  // Browsers that fill the form send key events without keys.
  if (event instanceof KeyboardEvent) capsLock.hidden = !event.getModifierState('CapsLock');
};
password.addEventListener('keydown', look);
password.addEventListener('keyup', look);
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
