/** Clients in a process of their own. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './messages.ts';

export type Clients = {
  /** Gives an order and resolves with its report. */
  ask<T extends Order['do']>(order: Extract<Order, { do: T }>): Promise<Report[T]>;
  /** Disconnects everybody and ends the process. */
  close(): Promise<void>;
};

type Answer = { report: unknown } | { error: string };

export function startClients(): Clients {
  const child = fork(fileURLToPath(new URL('./process.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
  });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  const ask: Clients['ask'] = (order) =>
    new Promise((resolve, reject) => {
      child.once('message', (answer: Answer) => {
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.report as Report[(typeof order)['do']]);
      });
      child.send(order);
    });
  const close = async () => {
    await ask({ do: 'close' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    process.off('exit', abandon);
    child.kill();
    await ended;
  };
  return { ask, close };
}
