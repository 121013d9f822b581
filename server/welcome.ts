/** What is printed when the server is ready. */
import type { RunningServer } from './running-server.ts';

/** The addresses; with the demo also its user names and password. */
export function welcome({
  url,
  demo,
  configuration,
}: Pick<RunningServer, 'url' | 'demo'> & {
  configuration: { directory: { users: readonly { username: string }[] } };
}): string {
  const lines = [
    '',
    ...(demo
      ? [
          `  See it at once   ${url}/demo`,
          `  Chat in a shop   ${url}/demo/shop`,
          `  Desk in a CRM    ${url}/demo/crm`,
        ]
      : []),
    `  Desk             ${url}/`,
    `  Customer's page  ${url}/chat`,
    `  Protocols        ${url}/docs`,
  ];
  if (demo) {
    const names = configuration.directory.users.map((user) => user.username);
    lines.push('', `  Sign in as       ${names.join(', ')}`, '  Password         demo');
  }
  return `${lines.join('\n')}\n\n`;
}
