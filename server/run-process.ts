/** The server as a process: settings from the environment, signals, and an exit code that says how it ended. */
import type { RunningServer, StartOptions } from './running-server.ts';
import { operatorSentence } from './operator-sentence.ts';
import { readSettings, settingsWarnings } from './settings/settings.ts';
import { welcome } from './welcome.ts';

/** How long the end waits for parts that hang (ms). */
const STOP_TIMEOUT_MS = 10_000;

/**
 * Serves until SIGTERM or SIGINT (exit code 0) or until something breaks (1). One node of several is drained first by
 * SIGTERM, and another signal ends that. A further signal ends it at once.
 * A start that fails prints one sentence where the operator can act on it, and ends with 1.
 */
export async function runProcess(start: (options: StartOptions) => Promise<RunningServer>): Promise<void> {
  // Nothing that this process writes is for others to read.
  process.umask(0o077);
  let server: RunningServer | undefined;
  let ending = false;
  let draining = false;

  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    void (server?.close() ?? Promise.resolve()).then(
      () => process.exit(code),
      (error: unknown) => {
        complain(error);
        process.exit(1);
      },
    );
  };
  const onSignal = (): void => {
    if (ending) process.exit(1);
    // Before it serves there is nothing to finish: the last commit is what the next start finds.
    if (server === undefined) process.exit(0);
    end(0);
  };
  const onTermination = (): void => {
    const drain = server?.drain ?? null;
    if (drain === null || draining || ending) {
      onSignal();
      return;
    }
    draining = true;
    drain();
  };
  const onBroken = (error: unknown): void => {
    if (server === undefined) complain(error);
    else server.app.log.fatal({ err: error }, 'an unexpected error');
    end(1);
  };
  process.on('SIGTERM', onTermination);
  process.on('SIGINT', onSignal);
  process.on('uncaughtException', onBroken);
  process.on('unhandledRejection', onBroken);

  try {
    const settings = readSettings(process.env);
    const warnings = settingsWarnings(settings);
    const started = await start({ settings, onFatal: () => end(1), onDrained: () => end(0) });
    server = started;
    for (const warning of warnings) started.app.log.warn(warning);
    process.stdout.write(welcome(started));
  } catch (error) {
    complain(error);
    process.exit(1);
  }
}

function complain(error: unknown): void {
  process.stderr.write(`${operatorSentence(error)}\n`);
}
