const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const MARK = `<svg class="mark" viewBox="0 0 40 40" aria-hidden="true"><path fill="currentColor" d="M10 4h20a8 8 0 0 1 8 8v12a8 8 0 0 1-8 8H19l-8.3 6.2A1 1 0 0 1 9 37.4V32a7.5 7.5 0 0 1-7-8V12a8 8 0 0 1 8-8Z"/><path d="M12 13.5h16v3H12zm0 7h10v3H12z"/></svg>`;

/** The mark alone, as icon of the tab. */
export const ICON = MARK.replace('class="mark"', 'xmlns="http://www.w3.org/2000/svg"')
  .replace('currentColor', '#2563d4')
  .replace('<path d=', '<path fill="#fff" d=');

/** What every page needs: `base` is the path of the realm, for the style sheet. */
type Page = { base: string; title: string; script?: string };

function layout(page: Page, content: string): string {
  const script =
    page.script === undefined ? '' : `<script src="${page.base}/resources/${page.script}" defer></script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(page.title)}</title>
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

type SignInPage = {
  base: string;
  /** Where the form goes. */
  action: string;
  username: string;
  /** Why the last attempt failed, or null. */
  error: string | null;
  /** A line under the form, for example the demo's sign-ins. */
  notice: string | null;
};

/** The sign-in page. Works without a script; a refusal is announced and stands beside the fields. */
export function signInPage(page: SignInPage): string {
  const failed = page.error !== null;
  const invalid = failed ? ' aria-invalid="true" aria-describedby="problem"' : '';
  const focusPassword = failed && page.username !== '';
  return layout(
    { base: page.base, title: failed ? 'Problem: Sign in – Agent desk' : 'Sign in – Agent desk' },
    `<h1>Sign in</h1>
<p class="lead">to the agent desk</p>
${failed ? `<p class="alert" id="problem" role="alert">${escapeHtml(page.error ?? '')}</p>` : ''}
<form method="post" action="${escapeHtml(page.action)}">
<div><label for="username">Username</label>
<input id="username" name="username" value="${escapeHtml(page.username)}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required${invalid}${focusPassword ? '' : ' autofocus'}></div>
<div><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" required${invalid}${focusPassword ? ' autofocus' : ''}></div>
<button type="submit">Sign in</button>
</form>
${page.notice === null ? '' : `<p class="notice">${escapeHtml(page.notice)}</p>`}`,
  );
}

/** A sentence, and a way on. */
export function messagePage(page: {
  base: string;
  title: string;
  text: string;
  link: { href: string; label: string };
}): string {
  return layout(
    { base: page.base, title: `${page.title} – Agent desk` },
    `<h1>${escapeHtml(page.title)}</h1>
<p class="lead">${escapeHtml(page.text)}</p>
<a class="button" href="${escapeHtml(page.link.href)}">${escapeHtml(page.link.label)}</a>`,
  );
}

/**
 * Signing out. `form` is the provider's own, without a button.
 * @param page.atOnce the desk asked for it and proved who it is: no question is asked
 */
export function signOutPage(page: { base: string; form: string; atOnce: boolean }): string {
  const form = page.form.replace(
    '</form>',
    '<input type="hidden" name="logout" value="yes"><button type="submit">Sign out</button></form>',
  );
  return layout(
    { base: page.base, title: 'Sign out – Agent desk', ...(page.atOnce ? { script: 'submit.js' } : {}) },
    page.atOnce
      ? `<h1>Signing out …</h1>${form}`
      : `<h1>Sign out?</h1><p class="lead">Other tabs of this browser are signed out as well.</p>${form}`,
  );
}

/** A page without content for keycloak-js to talk to. `script` is an absolute path. */
export function helperPage(title: string, script: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><script src="${script}"></script></html>\n`;
}
