import { describe, expect, it } from 'vitest';
import { createDesksElsewhere } from './desks-elsewhere.ts';

const signIn = (userId: string, sid = `sid of ${userId}`, expiresAt = 1_000) => ({
  userId,
  username: userId,
  sid,
  expiresAt,
});
const SITE = 'https://desk.example';

describe('where desks of other sites have signed in', () => {
  it('is a place by origin and address, and nowhere else', () => {
    const desks = createDesksElsewhere(() => 0);
    desks.note(SITE, '192.0.2.1', signIn('amina'));
    expect(desks.at(SITE, '192.0.2.1', undefined)?.userId).toBe('amina');
    expect(desks.at(SITE, '192.0.2.2', undefined)).toBeUndefined();
    expect(desks.at('https://other.example', '192.0.2.1', undefined)).toBeUndefined();
    expect(desks.at(SITE, '192.0.2.1', 'ben')).toBeUndefined();
  });

  it('knows several people behind one address by their ids, and else who came last', () => {
    const desks = createDesksElsewhere(() => 0);
    for (const name of ['amina', 'ben', 'amina']) desks.note(SITE, '192.0.2.1', signIn(name));
    expect(desks.at(SITE, '192.0.2.1', 'ben')?.userId).toBe('ben');
    expect(desks.at(SITE, '192.0.2.1', undefined)?.userId).toBe('amina');
  });

  it('ends with the sign-in, and with its time', () => {
    let now = 0;
    const desks = createDesksElsewhere(() => now);
    desks.note(SITE, '192.0.2.1', signIn('amina', 'first'));
    desks.note(SITE, '192.0.2.1', signIn('amina', 'second'));
    desks.forget('first');
    expect(desks.at(SITE, '192.0.2.1', 'amina')?.sid).toBe('second');
    desks.forget('second');
    expect(desks.at(SITE, '192.0.2.1', 'amina')).toBeUndefined();
    desks.note(SITE, '192.0.2.1', signIn('ben'));
    now = 1_000;
    expect(desks.at(SITE, '192.0.2.1', 'ben')).toBeUndefined();
  });

  it('keeps the newest of very many places', () => {
    const desks = createDesksElsewhere(() => 0);
    for (let at = 0; at < 5_001; at += 1) desks.note(SITE, `address ${at}`, signIn('amina', `sid ${at}`));
    expect(desks.at(SITE, 'address 0', undefined)).toBeUndefined();
    expect(desks.at(SITE, 'address 5000', undefined)?.sid).toBe('sid 5000');
  });
});
