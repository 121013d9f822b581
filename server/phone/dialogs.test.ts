import { describe, expect, it } from 'vitest';
import type { Dialog } from '../finesse/model.ts';
import { consultOf, otherNumber } from './dialogs.ts';

type Part = readonly [address: string, state: string];

function dialog(callType: string, from: string, to: string, parts: readonly Part[]): Dialog {
  return {
    id: '7',
    callType,
    fromAddress: from,
    toAddress: to,
    associatedId: '6',
    state: 'ACTIVE',
    variables: new Map(),
    participants: parts.map(([mediaAddress, state]) => ({
      mediaAddress,
      addressType: '',
      state,
      startTime: '',
      actions: [],
    })),
  };
}

describe('the other end of a call', () => {
  it('is the one who is still there when the call was handed on', () => {
    const handedOn = dialog('TRANSFER', '4101', '4102', [
      ['4101', 'DROPPED'],
      ['18005550100', 'ACTIVE'],
      ['4102', 'ALERTING'],
    ]);
    expect(otherNumber(handedOn, '4102')).toBe('18005550100');
  });

  it('stays the caller while several talk, and where Finesse names nobody', () => {
    const several = dialog('CONFERENCE', '18005550100', '4101', [
      ['18005550100', 'ACTIVE'],
      ['4101', 'ACTIVE'],
      ['4102', 'ACTIVE'],
    ]);
    expect(otherNumber(several, '4102')).toBe('18005550100');
    expect(otherNumber(dialog('ACD_IN', '18005550100', '8001', [['4101', 'ACTIVE']]), '4101')).toBe(
      '18005550100',
    );
    expect(otherNumber(dialog('TRANSFER', '', '4101', [['4101', 'ACTIVE']]), '4101')).toBeNull();
  });
});

describe('the call that a consult belongs to', () => {
  it('is told of the consult alone', () => {
    expect(consultOf(dialog('CONSULT', '4101', '4102', []))).toBe('6');
    expect(consultOf(dialog('ACD_IN', '18005550100', '4101', []))).toBeNull();
  });
});
