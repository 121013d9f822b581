import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Runs the process around a stand-in for the server, and says how it ended. */
function runAround(afterwards: string, more = ''): Promise<{ code: number | null; output: string }> {
  const program = `
    import { runProcess } from ${JSON.stringify(new URL('run-process.ts', import.meta.url).href)};
    const log = { warn() {}, fatal: (details, message) => console.log(message + ': ' + details.err.message) };
    await runProcess(async () => ({
      url: 'http://127.0.0.1:1',
      demo: false,
      configuration: {},
      app: { log },
      ${more}
      close: async () => console.log('closed'),
    }));
    ${afterwards}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

describe('the process', { timeout: 60_000 }, () => {
  it.each([
    ['an exception that nobody caught', `setTimeout(() => { throw new Error('boom'); });`],
    ['a rejection that nobody handled', `void Promise.reject(new Error('boom'));`],
  ])('logs %s, closes what is open, and ends with 1', async (_what, afterwards) => {
    const { code, output } = await runAround(`${afterwards} setInterval(() => {}, 1000);`);
    expect(output).toContain('an unexpected error: boom');
    expect(output).toContain('closed');
    expect(code).toBe(1);
  });

  it('closes once, and ends with 0, when it is asked to stop', async () => {
    const { code, output } = await runAround(
      `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);`,
    );
    expect(output.match(/closed/g)).toHaveLength(1);
    expect(code).toBe(0);
  });

  it('is drained before it closes, where others serve as well; a second signal does not wait for that', async () => {
    const again = `setTimeout(() => process.kill(process.pid, 'SIGTERM'), 100);`;
    const { code, output } = await runAround(
      `process.kill(process.pid, 'SIGTERM'); ${again} setInterval(() => {}, 1000);`,
      `drain: () => console.log('drained'),`,
    );
    expect(output.trim().split('\n').slice(-2)).toEqual(['drained', 'closed']);
    expect(code).toBe(0);
  });
});
