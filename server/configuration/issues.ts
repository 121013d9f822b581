/** One thing that is wrong in a configuration: where, and a sentence about it. */
export type ConfigurationIssue = { path: string; message: string };

/** A configuration that cannot be used. `message` has a line for every issue. */
export class ConfigurationError extends Error {
  readonly issues: readonly ConfigurationIssue[];

  constructor(issues: readonly ConfigurationIssue[]) {
    const lines = issues.map(({ path, message }) => `  ${path === '' ? 'the file' : path}: ${message}`);
    super(`The configuration cannot be used:\n${lines.join('\n')}`);
    this.name = 'ConfigurationError';
    this.issues = issues;
  }
}
