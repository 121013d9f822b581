/** The layer rules of docs/architecture.md: arrows point down only. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'protocol-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^protocol/' },
      to: { path: '^(server|src|e2e|bench)/' },
    },
    {
      name: 'core-imports-nothing',
      severity: 'error',
      from: { path: '^server/core/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^server/core/' },
    },
    {
      name: 'engine-knows-core-and-store',
      severity: 'error',
      from: { path: '^server/engine/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(server/(gateways|identity|main)|src|protocol)' },
    },
    {
      name: 'store-knows-no-gateway',
      severity: 'error',
      from: { path: '^server/store/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(server/(gateways|identity|engine|main)|src|protocol)' },
    },
    {
      name: 'identity-stands-beside-the-engine',
      severity: 'error',
      from: { path: '^server/identity/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(server/(gateways|engine|main)|src)' },
    },
    {
      name: 'administration-knows-no-gateway',
      severity: 'error',
      from: { path: '^server/administration/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(server/(gateways|engine|main)|src)' },
    },
    {
      name: 'desk-never-imports-server',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(server|e2e|bench)/' },
    },
    {
      name: 'server-never-imports-desk',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(src|e2e|bench)/' },
    },
    {
      name: 'gateways-do-not-import-each-other',
      severity: 'error',
      from: { path: '^server/gateways/([^/]+)/' },
      to: { path: '^server/gateways/([^/]+)/', pathNot: '^server/gateways/($1|shared)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
