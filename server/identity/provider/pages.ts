import { fill } from './words/words.ts';
import type { Speech, Words } from './words/words.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const MARK = `<svg class="mark" viewBox="0 0 40 40" aria-hidden="true"><path fill="currentColor" d="M10 4h20a8 8 0 0 1 8 8v12a8 8 0 0 1-8 8H19l-8.3 6.2A1 1 0 0 1 9 37.4V32a7.5 7.5 0 0 1-7-8V12a8 8 0 0 1 8-8Z"/><path d="M12 13.5h16v3H12zm0 7h10v3H12z"/></svg>`;

/** An open eye; the line through it shows while the password does. */
const EYE = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/><path class="slash" d="m4 4 16 16"/></svg>`;

/** The mark alone, as icon of the tab. */
export const ICON = MARK.replace('class="mark"', 'xmlns="http://www.w3.org/2000/svg"')
  .replace('currentColor', '#2563d4')
  .replace('<path d=', '<path fill="#fff" d=');

/** What every page needs: `base` is the path of the realm, for the style sheet. */
type PageContext = { base: string; speech: Speech };

function layout(page: PageContext & { title: string; script?: string }, content: string): string {
  const { language, direction, words } = page.speech;
  const script =
    page.script === undefined ? '' : `<script src="${page.base}/resources/${page.script}" defer></script>`;
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)} – ${escapeHtml(words.desk)}</title>
<link rel="icon" href="${page.base}/resources/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${page.base}/resources/style.css">
${script}
</head>
<body>
<main>
${MARK}
${content}
</main>
</body>
</html>
`;
}

type SignInPage = PageContext & {
  /** Where the form goes. */
  action: string;
  username: string;
  /** Why the last attempt failed, or null; `help` is what to do about it. */
  problem: { text: string; help: string | null } | null;
  /** A line under the form, for example the demo's sign-ins. */
  notice: string | null;
};

/**
 * The sign-in page. A refusal is announced and stands beside the fields. It works without a script; with it,
 * the password can be shown and Caps Lock is noticed.
 */
export function signInPage(page: SignInPage): string {
  const { problem } = page;
  const { signIn, problem: problemTitle } = page.speech.words;
  const invalid = problem === null ? '' : ' aria-invalid="true"';
  const because = problem === null ? '' : ' aria-describedby="problem"';
  const focusPassword = problem !== null && page.username !== '';
  return layout(
    {
      ...page,
      title: problem === null ? signIn.title : fill(problemTitle, { title: signIn.title }),
      script: 'sign-in.js',
    },
    `<h1>${escapeHtml(signIn.title)}</h1>
<p class="lead">${escapeHtml(signIn.lead)}</p>
${problem === null ? '' : alert(problem)}
<form method="post" action="${escapeHtml(page.action)}">
<div><label for="username">${escapeHtml(signIn.username)}</label>
<input id="username" name="username" value="${escapeHtml(page.username)}" dir="auto" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required${invalid}${because}${focusPassword ? '' : ' autofocus'}></div>
<div><label for="password">${escapeHtml(signIn.password)}</label>
<div class="field"><input id="password" name="password" type="password" autocomplete="current-password" autocapitalize="none" spellcheck="false" maxlength="256" required${invalid} aria-describedby="${problem === null ? '' : 'problem '}caps-lock"${focusPassword ? ' autofocus' : ''}>
<button type="button" class="reveal" id="reveal" aria-pressed="false" aria-controls="password" hidden>${EYE}<span class="unseen">${escapeHtml(signIn.showPassword)}</span></button></div>
<p class="hint" id="caps-lock" role="status"><span hidden>${escapeHtml(signIn.capsLock)}</span></p></div>
<button type="submit">${escapeHtml(signIn.submit)}</button>
</form>
${page.notice === null ? '' : `<p class="notice">${escapeHtml(page.notice)}</p>`}`,
  );
}

function alert({ text, help }: { text: string; help: string | null }): string {
  const rest = help === null ? '' : ` <span>${escapeHtml(help)}</span>`;
  return `<p class="alert" id="problem" role="alert"><strong>${escapeHtml(text)}</strong>${rest}</p>`;
}

/** Pages that only say something: which of the words they take. */
type Message = 'tooMany' | 'expired' | 'failed' | 'broken' | 'signedOut';

/** A sentence, and a way on. `values` fill its places. */
export function messagePage(
  page: PageContext & { message: Message; href: string; values?: Readonly<Record<string, string>> },
): string {
  const { title, text, action }: Words[Message] = page.speech.words[page.message];
  return layout(
    { ...page, title },
    `<h1>${escapeHtml(title)}</h1>
<p class="lead">${fill(escapeHtml(text), isolated(page.values))}</p>
<a class="button" href="${escapeHtml(page.href)}">${escapeHtml(action)}</a>`,
  );
}

/** Values keep their own direction within the sentence. */
function isolated(values: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, `<bdi>${escapeHtml(value)}</bdi>`]),
  );
}

/**
 * Signing out. `form` is the provider's own, without a button.
 * @param page.atOnce the desk asked for it and proved who it is: no question is asked
 */
export function signOutPage(page: PageContext & { form: string; atOnce: boolean }): string {
  const { signOut } = page.speech.words;
  const form = page.form.replace(
    '</form>',
    `<input type="hidden" name="logout" value="yes"><button type="submit">${escapeHtml(signOut.submit)}</button></form>`,
  );
  return layout(
    { ...page, title: signOut.title, ...(page.atOnce ? { script: 'submit.js' } : {}) },
    page.atOnce
      ? `<h1>${escapeHtml(signOut.working)}</h1>${form}`
      : `<h1>${escapeHtml(signOut.ask)}</h1><p class="lead">${escapeHtml(signOut.text)}</p>${form}`,
  );
}

/**
 * The page in between by which the provider sends a form on: its own words are English and white.
 * @returns undefined when `html` is something else
 */
export function goingOnPage(page: PageContext & { html: string }): string | undefined {
  const form = /<form method="post" action="[^"]*">[^]*?(?=<noscript>)/.exec(page.html)?.[0];
  if (form === undefined) return undefined;
  const { title, action } = page.speech.words.goingOn;
  return layout(
    { ...page, title, script: 'submit.js' },
    `<h1>${escapeHtml(title)}</h1>${form}<button type="submit">${escapeHtml(action)}</button></form>`,
  );
}

/** A page without content for keycloak-js to talk to. `script` is an absolute path. */
export function helperPage({ language, direction }: Speech, title: string, script: string): string {
  return `<!doctype html><html lang="${language}" dir="${direction}"><meta charset="utf-8"><title>${escapeHtml(title)}</title><script src="${script}"></script></html>\n`;
}
