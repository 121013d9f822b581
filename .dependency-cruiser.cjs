/**
 * The layer rules of docs/architecture.md: arrows point down only. `server/testing/layers.test.ts` breaches each of them
 * and sees it reported.
 */

/** Tests and what they need may reach for more than the code beside them. */
const TESTS = '(\\.test\\.ts$|/testing/)';

const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** What a layer of the server may import. Whatever is not named is forbidden. */
const layer = (name, path, allowed) =>
  rule(name, { path, pathNot: TESTS }, { path: '^(protocol|server|src|e2e|bench)/', pathNot: allowed });

/** Small things without state that every layer may use. */
const COMMON = 'server/(once|recently-used|uuid|loopback)\\.ts$';

/** The desk's foundations: whom each may know. */
const DESK_BASE = {
  base: [],
  store: [],
  ui: [],
  markdown: [],
  i18n: ['base'],
  session: ['base', 'i18n'],
  // The desk in a frame of another page: speaks with that page, and is fetched only there.
  embed: ['base', 'i18n', 'session', 'ui'],
  connection: ['base', 'store'],
  // The kernel: context, hooks, actions and controls that features share.
  desk: ['base', 'store', 'ui', 'markdown', 'i18n', 'connection'],
};

/** The customer's chat: its parts, whom each may know, and a file of each page that draws them. */
const CUSTOMER_CHAT = {
  'customer-chat/view': ['ui', 'markdown', 'i18n'],
  'customer-chat/widget': ['customer-chat/view', 'markdown'],
  'customer-chat/demo': ['customer-chat/view', 'ui'],
};

/** What every feature of the desk may know. */
const BELOW_FEATURES = ['base', 'store', 'ui', 'markdown', 'i18n', 'connection', 'desk'];

/** The features of the desk: which neighbours each may know besides. */
const DESK_FEATURES = {
  alerts: ['offers', 'phone'],
  announcements: [],
  away: [],
  composer: [],
  conversation: ['composer', 'help', 'offers'],
  conversations: ['alerts', 'away', 'offers'],
  // The desk in a frame of a CRM: tells it what happens, and does what it asks for.
  crm: ['session'],
  customer: ['conversation', 'wrapup', 'phone'],
  guide: [],
  help: ['composer'],
  home: ['conversations', 'offers'],
  idle: [],
  lists: [],
  notices: [],
  offers: ['away', 'notices', 'presence'],
  palette: ['conversations', 'wrapup'],
  phone: [],
  presence: [],
  print: ['conversation'],
  settings: ['alerts', 'shortcuts'],
  shortcuts: [],
  team: ['announcements', 'conversations', 'phone'],
  wrapup: [],
};

const DESK_FOLDERS = [
  'app',
  'testing',
  'customer-chat',
  ...Object.keys(DESK_BASE),
  ...Object.keys(DESK_FEATURES),
];

const DESK_TESTS = '^src/testing/|\\.test\\.tsx?$';

const deskFolder = (folder, allowed) =>
  rule(
    `${folder.startsWith('customer-chat/') ? '' : 'desk-'}${folder.replace('/', '-')}-knows-its-neighbours`,
    { path: `^src/${folder}/`, pathNot: DESK_TESTS },
    { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
  );

module.exports = {
  forbidden: [
    rule('no-circles', {}, { circular: true }),
    rule('protocol-imports-nothing-of-ours', { path: '^protocol/' }, { path: '^(server|src|e2e|bench)/' }),
    rule(
      'core-imports-nothing',
      { path: '^server/core/', pathNot: '\\.test\\.ts$' },
      { pathNot: '^server/core/' },
    ),
    layer('store-knows-the-core-alone', '^server/store/', '^(server/(store|core)/|' + COMMON + ')'),
    layer('engine-knows-core-and-store', '^server/engine/', '^(server/(engine|core|store)/|' + COMMON + ')'),
    layer('nodes-carry-what-the-engine-says', '^server/nodes/', '^server/(nodes|engine|store)/'),
    layer(
      'configuration-knows-core-and-store',
      '^server/configuration/',
      '^(server/(configuration|core|store|demo\\.json)|protocol/|' + COMMON + ')',
    ),
    layer(
      'identity-stands-beside-the-engine',
      '^server/identity/',
      '^(server/(identity|configuration|store|http|security-log\\.ts)|protocol/|' + COMMON + ')',
    ),
    layer(
      'http-knows-no-contact-centre',
      '^server/http/',
      '^(server/(http|settings|docs-pages)/|server/security-log\\.ts$|server/engine/(contract|open-engine)\\.ts$|protocol/|' +
        COMMON +
        ')',
    ),
    layer('files-stand-alone', '^server/files/', '^server/files/'),
    layer('finesse-stands-alone', '^server/finesse/', '^server/finesse/'),
    layer(
      'connections-know-no-protocol',
      '^server/connections/',
      `^(server/(connections|engine|core|identity)/|${COMMON})`,
    ),
    layer(
      'customers-know-no-protocol',
      '^server/customers/',
      `^(server/(customers|wire|engine|core|store)/|protocol/(cim|shared)/|${COMMON})`,
    ),
    layer(
      'phone-knows-finesse-and-the-core',
      '^server/phone/',
      `^(server/(phone|finesse|customers|wire|engine|core)/|server/settings/finesse-settings\\.ts$|protocol/(agent-manager|shared)/|${COMMON})`,
    ),
    layer(
      'wire-knows-no-protocol',
      '^server/wire/',
      `^(server/(wire|engine|core)/|protocol/(cim|shared)/|${COMMON})`,
    ),
    rule(
      'administration-knows-no-gateway',
      { path: '^server/administration/', pathNot: TESTS },
      { path: '^(server/(gateways|main)|src|e2e|bench)' },
    ),
    rule(
      'nothing-below-knows-several-tenants',
      { path: '^(server/[^/]+/|protocol/|src/)', pathNot: ['^server/tenants/', TESTS] },
      { path: '^server/tenants/' },
    ),
    rule(
      'gateways-do-not-import-each-other',
      { path: '^server/gateways/([^/]+)/' },
      { path: '^server/gateways/([^/]+)/', pathNot: '^server/gateways/($1|shared)/' },
    ),
    rule(
      'gateways-leave-the-index-to-the-core',
      { path: '^server/gateways/' },
      { path: '^server/core/index/' },
    ),
    rule(
      'gateways-write-no-sql',
      { path: '^server/gateways/', pathNot: TESTS },
      { path: '(^|/)node_modules/(kysely|pg)/|^server/store/(schema|.*-tables|database|json-column)\\.ts$' },
    ),
    rule(
      'only-the-owners-of-tables-write-sql',
      { path: '^server/(core|http|docs-pages|simulation|settings)/', pathNot: TESTS },
      { path: '(^|/)node_modules/kysely/' },
    ),
    rule(
      'packages-know-the-protocol-alone',
      { path: '^packages/([^/]+)/', pathNot: TESTS },
      { path: '^(server|src|e2e|bench|packages)/', pathNot: '^packages/$1/' },
    ),
    rule('server-needs-no-package', { path: '^(server|protocol)/', pathNot: TESTS }, { path: '^packages/' }),
    rule('desk-never-imports-server', { path: '^src/' }, { path: '^(server|e2e|bench)/' }),
    rule(
      'server-never-imports-desk',
      { path: '^server/' },
      { path: '^(src|e2e|bench)/', pathNot: '^e2e/(finesse|demo-bot|push)/' },
    ),
    rule(
      'stand-ins-are-for-tests',
      { path: '^server/', pathNot: TESTS },
      { path: '^e2e/(finesse|demo-bot|push)/' },
    ),
    rule(
      'nothing-imports-the-composition-root',
      { path: '^(server|src|protocol)/', pathNot: ['^server/main\\.ts$', TESTS] },
      { path: '^server/(main|parts)\\.ts$' },
    ),

    ...Object.entries({ ...DESK_BASE, ...CUSTOMER_CHAT, ...DESK_FEATURES }).map(([folder, neighbours]) =>
      deskFolder(folder, [folder, ...(folder in DESK_FEATURES ? BELOW_FEATURES : []), ...neighbours]),
    ),
    {
      name: 'desk-embed-comes-late',
      comment:
        'Most desks stand in no frame: what speaks with the page around is fetched where there is one.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/embed/', DESK_TESTS] },
      to: { path: '^src/embed/', dynamic: false },
    },
    {
      name: 'desk-crm-comes-late',
      comment: 'Most desks stand in no frame of a CRM: what speaks with one is fetched where there is one.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/crm/', DESK_TESTS] },
      to: { path: '^src/crm/', dynamic: false },
    },
    {
      name: 'desk-folders-are-listed',
      comment: 'A new folder of the desk says in the table above whom it may know.',
      severity: 'error',
      from: { path: `^src/(?!(${DESK_FOLDERS.join('|')})/)[^/]+/`, pathNot: DESK_TESTS },
      to: { path: '^src/' },
    },
    {
      name: 'desk-parts-know-no-app',
      comment: 'The app puts the parts together: nobody but the entry knows it.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(app/|main\\.ts$)', DESK_TESTS] },
      to: { path: '^src/app/' },
    },
    {
      name: 'customer-chat-page-knows-the-view',
      comment: 'The page of the chat: the files that stand beside the three parts.',
      severity: 'error',
      from: { path: '^src/customer-chat/[^/]+$' },
      to: { path: '^src/', pathNot: '^src/customer-chat/(view/|[^/]+$)' },
    },
    {
      name: 'customer-chat-has-three-parts',
      severity: 'error',
      from: { path: '^src/customer-chat/(?!(view|widget|demo)/)[^/]+/', pathNot: DESK_TESTS },
      to: { path: '^src/' },
    },
    {
      name: 'customer-chat-is-drawn-by-preact',
      comment: 'One of the two in each bundle: React for the desk, preact for the customer.',
      severity: 'error',
      from: { path: '^src/customer-chat/', pathNot: DESK_TESTS },
      to: { path: '(^|/)node_modules/(react|react-dom|@types/react)/' },
    },
    {
      name: 'desk-is-drawn-by-react',
      severity: 'error',
      from: { path: '^(src|packages)/', pathNot: '^src/customer-chat/' },
      to: { path: '(^|/)node_modules/preact/' },
    },
    {
      name: 'desk-and-customer-chat-stand-apart',
      severity: 'error',
      from: { path: '^src/(app/|main\\.ts$)' },
      to: { path: '^src/customer-chat/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
