import { describe, expect, it } from 'vitest';
import type { Dialog } from '../../finesse/model.ts';
import { AgentCalls } from './agent-calls.ts';

const call = (id: string, states: Record<string, string>, more: Partial<Dialog> = {}): Dialog => ({
  id,
  associatedId: null,
  fromAddress: '1005',
  toAddress: '4002',
  state: 'ACTIVE',
  callType: 'ACD_IN',
  variables: new Map(),
  participants: Object.entries(states).map(([mediaAddress, state]) => ({
    mediaAddress,
    state,
    addressType: 'AGENT_DEVICE',
    startTime: '2026-01-02T03:04:05.678Z',
    actions: [],
  })),
  ...more,
});

const bob = (): AgentCalls => {
  const calls = new AgentCalls('bob', () => '');
  calls.extension = '4002';
  return calls;
};

const short = (events: ReturnType<AgentCalls['take']>): string[] =>
  events.map((event) => {
    const {
      type,
      state = '',
      dialogId = '',
      assDialogId = '',
      prevDialogId,
    } = event as Record<string, unknown>;
    return [type, dialogId, assDialogId, state, prevDialogId]
      .filter((part) => part != null && part !== '')
      .join(' ');
  });

describe('an agent’s calls', () => {
  it('are announced once, and dropped once, whatever is repeated', () => {
    const calls = bob();
    const ringing = call('1', { 4002: 'ALERTING' });
    expect(short(calls.take('POST', [call('1', { 4002: 'INITIATING' })]))).toEqual([]);
    expect(short(calls.take('PUT', [ringing]))).toEqual(['NewInboundCall 1']);
    expect(short(calls.take('PUT', [ringing]))).toEqual(['InboundCall 1 ALERTING']);
    expect(short(calls.take('PUT', [call('1', { 4002: 'DROPPED' })]))).toEqual(['InboundCall 1 DROPPED']);
    expect(calls.take('PUT', [call('1', { 4002: 'DROPPED' })])).toEqual([]);
    expect(calls.take('DELETE', [call('1', {})])).toEqual([]);
    expect(calls.take('PUT', [call('1', { 4002: 'ACTIVE' })])).toEqual([]);
    // The agent gets the same call again.
    expect(short(calls.take('POST', [ringing]))).toEqual(['NewInboundCall 1']);
  });

  it.each(['before', 'after'])('go on in another one, which comes %s the end of the consult', (order) => {
    const calls = bob();
    const consult = { fromAddress: '4001', callType: 'CONSULT', associatedId: '1' };
    calls.take('POST', [call('2', { 4002: 'ALERTING', 4001: 'ACTIVE' }, consult)]);
    calls.take('PUT', [call('2', { 4002: 'ACTIVE', 4001: 'ACTIVE' }, consult)]);
    const survivor = () => short(calls.take('POST', [call('1', { 4002: 'ACTIVE', 1005: 'ACTIVE' })]));
    const end = () => short(calls.take('DELETE', [call('2', {}, consult)]));
    const told = order === 'before' ? [survivor(), end()] : [end(), survivor()].reverse();
    expect(told).toEqual([['InboundCall 1 ACTIVE 2'], ['InboundCall 2 DROPPED']]);
    expect(short(calls.take('DELETE', [call('1', {})]))).toEqual(['InboundCall 1 DROPPED']);
  });

  it('are not told of those who listen', () => {
    const calls = bob();
    const monitor = { fromAddress: '4003', callType: 'SUPERVISOR_MONITOR' };
    expect(calls.take('POST', [call('3', { 4002: 'ACTIVE', 4003: 'ACTIVE' }, monitor)])).toEqual([]);
    expect(calls.isBusy).toBe(false);
    expect(calls.take('DELETE', [call('3', {}, monitor)])).toEqual([]);
  });

  it('are compared after a time in which nothing was told', () => {
    const calls = bob();
    calls.take('POST', [call('1', { 4002: 'ALERTING' })]);
    calls.take('POST', [call('2', { 4002: 'ACTIVE' })]);
    expect(short(calls.compare([call('1', { 4002: 'ALERTING' }), call('3', { 4002: 'ALERTING' })]))).toEqual([
      'InboundCall 2 DROPPED',
      'NewInboundCall 3',
    ]);
    expect(short(calls.compare([call('1', { 4002: 'ACTIVE' })]))).toEqual([
      'InboundCall 3 DROPPED',
      'InboundCall 1 ACTIVE',
    ]);
  });
});
