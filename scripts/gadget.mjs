/**
 * `npm run gadget -- --desk https://desk.example.org`: makes what a Finesse administrator installs, in `dist/gadget`. The
 * script's name carries a hash of its content, and the layout's addresses carry it too: Finesse and browsers keep gadgets
 * for long.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/paths.mjs';

const GADGETS = ['AgentDesk.xml', 'AgentDeskAlerts.xml', 'TeamMonitor.xml'];
const SCRIPT = 'agent-desk-gadget.js';
const SAMPLE_DESK = 'https://desk.example.org';

const { desk } = parseArgs({ options: { desk: { type: 'string' } } }).values;
if (desk === undefined || !URL.canParse(desk) || new URL(desk).origin !== desk) {
  console.error('Say where the desk is, as an origin: npm run gadget -- --desk https://desk.example.org');
  process.exit(1);
}
const from = join(root, 'gadget-xml');
const to = join(root, 'dist/gadget');
const parts = [SCRIPT, ...GADGETS].map((name) => readFileSync(join(from, name), 'utf8'));
const version = createHash('sha256').update(parts.join('\n')).update(desk).digest('hex').slice(0, 10);
const script = SCRIPT.replace('.js', `-${version}.js`);

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
copyFileSync(join(from, SCRIPT), join(to, script));
for (const name of GADGETS) {
  const gadget = readFileSync(join(from, name), 'utf8')
    .replace(`src="${SCRIPT}"`, `src="${script}"`)
    .replace(
      '<UserPref name="desk" datatype="hidden" default_value=""',
      `<UserPref name="desk" datatype="hidden" default_value="${desk}"`,
    );
  if (!gadget.includes(script) || !gadget.includes(desk))
    throw new Error(`${name} has no place for the version.`);
  writeFileSync(join(to, name), gadget);
}
const layout = readFileSync(join(from, 'layout.sample.xml'), 'utf8');
writeFileSync(join(to, 'layout.xml'), layout.replaceAll('VERSION', version).replaceAll(SAMPLE_DESK, desk));
copyFileSync(join(from, 'install.sh'), join(to, 'install.sh'));
console.log(`dist/gadget: version ${version}, for the desk at ${desk}. Next: docs/finesse.md`);
