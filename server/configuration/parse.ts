import type { z } from 'zod';
import { ConfigurationError } from './issues.ts';
import type { ConfigurationIssue } from './issues.ts';
import { checkReferences } from './references.ts';
import { checkChoices } from './choices.ts';
import { configurationSchema } from './schema/file.ts';
import type { ConfigurationFile } from './schema/file.ts';
import { inDefaultLanguage, withDefaultFirst } from './texts.ts';

/**
 * Checks a configuration: shapes first, then names that refer to each other.
 * @throws ConfigurationError with every issue found, each with its path.
 */
export function parseConfiguration(input: unknown): ConfigurationFile {
  const parsed = configurationSchema.safeParse(input);
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.flatMap(sentences));
  const file = withDefaultFirst(parsed.data);
  const issues = [...checkReferences(inDefaultLanguage(file)), ...checkChoices(file)];
  if (issues.length > 0) throw new ConfigurationError(issues);
  return file;
}

/** Parses the text of a `CONFIG_FILE`. @throws ConfigurationError also when it is not JSON. */
export function parseConfigurationText(text: string): ConfigurationFile {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([{ path: '', message: `It is not JSON: ${reason}.` }]);
  }
  return parseConfiguration(input);
}

/** Settings that an operator may expect on a queue, an MRD or a channel, but that are one for all. */
const ONE_FOR_ALL = new Set([
  'disconnectGraceSeconds',
  'queuePriority',
  'tellAgentsWhenMonitored',
  'serviceLevelType',
  'loginTokenSeconds',
  'accessTokenSeconds',
]);

function sentences(issue: z.core.$ZodIssue): ConfigurationIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message:
        ONE_FOR_ALL.has(key) && issue.path.length > 0
          ? 'This setting is one for all; it stands in `settings` only.'
          : 'There is no such key.',
    }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.flatMap((each) => sentences({ ...each, path: issue.path }));
  }
  if (issue.code === 'invalid_union') return nearest(issue).flatMap(sentences);
  const message = issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
  return [{ path: pathOf(issue.path), message }];
}

/** Of the shapes that a value may have, what is wrong with the one that it has; without one, all are named. */
function nearest(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  const meant = issue.errors.find(([first]) => first?.code !== 'invalid_type' || first.path.length > 0);
  if (meant === undefined) {
    const expected = issue.errors.flatMap(([first]) =>
      first?.code === 'invalid_type' ? [first.expected] : [],
    );
    const message = `Expected ${expected.map((type) => (type === 'record' ? 'object' : type)).join(' or ')}.`;
    return [{ code: 'custom', path: issue.path, message, input: issue.input }];
  }
  return meant.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
}

/** `queues[0].steps[1].timeoutSeconds` */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
