import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of somebody else, on an origin of its own, with the widget on its pages. */
export type ForeignSite = { url: string; close: () => Promise<void> };

type Page = {
  /** Attributes of the script element besides `src`. */
  script?: string;
  /** Attributes of the page itself. */
  html?: string;
  /** What `script-src` allows, where it is not the server. */
  scripts?: string;
};

/** The policy that docs/embed.md asks of a strict page, and no word more. */
export function documentedPolicy(desk: string, scripts = desk): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `connect-src ${desk} ${desk.replace(/^http/, 'ws')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * Serves a page with the widget of the server at `desk` under the documented policy; `/framed` shows it in a frame
 * without an origin, in which nothing can be stored.
 */
export async function startForeignSite(desk: string, page: Page = {}): Promise<ForeignSite> {
  const content = `<!doctype html>
<html ${page.html ?? 'lang="en"'}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A shop</title></head>
<body>
<h1>A shop of somebody else</h1>
<p><a href="/">Home</a> <button type="button">Buy</button></p>
<script src="${desk}/widget.js" ${page.script ?? 'data-channel="demo-web"'}></script>
</body>
</html>`;
  const framed = `<!doctype html><html lang="en"><title>Framed</title>
<iframe title="shop" src="/" sandbox="allow-scripts allow-forms" width="1000" height="700"></iframe></html>`;
  const server = createServer((request, response) => {
    if (request.url === '/framed') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(framed);
      return;
    }
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': documentedPolicy(desk, page.scripts),
      })
      .end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // Another host than the desk's, so that browsers take it for another site.
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
