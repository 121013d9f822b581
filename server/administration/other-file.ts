import type { Logger } from 'pino';
import type { Configuration } from '../configuration/load.ts';
import { readConfigurationFile } from '../configuration/read-file.ts';
import { differences } from './differences.ts';

/**
 * Warns when `CONFIG_FILE` is not what is served: it is read into an empty store only, and somebody may have
 * changed it since. A file that cannot be read is worth a warning too, the store serves all the same.
 */
export async function warnOfOtherFile(
  configFile: string | null,
  { file, loaded }: Pick<Configuration, 'file' | 'loaded'>,
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  if (configFile === null || loaded) return;
  try {
    const found = differences(file, await readConfigurationFile(configFile));
    if (found.length === 0) return;
    logger.warn(
      { differences: found },
      'CONFIG_FILE differs from what is stored and served. To take it over: npm run admin -- config apply FILE',
    );
  } catch (error) {
    logger.warn({ err: error }, 'CONFIG_FILE cannot be compared with what is stored and served');
  }
}
