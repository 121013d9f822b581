import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { ServerResponse } from 'node:http';
import type { FurtherPages } from '../start.ts';
import { child, readXml } from '../xml/read.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
};

const TOASTER =
  'window.finesse={cslib:{FinesseToaster:{showToaster:function(t,o){parent.container.showToaster(t,o.body)}}}};';

/** What is served from where: the container's own files, and the gadgets as an administrator has copied them. */
const FOLDERS: readonly [path: RegExp, folder: string][] = [
  [/^\/desktop\/container\/([\w-]+\.js)$/, 'e2e/finesse/container'],
  [/^\/3rdpartygadget\/files\/AgentDesk\/([\w.-]+\.(?:xml|js))$/, 'gadget-xml'],
];

/**
 * A desktop for gadgets in Finesse's origin: the page at `/desktop/container`, and the gadget's frame at `/gadgets/ifr` as
 * Shindig renders it, with the prefs filled in and addresses made whole.
 */
export const containerPages: FurtherPages = (
  _request,
  { pathname, searchParams, origin },
  _body,
  response,
) => {
  if (pathname === '/desktop/container') {
    send(response, '.html', readFileSync('e2e/finesse/container/container.html', 'utf8'));
    return true;
  }
  // Cisco's own scripts are not ours to serve: what the gadgets use of them is the desktop's notices.
  if (/^\/desktop\/assets\/js\/(?:jquery|finesse)\.min\.js$/.test(pathname)) {
    send(response, '.js', pathname.includes('finesse') ? TOASTER : '');
    return true;
  }
  if (pathname === '/gadgets/ifr') {
    const spec = new URL(searchParams.get('url') ?? '', origin);
    const text = fileAt(spec.pathname);
    if (text === undefined) return false;
    send(response, '.html', render(text, spec));
    return true;
  }
  const text = fileAt(pathname);
  if (text === undefined) return false;
  send(response, extname(pathname), text);
  return true;
};

function send(response: ServerResponse, extension: string, text: string): void {
  response.writeHead(200, { 'content-type': TYPES[extension] ?? 'text/plain' }).end(text);
}

function fileAt(pathname: string): string | undefined {
  for (const [path, folder] of FOLDERS) {
    const name = path.exec(pathname)?.[1];
    if (name !== undefined) return readFileSync(`${folder}/${name}`, 'utf8');
  }
  return undefined;
}

/** The page of a gadget. The prefs that the frame's address carries are known to its scripts alone. */
function render(specification: string, address: URL): string {
  const module = readXml(specification);
  const content = child(module, 'Content');
  if (!module || !content) throw new Error('This is no gadget');
  const defaults = Object.fromEntries(
    module.children
      .filter(({ name }) => name === 'UserPref')
      .map(({ attributes }) => [attributes.name ?? '', attributes.default_value ?? '']),
  );
  const base = new URL('.', address).href;
  const prefs: Record<string, string> = {
    ...defaults,
    scheme: address.protocol.slice(0, -1),
    host: address.hostname,
    hostPort: address.port,
  };
  const markup = content.text
    .replace(/__UP_(\w+)__/g, (_all, name: string) => prefs[name] ?? '')
    .replace(/(<script src=")(?!https?:|\/)/g, `$1${base}`);
  const data = JSON.stringify(defaults).replaceAll('<', '\\u003c');
  return (
    `<!doctype html><html><head><meta charset="utf-8"><script>window.gadgetDefaults=${data}</script>` +
    `<script src="/desktop/container/features.js"></script></head><body>${markup}</body></html>`
  );
}
