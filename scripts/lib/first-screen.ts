/** What the desk's first screen is made of: which modules make one file, and what its page has fetched at once. */
import path from 'node:path';
import type { HtmlTagDescriptor, Plugin } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const at = (file: string) => path.join(root, file);

const PAGE = at('index.html');
const ENTRY = at('src/main.ts');
const DESK = at('src/app/open-desk.tsx');
const OTHERS = ['src/customer-chat/main.ts', 'src/customer-chat/demo/main.ts', 'src/alerts/worker.ts'].map(
  at,
);

/** Ours, and the icons, of which every part of the desk brings its own. */
const OURS = /\/src\/|\/protocol\/|\/lucide-react\//;
/** Packages that are needed whole. Of the others deferred parts need more than the first screen does. */
const PACKAGES =
  /\/node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|zustand|i18next|react-i18next)\//;
/** The letters that every first screen needs. */
const FONT = /inter-latin-wght-normal-[^/]*\.woff2$/;

type Module = {
  importedIds: readonly string[];
  dynamicallyImportedIds: readonly string[];
  code: string | null;
};
type Modules = { getModuleInfo(id: string): Module | null };

/** The file that names all icons, and how it and those who need some of them say so. */
const ALL_ICONS = /\/lucide-react\/dist\/esm\/lucide-react\.m?js$/;
const NAMED_IN = /export\s*\{([^}]*)\}\s*from\s*["'](\.\/icons\/[^"']+)["']/g;
const NAMED_FROM = /import\s*\{([^}]*)\}\s*from\s*["']lucide-react["']/g;

/** The files of the icons that a module names; the whole list of them would be all that any part ever needs. */
function iconsOf(code: string, list: string, modules: Modules): string[] {
  const wanted = new Set(
    [...code.matchAll(NAMED_FROM)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim().split(/\s+as\s+/)[0] ?? ''),
    ),
  );
  const { code: listCode = '', importedIds = [] } = modules.getModuleInfo(list) ?? {};
  const files = [...(listCode ?? '').matchAll(NAMED_IN)]
    .filter(([, names = '']) =>
      names.split(',').some((name) => wanted.has(name.trim().split(/\s+as\s+/)[1] ?? '')),
    )
    .map(([, , file = '']) => path.join(path.dirname(list), file));
  return importedIds.filter((id) => files.includes(id));
}

/** What a module needs at once, with itself; `ever`: and what it fetches later. */
function needed(id: string, modules: Modules, ever: boolean, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  const module = modules.getModuleInfo(id);
  const next = [...(module?.importedIds ?? []), ...(ever ? (module?.dynamicallyImportedIds ?? []) : [])];
  for (const other of next) {
    if (ever || !ALL_ICONS.test(other)) needed(other, modules, ever, found);
    else for (const icon of iconsOf(module?.code ?? '', other, modules)) needed(icon, modules, ever, found);
  }
  return found;
}

/** The files of the first screen: without them the bundler would cut it into as many as there are ways to share it. */
type Part = 'sign-in' | 'packages' | 'first';

let parts: Map<string, Part> | undefined;

function cut(modules: Modules): Map<string, Part> {
  const others = new Set(OTHERS.flatMap((other) => [...needed(other, modules, true)]));
  const entry = needed(ENTRY, modules, false);
  const found = new Map<string, Part>();
  for (const id of [...entry, ...needed(DESK, modules, false)]) {
    // Entries keep their own names, because these are what is asked for; what other pages need as well is shared.
    if (id === ENTRY || id === DESK || others.has(id)) continue;
    if (entry.has(id)) found.set(id, 'sign-in');
    else if (OURS.test(id)) found.set(id, 'first');
    else if (PACKAGES.test(id)) found.set(id, 'packages');
  }
  return found;
}

/** Which file of the first screen a module belongs to; null: none, the bundler decides. */
export function firstScreen(module: string, modules: Modules): string | null {
  parts ??= cut(modules);
  return parts.get(module) ?? null;
}

/** What only a desk in a frame fetches: the first screen need not carry a list for it. */
const IN_A_FRAME = /sign-in-by-parent|open-crm/;

/**
 * What is asked for beside `file` and not after it. Where a script asks, the list is part of the first screen: it holds
 * the styles, which have to be there before what they are for. Scripts name what they need when they arrive; parts are
 * fetched while nobody waits.
 */
export function neededAtOnce(
  file: string,
  needed: string[],
  { hostType }: { hostType: 'html' | 'js' },
): string[] {
  if (IN_A_FRAME.test(file)) return [];
  return hostType === 'html' ? needed : needed.filter((each) => each.endsWith('.css'));
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
