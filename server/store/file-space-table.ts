/** The table of migration 016 as Kysely sees it. `bytes`: of all stored files of the tenant together. */
export type FileSpaceTable = { tenant: string; bytes: number };
