import { beforeEach, describe, expect, it, vi } from 'vitest';
import { agentStorage, memoryStorage, tabStorage } from './tab-storage.ts';

const AMIRA = { tenant: 'demo', id: 'agent-1' };
const BEN = { tenant: 'demo', id: 'agent-2' };

beforeEach(() => {
  sessionStorage.clear();
});

describe('what a tab keeps for an agent', () => {
  it('is for that agent of that tenant, whoever comes next', () => {
    const tab = memoryStorage();
    agentStorage(tab, AMIRA).write('desk.outbox', ['only mine']);
    expect(agentStorage(tab, BEN).read('desk.outbox')).toBeUndefined();
    expect(agentStorage(tab, { ...AMIRA, tenant: 'other' }).read('desk.outbox')).toBeUndefined();
    expect(agentStorage(tab, AMIRA).read('desk.outbox')).toEqual(['only mine']);
  });

  it('is gone after the sign-out, also what is written while the page goes', () => {
    const tab = tabStorage();
    const own = agentStorage(tab, AMIRA);
    own.write('desk.outbox', ['unsent']);
    own.write('desk.drafts', ['begun']);
    agentStorage(tab, BEN).write('desk.drafts', ['of somebody else']);
    own.forget();
    own.write('desk.drafts', ['late']);
    expect(agentStorage(tab, AMIRA).read('desk.outbox')).toBeUndefined();
    expect(agentStorage(tab, AMIRA).read('desk.drafts')).toBeUndefined();
    expect(agentStorage(tab, BEN).read('desk.drafts')).toEqual(['of somebody else']);
    const left = Array.from({ length: sessionStorage.length }, (_, index) =>
      sessionStorage.getItem(sessionStorage.key(index) ?? ''),
    );
    expect(left.join()).not.toMatch(/unsent|begun|late/);
  });
});

describe('the storage of a tab', () => {
  it('keeps the newest words also when there is no room for them', () => {
    const tab = tabStorage();
    tab.write('desk.drafts', 'short');
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    tab.write('desk.drafts', 'very long');
    expect(tab.read('desk.drafts')).toBe('very long');
    tab.remove('desk.drafts');
    expect(tab.read('desk.drafts')).toBeUndefined();
  });
});
