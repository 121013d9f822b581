/** What the desk's first screen is made of: which modules make one file, and what its page has fetched at once. */
import path from 'node:path';
import type { HtmlTagDescriptor, Plugin } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const at = (file: string) => path.join(root, file);

const PAGE = at('index.html');
const ENTRY = at('src/main.ts');
const DESK = at('src/session/open-desk.tsx');
const OTHERS = ['src/chat/main.ts', 'src/demo/main.ts', 'src/alerts/worker.ts'].map(at);

/** Of packages only the icons are taken along: what others need of each other would go round in a circle. */
const OURS = /\/src\/|\/lucide-react\//;
/** The letters that every first screen needs. */
const FONT = /inter-latin-wght-normal-[^/]*\.woff2$/;

type Module = { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] };
type Modules = { getModuleInfo(id: string): Module | null };

/** What a module needs at once, with itself; `ever`: and what it fetches later. */
function needed(id: string, modules: Modules, ever: boolean, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  const module = modules.getModuleInfo(id);
  const next = [...(module?.importedIds ?? []), ...(ever ? (module?.dynamicallyImportedIds ?? []) : [])];
  for (const other of next) needed(other, modules, ever, found);
  return found;
}

let first: Set<string> | undefined;

/**
 * What the desk needs for its first screen, and neither the entry nor another page does, goes into one file: by
 * itself the bundler would cut it into fifty, one for each way in which later parts share it. The module that the
 * entry asks for stays apart, because its name is what is asked for.
 */
export function firstScreen(module: string, modules: Modules): string | null {
  if (first === undefined) {
    const others = new Set(OTHERS.flatMap((other) => [...needed(other, modules, true)]));
    for (const id of needed(ENTRY, modules, false)) others.add(id);
    const all = [...needed(DESK, modules, false)];
    first = new Set(all.filter((id) => id !== DESK && OURS.test(id) && !others.has(id)));
  }
  return first.has(module) ? 'first' : null;
}

function link(attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: 'link', attrs: { ...attrs, crossorigin: true }, injectTo: 'head' };
}

/**
 * The entry asks for the desk only when it runs; its page names what it will need, so that the browser fetches that
 * beside the entry and not after it.
 */
export function fetchDeskAtOnce(): Plugin {
  return {
    name: 'fetch-desk-at-once',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle, chunk }) => {
        if (bundle === undefined || chunk?.facadeModuleId !== PAGE) return [];
        const links: HtmlTagDescriptor[] = [];
        const seen = new Set<string>();
        const add = (file: string, named: boolean) => {
          const found = bundle[file];
          if (found?.type !== 'chunk' || seen.has(file)) return;
          seen.add(file);
          if (!named) {
            links.push(link({ rel: 'modulepreload', href: `/${file}` }));
            const styles = found.viteMetadata?.importedCss ?? [];
            for (const style of styles) links.push(link({ rel: 'stylesheet', href: `/${style}` }));
          }
          for (const imported of found.imports) add(imported, named);
        };
        // What the entry needs itself is named in its page already.
        add(chunk.fileName, true);
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk' && file.facadeModuleId === DESK) add(file.fileName, false);
          if (file.type === 'asset' && FONT.test(file.fileName)) {
            links.push(link({ rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file.fileName}` }));
          }
        }
        return links;
      },
    },
  };
}
