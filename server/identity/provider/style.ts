import { URDU_FACE, URDU_FONT } from '../../../protocol/shared/urdu-letters.ts';

/**
 * The look of the provider's few pages: self-contained, light and dark, no picture, and no font
 * but the one for Urdu, from our own origin. The values are the desk's, see `src/ui/tokens.css`.
 */
export const STYLE = `
${URDU_FACE}
:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(97% 0.004 262), oklch(17% 0.012 262));
  --card: light-dark(oklch(100% 0 262), oklch(20.5% 0.013 262));
  --hover: light-dark(oklch(94.6% 0.006 262), oklch(29% 0.018 262));
  --line: light-dark(oklch(91.6% 0.008 262), oklch(30.5% 0.015 262));
  --outline: light-dark(oklch(64% 0.02 262), oklch(54% 0.02 262));
  --text: light-dark(oklch(20.5% 0.018 262), oklch(94.5% 0.006 262));
  --muted: light-dark(oklch(47% 0.022 262), oklch(75% 0.014 262));
  --accent: light-dark(oklch(52% 0.19 262), oklch(56% 0.185 262));
  --accent-hover: light-dark(oklch(47% 0.19 262), oklch(60% 0.175 262));
  --accent-active: light-dark(oklch(42% 0.18 262), oklch(52% 0.185 262));
  --on-accent: oklch(99% 0.004 262);
  --focus: light-dark(oklch(55% 0.2 262), oklch(72% 0.15 262));
  --red: light-dark(oklch(58% 0.205 25), oklch(64% 0.195 25));
  --red-text: light-dark(oklch(50% 0.19 25), oklch(75% 0.145 25));
  --red-soft: light-dark(oklch(95.8% 0.022 25), oklch(28.5% 0.06 25));
  --orange-text: light-dark(oklch(48% 0.115 62), oklch(81% 0.125 70));
  --shadow: light-dark(oklch(25% 0.03 262 / 10%), oklch(0% 0 0 / 35%));
  --font: 'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'Geeza Pro', sans-serif;
  --lh: 1.5;
  --lh-tight: 1.25;
}
/* Scripts with taller letters get the room they need. */
:root:lang(ar), :root:lang(ur) {
  --font: 'Inter Variable', system-ui, 'Segoe UI', 'Noto Sans Arabic', 'Geeza Pro', Tahoma, sans-serif;
  --lh: 1.7;
  --lh-tight: 1.45;
}
/* Some systems write Urdu in Nastaliq by themselves: its slanting lines fit no button. */
:root:lang(ur) { --font: 'Inter Variable', ${URDU_FONT}, 'Segoe UI', 'Noto Sans Arabic', 'Geeza Pro', Tahoma, system-ui, sans-serif; }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { font: 1rem/var(--lh) var(--font); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  min-block-size: 100vh;
  min-block-size: 100dvb;
  display: grid;
  place-items: center;
  padding: 1.5rem 1rem;
  background: var(--paper);
  color: var(--text);
}
main {
  inline-size: min(100%, 24rem);
  padding: 2.25rem 2rem 2rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 0.875rem;
  box-shadow: 0 1px 2px var(--shadow), 0 12px 32px var(--shadow);
}
.mark { display: block; inline-size: 2.5rem; block-size: 2.5rem; margin-block-end: 1.25rem; margin-inline-start: -0.125rem; color: var(--accent); }
.mark path:last-child { fill: var(--on-accent); }
h1 { margin: 0 0 0.25rem; font-size: 1.5rem; line-height: var(--lh-tight); font-weight: 640; text-wrap: balance; }
h1:not(:lang(ar), :lang(ur)) { letter-spacing: -0.01em; }
p { margin: 0; overflow-wrap: anywhere; text-wrap: pretty; }
.lead { color: var(--muted); }
form { margin-block-start: 1.5rem; display: grid; gap: 1rem; }
label { display: block; margin-block-end: 0.375rem; font-size: 0.875rem; font-weight: 600; }
input {
  inline-size: 100%;
  block-size: 2.75rem;
  padding: 0 0.75rem;
  font: inherit;
  color: inherit;
  /* Latin names stand where the page's lines begin, in their own direction. */
  text-align: -webkit-match-parent;
  text-align: match-parent;
  background: var(--card);
  border: 1px solid var(--outline);
  border-radius: 0.625rem;
  transition: border-color 120ms;
}
input:hover { border-color: var(--muted); }
input[aria-invalid='true'] { border-color: var(--red); }
.field { position: relative; }
.field:has(.reveal:not([hidden])) input { padding-inline-end: 3rem; }
button, .button {
  display: grid;
  place-content: center;
  inline-size: 100%;
  min-block-size: 2.75rem;
  padding: 0.375rem 1rem;
  font: inherit;
  font-weight: 600;
  text-align: center;
  text-decoration: none;
  color: var(--on-accent);
  background: var(--accent);
  border: 1px solid transparent;
  border-radius: 0.625rem;
  cursor: pointer;
  transition: background-color 120ms;
}
form > button { margin-block-start: 0.5rem; }
.button { margin-block-start: 1.5rem; }
button:hover, .button:hover { background: var(--accent-hover); }
button:active, .button:active { background: var(--accent-active); }
.reveal {
  position: absolute;
  inset-block: 0.25rem;
  inset-inline-end: 0.25rem;
  inline-size: 2.5rem;
  min-block-size: 0;
  padding: 0;
  color: var(--muted);
  background: none;
  border-radius: 0.375rem;
}
.reveal:hover { color: var(--text); background: var(--hover); }
.reveal:active { background: var(--line); }
.reveal svg { inline-size: 1.25rem; block-size: 1.25rem; fill: none; stroke: currentcolor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.reveal .slash { visibility: hidden; }
.reveal[aria-pressed='true'] { color: var(--text); }
.reveal[aria-pressed='true'] .slash { visibility: visible; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
input:focus-visible { outline-offset: -1px; border-color: transparent; }
.hint span { display: block; margin-block-start: 0.375rem; font-size: 0.875rem; color: var(--orange-text); }
.alert {
  margin-block-start: 1.25rem;
  padding: 0.75rem 0.875rem;
  font-size: 0.9375rem;
  color: var(--red-text);
  background: var(--red-soft);
  border-radius: 0.625rem;
}
.alert strong { display: block; font-weight: inherit; }
.alert strong:not(:only-child) { font-weight: 600; }
.alert span { display: block; margin-block-start: 0.25rem; color: var(--text); }
.notice {
  margin-block-start: 1.5rem;
  padding-block-start: 1.25rem;
  border-block-start: 1px solid var(--line);
  font-size: 0.875rem;
  color: var(--muted);
}
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 26rem) {
  body { place-items: start center; padding: 0; background: var(--card); }
  main { border: 0; border-radius: 0; box-shadow: none; padding: 2rem 1.25rem; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; }
}
@media (forced-colors: active) {
  main, input, button, .button, .alert { border: 1px solid; }
  button:not(.reveal), .button { color: HighlightText; background: Highlight; forced-color-adjust: none; }
  .reveal { border: 0; }
}
`.trimStart();
