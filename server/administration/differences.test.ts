import { describe, expect, it } from 'vitest';
import demo from '../demo.json' with { type: 'json' };
import { parseConfiguration } from '../configuration/parse.ts';
import { differences } from './differences.ts';

const file = parseConfiguration(demo);

describe('differences of two configurations', () => {
  it('are none where only order of keys, defaults, passwords and keys differ', () => {
    const other = structuredClone(file);
    other.users = other.users.map((user) => ({
      ...Object.fromEntries(Object.entries(user).reverse()),
      password: undefined,
      passwordHash: 'scrypt$1$1$1$a$b',
    })) as typeof other.users;
    other.connectors = other.connectors.map((connector) => ({
      ...connector,
      key: undefined,
      keyHash: '0'.repeat(64),
    }));
    expect(differences(file, other)).toEqual([]);
  });

  it('name what came, what went and what is otherwise', () => {
    const other = structuredClone(file);
    const [first, ...rest] = other.users;
    if (first === undefined) throw new Error('The demo has users.');
    other.users = [...rest.slice(1), { ...first, lastName: 'Other' }, { ...first, username: 'anna' }];
    other.settings = { ...other.settings, ronaSeconds: 7 };
    const lines = differences(file, other);
    expect(lines).toContain('settings: changed ronaSeconds');
    expect(lines).toContain(`users: added anna; removed agent2; changed agent1 (lastName)`);
  });

  it('notice another order of queues', () => {
    const other = { ...file, queues: file.queues.toReversed() };
    expect(differences(file, other)).toEqual(['queues: in another order']);
  });
});
