import { describe, expect, it } from 'vitest';
import { readTenant, readWords } from './words.ts';

const read = (line: string) => readWords(line.split(' ').filter((word) => word !== ''));

describe('the command line of the administrator', () => {
  it('makes requests', () => {
    expect(read('users disable anna')).toEqual({
      kind: 'request',
      request: { do: 'users.change', username: 'anna', changes: { enabled: false } },
    });
    expect(read('users change anna --roles agent,supervisor --supervises North')).toEqual({
      kind: 'request',
      request: {
        do: 'users.change',
        username: 'anna',
        changes: { roles: ['agent', 'supervisor'], supervises: ['North'] },
      },
    });
    expect(read('keys rotate whatsapp --overlap 0')).toEqual({
      kind: 'request',
      request: { do: 'keys.rotate', connector: 'whatsapp', overlapMinutes: 0 },
    });
    expect(read('monitorings list --agent anna --from 2026-01-31 --until 2026-01-31')).toEqual({
      kind: 'request',
      request: {
        do: 'monitorings.list',
        agent: 'anna',
        from: Date.UTC(2026, 0, 31),
        until: Date.UTC(2026, 1, 1),
      },
    });
    expect(() => read('monitorings list --from yesterday')).toThrow('--from takes a day');
  });

  it('takes an empty team as no team', () => {
    expect(readWords(['users', 'change', 'anna', '--team', ''])).toMatchObject({
      request: { changes: { team: null } },
    });
  });

  it('never takes a password from the line, where other users of the machine could read it', () => {
    expect(() => read('users add anna --roles agent --password secret')).toThrow('--password');
    const asked = read('users add anna --roles agent --team North');
    expect(asked.kind === 'password' && asked.build('typed')).toEqual({
      do: 'users.add',
      user: { username: 'anna', roles: ['agent'], team: 'North', password: 'typed' },
    });
  });

  it.each([
    ['users add anna', 'needs --roles'],
    ['users add', 'needs a user name'],
    ['users change anna', 'Nothing is to be changed'],
    ['users dance anna', 'is no command'],
    ['users list now please', 'is too much'],
    ['keys rotate whatsapp --overlap soon', '--overlap takes minutes'],
    ['customers erase 17', '--yes'],
  ])('refuses "%s" with a sentence', (line, sentence) => {
    expect(() => read(line)).toThrow(sentence);
  });

  it('shows how it is used when nothing is asked', () => {
    expect(read('')).toEqual({ kind: 'help' });
    expect(read('--help')).toEqual({ kind: 'help' });
  });

  it('may say whose contact centre is meant, with every command', () => {
    expect(read('users list --tenant south')).toEqual(read('users list'));
    expect(readTenant(['users', 'list', '--tenant', 'south'])).toBe('south');
    expect(readTenant(['users', 'list'])).toBeNull();
  });
});
