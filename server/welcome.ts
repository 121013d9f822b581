/** What is printed when people can come in. */
import type { RunningServer } from './running-server.ts';

/** The addresses, and who may sign in when that is no secret. */
export function welcome({
  url,
  demo,
  configuration,
}: Pick<RunningServer, 'url' | 'demo' | 'configuration'>): string {
  const lines = [
    '',
    ...(demo ? [`  See it at once   ${url}/demo`] : []),
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
