import type { Pool, PoolClient } from 'pg';

/** What goes wrong with the next append: it never arrives, or it happens and the answer is lost. */
type Fault = 'never arrives' | 'answer lost';

/** A pool whose journal appends fail on demand, and that counts and can hold them. */
export type UnreliablePool = {
  pool: Pool;
  /** Makes the next append go wrong. */
  failNext(fault: Fault): void;
  /** Appends wait until the result is called. */
  hold(): () => void;
  readonly appends: number;
};

/** Puts faults between the journal's writer and `pool`; everybody else's statements pass untouched. */
export function unreliable(pool: Pool): UnreliablePool {
  let fault: Fault | null = null;
  let gate: Promise<void> = Promise.resolve();
  let appends = 0;

  const query = async (client: PoolClient, args: unknown[]): Promise<unknown> => {
    const run = (): unknown => (client as unknown as { query(...args: unknown[]): unknown }).query(...args);
    const statement = args[0];
    const text = typeof statement === 'string' ? statement : (statement as { text: string }).text;
    if (!text.includes('insert into journal')) return run();
    appends += 1;
    await gate;
    const wrong = fault;
    fault = null;
    if (wrong === 'never arrives') throw new Error('connection lost');
    const result = await run();
    if (wrong === 'answer lost') throw new Error('connection lost');
    return result;
  };
  const wrap = (client: PoolClient): PoolClient =>
    new Proxy(client, {
      get: (target, name) => {
        if (name === 'query') return (...args: unknown[]) => query(target, args);
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  return {
    pool: new Proxy(pool, {
      get: (target, name) => {
        if (name === 'connect') return async () => wrap(await target.connect());
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
    failNext: (next) => {
      fault = next;
    },
    hold: () => {
      let open: () => void = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    get appends() {
      return appends;
    },
  };
}
