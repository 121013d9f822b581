/** The look of the provider's few pages: self-contained, light and dark, no font or picture from elsewhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(97% 0.004 262), oklch(18% 0.015 262));
  --card: light-dark(oklch(100% 0 262), oklch(22.5% 0.018 262));
  --line: light-dark(oklch(91.6% 0.008 262), oklch(33% 0.02 262));
  --outline: light-dark(oklch(64% 0.02 262), oklch(56% 0.02 262));
  --text: light-dark(oklch(20.5% 0.018 262), oklch(95% 0.006 262));
  --muted: light-dark(oklch(47% 0.022 262), oklch(74% 0.017 262));
  --accent: light-dark(oklch(52% 0.19 262), oklch(70% 0.14 262));
  --accent-hover: light-dark(oklch(47% 0.19 262), oklch(76% 0.12 262));
  --on-accent: light-dark(oklch(99% 0.004 262), oklch(18% 0.03 262));
  --focus: light-dark(oklch(55% 0.2 262), oklch(76% 0.13 262));
  --red: light-dark(oklch(50% 0.19 25), oklch(78% 0.13 25));
  --red-soft: light-dark(oklch(95.8% 0.022 25), oklch(28% 0.06 25));
}
* { box-sizing: border-box; }
html { font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: grid;
  place-items: center;
  padding: 1.5rem 1rem;
  background: var(--paper);
  color: var(--text);
}
main {
  width: min(100%, 24rem);
  padding: 2.25rem 2rem 2rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 0.875rem;
  box-shadow: 0 1px 2px oklch(25% 0.03 262 / 8%), 0 12px 32px oklch(25% 0.03 262 / 10%);
}
.mark { display: block; width: 2.5rem; height: 2.5rem; margin-bottom: 1.25rem; color: var(--accent); }
.mark path:last-child { fill: var(--on-accent); }
h1 { margin: 0 0 0.25rem; font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
p { margin: 0; overflow-wrap: anywhere; }
.lead { color: var(--muted); }
form { margin-top: 1.5rem; display: grid; gap: 1rem; }
label { display: block; margin-bottom: 0.375rem; font-size: 0.875rem; font-weight: 550; }
input {
  width: 100%;
  height: 2.75rem;
  padding: 0 0.75rem;
  font: inherit;
  color: inherit;
  background: var(--card);
  border: 1px solid var(--outline);
  border-radius: 0.5rem;
}
input[aria-invalid='true'] { border-color: var(--red); }
button, .button {
  display: block;
  width: 100%;
  min-height: 2.75rem;
  padding: 0.5rem 1rem;
  font: inherit;
  font-weight: 600;
  text-align: center;
  text-decoration: none;
  color: var(--on-accent);
  background: var(--accent);
  border: 0;
  border-radius: 0.5rem;
  cursor: pointer;
}
form button { margin-top: 0.5rem; }
.button { margin-top: 1.5rem; }
button:hover, .button:hover { background: var(--accent-hover); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.alert {
  margin-top: 1.25rem;
  padding: 0.75rem 0.875rem;
  font-size: 0.9375rem;
  color: var(--red);
  background: var(--red-soft);
  border-inline-start: 3px solid var(--red);
  border-radius: 0.375rem;
}
.notice {
  margin-top: 1.5rem;
  padding-top: 1.25rem;
  border-top: 1px solid var(--line);
  font-size: 0.875rem;
  color: var(--muted);
}
@media (max-width: 26rem) {
  body { place-items: start center; padding: 0; background: var(--card); }
  main { border: 0; border-radius: 0; box-shadow: none; padding: 2rem 1.25rem; }
}
@media (forced-colors: active) {
  main, input, button, .button { border: 1px solid; }
}
`.trimStart();
