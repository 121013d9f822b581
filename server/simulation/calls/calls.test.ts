import { describe, expect, it } from 'vitest';
import { testAgent, testChannel, testConfig, testMrd } from '../../core/testing/config.ts';
import { REAL_CORE } from '../core.ts';
import { CALL_MUTANTS } from './call-mutants.ts';
import { simulateCalls } from './simulate-calls.ts';

const agents = ['ada', 'ben', 'cleo', 'dina'];
const config = testConfig({
  rules: { wrapupMs: 0, customerInactivityMs: 60_000, customerReconnectMs: 30_000 },
  mrds: [
    testMrd('voice', { type: 'CISCO_CC', managedByRouting: false, autoSync: false, interruptible: false }),
  ],
  teams: { north: { id: 'north', name: 'North' }, south: { id: 'south', name: 'South' } },
  agents: [
    ...agents.map((id) => testAgent(id, { teamId: 'north', maxTasks: { voice: 2 } })),
    testAgent('sue', { supervises: ['north'], roles: ['supervisor'], maxTasks: {} }),
    testAgent('tom', { teamId: 'south', maxTasks: { voice: 2 } }),
  ],
  queues: [],
  channels: [testChannel('phone', { type: 'CISCO_CC', mrdId: 'voice', entry: { kind: 'ELSEWHERE' } })],
});
const supervisor = { id: 'sue', foreignId: 'tom' };
const calls = { agents, customers: ['zoe', 'yann', 'xi'], channelId: 'phone' };

describe('calls at random', () => {
  it.each(['first', 'second'])('keep V1 to V7 (%s)', (seed) => {
    expect(simulateCalls(REAL_CORE, config, calls, seed, 900, supervisor)).toBeNull();
  });

  it.each(CALL_MUTANTS.map((mutant) => [mutant.name, mutant] as const))('%s is found', (_name, mutant) => {
    const core = mutant.breaks(REAL_CORE);
    const found = simulateCalls(core, config, calls, 'first', 600, supervisor);
    expect(found ?? 'nothing was found').toMatch(new RegExp(`^(${mutant.found.join('|')}):`));
  });
});
