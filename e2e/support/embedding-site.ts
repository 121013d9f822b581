import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site that shows the desk in a frame. */
export type EmbeddingSite = { port: number; close: () => Promise<void> };

/** Serves the example of docs/embed.md; `/silent` is a page that shows the desk and says nothing. */
export async function startEmbeddingSite(): Promise<EmbeddingSite> {
  const example = readFileSync('docs/embed-parent.html', 'utf8');
  const silent = `<!doctype html><html lang="en"><title>A page that says nothing</title><script>
addEventListener('DOMContentLoaded', () => {
  const frame = document.createElement('iframe');
  frame.title = 'Agent desk';
  frame.src = new URLSearchParams(location.search).get('desk');
  frame.style = 'inline-size:100%;block-size:90vh;border:0';
  document.body.append(frame);
});
</script></html>`;
  const server = createServer((request, response) => {
    const page = request.url?.startsWith('/silent') === true ? silent : example;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
