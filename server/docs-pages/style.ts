/** The look of `/docs`: one small stylesheet, light and dark, readable at any width. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dde3, #39424d); --soft: light-dark(#f4f6f8, #1b2128);
  --dim: light-dark(#56616d, #9aa6b2); --accent: light-dark(#0b5cad, #7db8f5); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1rem 6rem; font: 1rem/1.5 system-ui, sans-serif;
  color: light-dark(#16202a, #e6ebf0); background: light-dark(#fff, #12171d); }
h1 { font-size: 1.75rem; line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 { margin: 2rem 0 .5rem; font-size: 1.05rem; }
a { color: var(--accent); } a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; }
details[open] > summary { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; padding: .5rem .75rem; background: var(--soft); overflow-wrap: anywhere; border-radius: .4rem; }
.body { padding: .25rem 1rem .75rem; }
.body ul { margin: 0; padding-left: 1.25rem; border-left: 1px solid var(--line); list-style: none; }
pre { margin: .5rem 0; padding: .75rem 1rem; overflow-x: auto; background: var(--soft); border-radius: .4rem; }
code { font: .9em ui-monospace, monospace; } .type { color: var(--accent); font: .85em ui-monospace, monospace; }
.method, .way { display: inline-block; min-width: 4.5rem; font: 600 .8em ui-monospace, monospace; }
.sum, .limit, .optional, .tag { color: var(--dim); } .sum { margin-left: .5rem; }
.tag { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; font-size: .8em; }
`;
