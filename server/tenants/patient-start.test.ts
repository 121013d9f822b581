import { expect, it } from 'vitest';
import { ReplicaStaleError } from '../engine/errors.ts';
import { patientStart } from './patient-start.ts';

it('waits for a replica that is not up to date, until it serves', async () => {
  let stale = 3;
  const source = {
    name: 'engine',
    read: <T>(look: (view: never) => T): Promise<T> =>
      (stale -= 1) >= 0 ? Promise.reject(new ReplicaStaleError()) : Promise.resolve(look(null as never)),
  };
  const { engine, started } = patientStart(source);
  expect(engine.name).toBe('engine');
  expect(await engine.read(() => 'seen')).toBe('seen');
  started();
  stale = 1;
  await expect(engine.read(() => 'seen')).rejects.toBeInstanceOf(ReplicaStaleError);
  stale = 0;
  await expect(
    engine.read(() => {
      throw new Error('a mistake');
    }),
  ).rejects.toThrow('a mistake');
});
