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
const COMMON = 'server/(once|uuid|loopback)\\.ts$';

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
    layer(
      'connections-know-no-protocol',
      '^server/connections/',
      `^(server/(connections|engine|core|identity)/|${COMMON})`,
    ),
    layer(
      'customers-know-no-protocol',
      '^server/customers/',
      `^(server/(customers|engine|core|store)/|${COMMON})`,
    ),
    rule(
      'administration-knows-no-gateway',
      { path: '^server/administration/', pathNot: TESTS },
      { path: '^(server/(gateways|main)|src|e2e|bench)' },
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
    rule('desk-never-imports-server', { path: '^src/' }, { path: '^(server|e2e|bench)/' }),
    rule('server-never-imports-desk', { path: '^server/' }, { path: '^(src|e2e|bench)/' }),
    rule(
      'nothing-imports-the-composition-root',
      { path: '^(server|src|protocol)/', pathNot: ['^server/main\\.ts$', TESTS] },
      { path: '^server/(main|parts)\\.ts$' },
    ),

    // The desk.
    {
      name: 'desk-parts-know-no-shell',
      comment:
        'Shell and session put the parts together: no part knows them, but for the start and the report of a mistake.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(shell|session|main\\.ts|testing/|desk/(start-desk|Boundary)\\.tsx?)|\\.test\\.tsx?$',
      },
      to: { path: '^src/(shell|session)/' },
    },
    {
      name: 'desk-store-stands-alone',
      severity: 'error',
      from: { path: '^src/store/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: '^src/store/' },
    },
    {
      name: 'desk-controls-stand-alone',
      severity: 'error',
      from: { path: '^src/(ui|markdown)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: '^src/$1/' },
    },
    {
      name: 'desk-connection-draws-nothing',
      severity: 'error',
      from: { path: '^src/connection/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: '^src/(connection|store|desk/(browser-capabilities|actions))' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
