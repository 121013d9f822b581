/** Each layer rule is breached once, in a folder of its own, and has to say so. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet, IViolation } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Rules = { forbidden: NonNullable<IFlattenedRuleSet['forbidden']>; options: ICruiseOptions };

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Rules;

/** By rule: a file, and what it must not import. */
const BREACHES: Record<string, [from: string, to: string]> = {
  'no-circles': ['server/core/one.ts', 'server/core/two.ts'],
  'protocol-imports-nothing-of-ours': ['protocol/cim/a.ts', 'src/store/model.ts'],
  'core-imports-nothing': ['server/core/agent.ts', 'server/store/people.ts'],
  'store-knows-the-core-alone': ['server/store/people.ts', 'server/engine/contract.ts'],
  'engine-knows-core-and-store': ['server/engine/contract.ts', 'server/identity/principal.ts'],
  'configuration-knows-core-and-store': ['server/configuration/load.ts', 'server/identity/principal.ts'],
  'identity-stands-beside-the-engine': ['server/identity/identity.ts', 'server/engine/contract.ts'],
  'http-knows-no-contact-centre': ['server/http/app.ts', 'server/gateways/shared/context.ts'],
  'nodes-carry-what-the-engine-says': ['server/nodes/bus.ts', 'server/gateways/shared/context.ts'],
  'connections-know-no-protocol': ['server/connections/x.ts', 'server/gateways/shared/context.ts'],
  'files-stand-alone': ['server/files/x.ts', 'server/store/schema.ts'],
  'finesse-stands-alone': ['server/finesse/x.ts', 'server/store/schema.ts'],
  'customers-know-no-protocol': ['server/customers/x.ts', 'server/gateways/shared/context.ts'],
  'phone-knows-finesse-and-the-core': ['server/phone/x.ts', 'server/gateways/shared/context.ts'],
  'wire-knows-no-protocol': ['server/wire/x.ts', 'server/customers/start-session.ts'],
  'administration-knows-no-gateway': ['server/administration/cli.ts', 'server/gateways/shared/context.ts'],
  'nothing-below-knows-several-tenants': ['server/gateways/shared/e.ts', 'server/tenants/naming.ts'],
  'gateways-do-not-import-each-other': [
    'server/gateways/finesse/a.ts',
    'server/gateways/agent-manager/hub.ts',
  ],
  'gateways-leave-the-index-to-the-core': ['server/gateways/shared/b.ts', 'server/core/index/types.ts'],
  'gateways-write-no-sql': ['server/gateways/shared/c.ts', 'kysely'],
  'only-the-owners-of-tables-write-sql': ['server/core/d.ts', 'kysely'],
  'packages-know-the-protocol-alone': ['packages/agent-client/a.ts', 'src/base/fields.ts'],
  'server-needs-no-package': ['server/wire/e.ts', 'packages/agent-client/refused.ts'],
  'desk-never-imports-server': ['src/store/model.ts', 'server/once.ts'],
  'server-never-imports-desk': ['server/once.ts', 'src/ui/button.ts'],
  'stand-ins-are-for-tests': ['server/once.ts', 'e2e/finesse/start.ts'],
  'nothing-imports-the-composition-root': ['server/http/health.ts', 'server/parts.ts'],
  'desk-base-knows-its-neighbours': ['src/base/fields.ts', 'src/store/model.ts'],
  'desk-store-knows-its-neighbours': ['src/store/fold.ts', 'src/desk/actions.ts'],
  'desk-ui-knows-its-neighbours': ['src/ui/Toast.tsx', 'src/markdown/Markdown.tsx'],
  'desk-markdown-knows-its-neighbours': ['src/markdown/parse.ts', 'src/ui/Button.tsx'],
  'desk-i18n-knows-its-neighbours': ['src/i18n/format.ts', 'src/store/model.ts'],
  'desk-session-knows-its-neighbours': ['src/session/oidc-session.ts', 'src/desk/actions.ts'],
  'desk-embed-knows-its-neighbours': ['src/embed/parent-channel.ts', 'src/store/model.ts'],
  'desk-embed-comes-late': ['src/app/beginning.ts', 'src/embed/sign-in-by-parent.ts'],
  'desk-crm-comes-late': ['src/app/start-desk.ts', 'src/crm/open-crm.ts'],
  'desk-crm-knows-its-neighbours': ['src/crm/crm-events.ts', 'src/offers/Offers.tsx'],
  'desk-connection-knows-its-neighbours': ['src/connection/outbox.ts', 'src/desk/actions.ts'],
  'desk-desk-knows-its-neighbours': ['src/desk/late.ts', 'src/offers/Offers.tsx'],
  'customer-chat-view-knows-its-neighbours': ['src/customer-chat/view/brand.ts', 'src/desk/late.ts'],
  'customer-chat-widget-knows-its-neighbours': ['src/customer-chat/widget/loader.ts', 'src/store/model.ts'],
  'customer-chat-demo-knows-its-neighbours': [
    'src/customer-chat/demo/steps.ts',
    'src/customer-chat/widget/loader.ts',
  ],
  'customer-chat-page-knows-the-view': ['src/customer-chat/main.ts', 'src/customer-chat/widget/loader.ts'],
  'customer-chat-has-three-parts': ['src/customer-chat/novelty/new.ts', 'src/ui/class-names.ts'],
  'desk-alerts-knows-its-neighbours': ['src/alerts/ringer.ts', 'src/palette/Palette.tsx'],
  'desk-announcements-knows-its-neighbours': [
    'src/announcements/AnnouncementBar.tsx',
    'src/palette/Palette.tsx',
  ],
  'desk-away-knows-its-neighbours': ['src/away/AwayNotice.tsx', 'src/offers/Offers.tsx'],
  'desk-composer-knows-its-neighbours': ['src/composer/Writer.tsx', 'src/conversation/Timeline.tsx'],
  'desk-conversation-knows-its-neighbours': ['src/conversation/Timeline.tsx', 'src/customer/ContextPane.tsx'],
  'desk-conversations-knows-its-neighbours': ['src/conversations/ListTools.tsx', 'src/home/Home.tsx'],
  'desk-customer-knows-its-neighbours': ['src/customer/CustomerCard.tsx', 'src/composer/Writer.tsx'],
  'desk-guide-knows-its-neighbours': ['src/guide/Guide.tsx', 'src/presence/StateMenu.tsx'],
  'desk-help-knows-its-neighbours': ['src/help/HelpPanel.tsx', 'src/conversation/Timeline.tsx'],
  'desk-home-knows-its-neighbours': ['src/home/Home.tsx', 'src/palette/Palette.tsx'],
  'desk-idle-knows-its-neighbours': ['src/idle/InactivityBar.tsx', 'src/offers/Offers.tsx'],
  'desk-lists-knows-its-neighbours': ['src/lists/ListsPage.tsx', 'src/offers/Offers.tsx'],
  'desk-notices-knows-its-neighbours': ['src/notices/NoticeBell.tsx', 'src/offers/Offers.tsx'],
  'desk-offers-knows-its-neighbours': ['src/offers/OfferCard.tsx', 'src/conversation/Timeline.tsx'],
  'desk-palette-knows-its-neighbours': ['src/palette/Palette.tsx', 'src/offers/Offers.tsx'],
  'desk-phone-knows-its-neighbours': ['src/phone/CallAnnouncer.tsx', 'src/offers/Offers.tsx'],
  'desk-presence-knows-its-neighbours': ['src/presence/StateMenu.tsx', 'src/offers/Offers.tsx'],
  'desk-print-knows-its-neighbours': ['src/print/PrintView.tsx', 'src/customer/ContextPane.tsx'],
  'desk-settings-knows-its-neighbours': ['src/settings/SettingsPage.tsx', 'src/palette/Palette.tsx'],
  'desk-shortcuts-knows-its-neighbours': ['src/shortcuts/ShortcutList.tsx', 'src/settings/SettingsPage.tsx'],
  'desk-team-knows-its-neighbours': ['src/team/TeamPage.tsx', 'src/palette/Palette.tsx'],
  'desk-wrapup-knows-its-neighbours': ['src/wrapup/WrapupForm.tsx', 'src/customer/ContextPane.tsx'],
  'desk-folders-are-listed': ['src/novelty/New.tsx', 'src/ui/class-names.ts'],
  'desk-parts-know-no-app': ['src/offers/a.ts', 'src/app/shell/Shell.tsx'],
  'customer-chat-is-drawn-by-preact': ['src/customer-chat/view/Icon.tsx', 'react'],
  'desk-is-drawn-by-react': ['src/ui/Button.tsx', 'preact'],
  'desk-and-customer-chat-stand-apart': ['src/app/App.tsx', 'src/customer-chat/main.ts'],
};

/** Neighbours that may know each other. */
const ALLOWED: [from: string, to: string][] = [
  ['server/gateways/agent-manager/fine.ts', 'server/gateways/shared/context.ts'],
  ['server/gateways/agent-manager/fine-too.ts', 'server/store/history-reader.ts'],
  ['server/gateways/finesse/fine.ts', 'server/customers/customer-connections.ts'],
  ['server/customers/fine.ts', 'server/wire/submit.ts'],
  ['server/identity/fine.ts', 'server/configuration/directory.ts'],
  ['src/ui/Fine.tsx', 'src/ui/class-names.ts'],
  ['src/connection/fine.ts', 'src/store/frames.ts'],
  ['src/offers/fine.ts', 'src/presence/ResumeWork.tsx'],
  ['src/offers/fine-too.ts', 'src/desk/late.ts'],
  ['src/app/fine.ts', 'src/palette/Palette.tsx'],
  ['src/main.ts', 'src/app/open-desk.tsx'],
  ['src/customer-chat/fine.ts', 'src/customer-chat/view/fine.ts'],
  ['src/customer-chat/widget/fine.ts', 'packages/customer-client/state.ts'],
  ['src/connection/fine-too.ts', 'packages/agent-client/refused.ts'],
  ['packages/agent-client/fine.ts', 'protocol/shared/errors.ts'],
];

let folder: string;
let violations: readonly IViolation[];

/** Writes the imports; whoever is only imported is an empty module. */
async function write(pairs: readonly [string, string][]): Promise<void> {
  const sources = new Map<string, string>();
  for (const [from, to] of pairs) {
    const isPackage = !to.includes('/');
    const target = isPackage ? to : `${'../'.repeat(from.split('/').length - 1)}${to}`;
    sources.set(from, `${sources.get(from) ?? ''}import type {} from '${target}';\n`);
    if (!isPackage && !sources.has(to)) sources.set(to, '');
  }
  for (const name of ['kysely', 'preact', 'react']) {
    sources.set(`node_modules/${name}/index.js`, '');
    sources.set(
      `node_modules/${name}/package.json`,
      `{"name":"${name}","version":"1.0.0","main":"index.js"}`,
    );
  }
  for (const [path, source] of sources) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), source);
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layers-'));
  const circle: [string, string] = ['server/core/two.ts', 'server/core/one.ts'];
  await write([...Object.values(BREACHES), circle, ...ALLOWED]);
  const found = await cruise(['protocol', 'packages', 'server', 'src'], {
    doNotFollow: rules.options.doNotFollow,
    tsPreCompilationDeps: true,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  } as ICruiseOptions);
  ({ violations } = (found.output as ICruiseResult).summary);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Which rules object to an import. */
function objections([from, to]: [string, string]): string[] {
  return violations
    .filter((one) => one.from === from && (one.to === to || one.to.endsWith(`/${to}/index.js`)))
    .map(({ rule }) => rule.name);
}

describe('the layer rules', () => {
  it('are all breached here', () => {
    expect(Object.keys(BREACHES).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(BREACHES))('%s', (name, breach) => {
    expect(objections(breach)).toContain(name);
  });

  it.each(ALLOWED)('let %s import %s', (...pair) => {
    expect(objections(pair)).toEqual([]);
  });
});
