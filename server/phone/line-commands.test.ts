import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineCommands } from './line-commands.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a request whose outcome another event tells', () => {
  it('fails once, and nowhere else, when Finesse accepts it only after everything has run out', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const commands = new LineCommands(1_000);
    const accepted = () => new Promise<void>((resolve) => setTimeout(resolve, 1_900));
    const asked = commands.askUntil(() => false, accepted);
    const failed = expect(asked).rejects.toMatchObject({ kind: 'silent' });
    await vi.advanceTimersByTimeAsync(10_000);
    await failed;
    vi.useRealTimers();
    // Node tells of what nobody has caught at the end of the turn.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
