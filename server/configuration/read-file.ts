import { readFile } from 'node:fs/promises';
import { ConfigurationError } from './issues.ts';
import { parseConfigurationText } from './parse.ts';
import type { ConfigurationFile } from './schema/file.ts';

/**
 * Reads and checks a configuration file.
 * @throws ConfigurationError when it is missing, not JSON or wrong; the message says where.
 */
export async function readConfigurationFile(path: string): Promise<ConfigurationFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([{ path, message: `It cannot be read: ${reason}.` }]);
  }
  return parseConfigurationText(text);
}
