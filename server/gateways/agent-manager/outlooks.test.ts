import { describe, expect, it } from 'vitest';
import { Centre } from '../../core/testing/centre.ts';
import { testAgent, testConfig, testQueue } from '../../core/testing/config.ts';
import type { Directory, User } from '../../configuration/directory.ts';
import { outlooksOf } from './desk-figures.ts';

/** `first` is the id; nobody's last name is anything but what stands after it. */
function directoryOf(people: Record<string, string>): Pick<Directory, 'user'> {
  return {
    user: (id) => {
      const [firstName = '', lastName = ''] = (people[id] ?? '').split(' ');
      return { id, username: id, firstName, lastName } as User;
    },
  };
}

function readyOf(people: Record<string, string>, queues = [testQueue('support')]) {
  const ids = Object.keys(people);
  const centre = new Centre(testConfig({ agents: ids.map((id) => testAgent(id)), queues }));
  centre.ready(...ids);
  return outlooksOf(centre.world, ids, directoryOf(people));
}

describe('who else is ready', () => {
  it('leaves out the agent, goes by name, and tells two of the same name apart', () => {
    const ready = readyOf({ ada: 'Zoe Bell', ben: 'Anna Korn', cleo: 'Anna Lind', dan: '' });
    expect(ready.get('ada')?.ready).toEqual({ count: 3, names: ['Anna K.', 'Anna L.', 'dan'] });
    expect(ready.get('dan')?.ready).toEqual({ count: 3, names: ['Anna K.', 'Anna L.', 'Zoe'] });
  });

  it('counts everybody once, also where queues overlap, and names eight at most', () => {
    const people = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`a${at}`, `Name${at}`]));
    const outlooks = readyOf(people, [
      testQueue('support'),
      testQueue('sales', { memberIds: ['a0', 'a1'] }),
      testQueue('letters', { memberIds: ['a1', 'a2'] }),
    ]);
    for (const id of Object.keys(people)) {
      const { count, names } = outlooks.get(id)!.ready;
      expect([count, names.length, names.includes(people[id]!)]).toEqual([19, 8, false]);
    }
  });
});
