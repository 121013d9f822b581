import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What starts programs and waits for them, the longest first. A fresh clone does not know yet how long a file takes; one
 * of these begun last would run alone at the end.
 */
const LONG = [
  'server/identity/keycloak.test.ts',
  'server/main.test.ts',
  'server/nodes/nodes.test.ts',
  'server/tenants/tenants-lost.test.ts',
  'server/gateways/generic-connector/faults.test.ts',
  'server/administration/cli.test.ts',
  'server/engine/snapshots.test.ts',
  'server/store/data-directory-lock.test.ts',
  'server/tenants/tenants.test.ts',
  'server/store/database.test.ts',
  'server/gateways/generic-connector/server.test.ts',
];

/** The server's tests first, with the long ones ahead: what comes last are the short ones, which fill both cores. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted
      .map((file, index) => ({ file, index, place: placeOf(file) }))
      .sort((one, other) => one.place - other.place || one.index - other.index)
      .map(({ file }) => file);
  }
}

/** Files of one project stay together, since a process that has loaded the server serves one project. */
function placeOf({ project, moduleId }: TestSpecification): number {
  if (project.name !== 'server') return LONG.length + 1;
  const place = LONG.findIndex((path) => moduleId.endsWith(path));
  return place < 0 ? LONG.length : place;
}
