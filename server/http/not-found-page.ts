/**
 * What a person sees at an address that does not exist, in the look of the sign-in pages. Self-contained: it needs
 * no script and no file but the font for Urdu, and its policy allows no more. Programs get the coded refusal instead.
 */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { URDU_FACE, URDU_FONT } from '../../protocol/shared/urdu-letters.ts';

type Words = { title: string; text: string; action: string };

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    title: 'Page not found',
    text: 'This address doesn’t exist. Check it for typing errors, or start at the desk.',
    action: 'Go to the desk',
  },
  de: {
    title: 'Seite nicht gefunden',
    text: 'Diese Adresse gibt es nicht. Prüfen Sie die Schreibweise oder beginnen Sie beim Desk.',
    action: 'Zum Desk',
  },
  es: {
    title: 'Página no encontrada',
    text: 'Esta dirección no existe. Compruebe que esté bien escrita o empiece en el escritorio.',
    action: 'Ir al escritorio',
  },
  fr: {
    title: 'Page introuvable',
    text: 'Cette adresse n’existe pas. Vérifiez sa saisie ou commencez sur le poste.',
    action: 'Aller au poste',
  },
  it: {
    title: 'Pagina non trovata',
    text: 'Questo indirizzo non esiste. Controlli come è scritto o inizi dal desk.',
    action: 'Vai al desk',
  },
  ur: {
    title: 'صفحہ نہیں ملا',
    text: 'یہ پتہ موجود نہیں۔ اس کے ہجے دیکھیں، یا ڈیسک سے شروع کریں۔',
    action: 'ڈیسک پر جائیں',
  },
  ar: {
    title: 'الصفحة غير موجودة',
    text: 'هذا العنوان غير موجود. تحقق من كتابته، أو ابدأ من المكتب.',
    action: 'الانتقال إلى المكتب',
  },
};

const RIGHT_TO_LEFT = new Set(['ar', 'ur']);

/** The values are the desk's, see `src/ui/tokens.css`. */
const STYLE = `${URDU_FACE}
:root{color-scheme:light dark;--paper:light-dark(oklch(97% .004 262),oklch(17% .012 262));--card:light-dark(oklch(100% 0 262),oklch(20.5% .013 262));--line:light-dark(oklch(91.6% .008 262),oklch(30.5% .015 262));--text:light-dark(oklch(20.5% .018 262),oklch(94.5% .006 262));--muted:light-dark(oklch(47% .022 262),oklch(75% .014 262));--accent:light-dark(oklch(52% .19 262),oklch(56% .185 262))}
*{box-sizing:border-box}
body{margin:0;min-block-size:100vh;display:grid;place-items:center;padding:1.5rem 1rem;background:var(--paper);color:var(--text);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',sans-serif}
:lang(ur) body{font-family:${URDU_FONT},'Segoe UI','Noto Sans Arabic','Geeza Pro',Tahoma,system-ui,sans-serif;line-height:1.7}
main{inline-size:min(100%,24rem);padding:2.25rem 2rem 2rem;background:var(--card);border:1px solid var(--line);border-radius:.875rem}
svg{display:block;inline-size:2.5rem;block-size:2.5rem;margin-block-end:1.25rem;fill:var(--accent)}
h1{margin:0 0 .25rem;font-size:1.5rem;line-height:1.25}
p{margin:0;color:var(--muted)}
a{display:block;margin-block-start:1.5rem;padding:.625rem 1rem;border-radius:.625rem;background:var(--accent);color:oklch(99% .004 262);font-weight:600;text-align:center;text-decoration:none}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:26rem){body{place-items:start center;padding:0;background:var(--card)}main{border:0;padding:2rem 1.25rem}}`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const MARK =
  '<svg viewBox="0 0 40 40" aria-hidden="true"><path d="M10 4h20a8 8 0 0 1 8 8v12a8 8 0 0 1-8 8H19l-8.3 6.2A1 1 0 0 1 9 37.4V32a7.5 7.5 0 0 1-7-8V12a8 8 0 0 1 8-8Z"/></svg>';

/** Longer lists of languages are nobody's wish. */
const MOST_WISHES = 32;

/** The first language of `Accept-Language` that we have, as browsers order it; else English. */
function languageOf(accepted: string | undefined): string {
  const tags = (accepted ?? '').split(',', MOST_WISHES);
  const codes = tags.map((tag) => /^\s*([a-z]{2})\b/i.exec(tag)?.[1]?.toLowerCase() ?? '');
  return codes.find((code) => Object.hasOwn(WORDS, code)) ?? 'en';
}

/** Whether a person is looking: browsers ask for a page by its type, programs do not. */
export function asksForPage({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  return (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true;
}

/** Answers 404 with the page. */
export function sendNotFoundPage(request: FastifyRequest, reply: FastifyReply): void {
  const language = languageOf(request.headers['accept-language']);
  const { title, text, action } = WORDS[language] ?? { title: '', text: '', action: '' };
  void reply
    .code(404)
    .headers({
      'cache-control': 'no-store',
      'content-language': language,
      'content-security-policy': POLICY,
      vary: 'Accept, Accept-Language',
    })
    .type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="${language}" dir="${RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main>${MARK}<h1>${title}</h1><p>${text}</p><a href="/">${action}</a></main></body>
</html>
`);
}
