/** The locks of one browser profile, shared by its tabs, as far as the desk uses them. */
type Held = { name: string; mode: LockMode };
type Waiting = Held & { grant: () => void };

export function browserLocks(): LockManager {
  const held: Held[] = [];
  const queue: Waiting[] = [];

  const free = ({ name, mode }: Held) =>
    !held.some((each) => each.name === name && (mode === 'exclusive' || each.mode === 'exclusive'));
  const next = () => {
    for (const each of [...queue]) {
      if (!free(each)) continue;
      queue.splice(queue.indexOf(each), 1);
      each.grant();
    }
  };

  const request = (name: string, options: LockOptions, run: () => Promise<unknown>) =>
    new Promise((resolve, reject) => {
      const lock: Held = { name, mode: options.mode ?? 'exclusive' };
      const waiting: Waiting = {
        ...lock,
        grant: () => {
          held.push(lock);
          resolve(
            run().finally(() => {
              held.splice(held.indexOf(lock), 1);
              next();
            }),
          );
        },
      };
      options.signal?.addEventListener('abort', () => {
        const at = queue.indexOf(waiting);
        if (at === -1) return;
        queue.splice(at, 1);
        reject(new DOMException('aborted', 'AbortError'));
      });
      queue.push(waiting);
      queueMicrotask(next);
    });

  return { request, query: () => Promise.resolve({ held, pending: [] }) } as unknown as LockManager;
}
