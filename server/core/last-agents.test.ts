import { describe, expect, it } from 'vitest';
import { MOST_REMEMBERED } from './last-agents.ts';
import { Centre } from './testing/centre.ts';
import { testAgent, testConfig, testQueue } from './testing/config.ts';
import { rememberAgent } from './last-agents.ts';
import { loadWorld } from './world.ts';
import type { State } from './state.ts';

const queues = [testQueue('support', { routeToLastAgent: true })];

describe("customers' last agents", () => {
  it('are remembered of those who were served most recently, the same after a restart', () => {
    const { world } = new Centre(testConfig({ queues }));
    const restarted = loadWorld(JSON.parse(JSON.stringify(world.state)) as State);
    for (const one of [world, restarted]) {
      for (let n = 0; n < MOST_REMEMBERED * 2; n += 1) {
        rememberAgent(one, `customer-${n}`, 'ada');
        rememberAgent(one, 'regular', 'ben');
      }
      expect(Object.keys(one.state.lastAgents).length).toBeLessThanOrEqual(MOST_REMEMBERED + 1_000);
      expect(one.state.lastAgents.regular).toBe('ben');
      expect(one.index.lastAgents).toBe(Object.keys(one.state.lastAgents).length);
    }
    expect(restarted.state).toEqual(world.state);
  });

  it('end with the agent, and with the last queue that asks for them', () => {
    const centre = new Centre(testConfig({ queues }));
    rememberAgent(centre.world, 'x', 'ada');
    rememberAgent(centre.world, 'y', 'ben');
    centre.do({ type: 'configure', config: testConfig({ queues, agents: [testAgent('ben')] }) });
    expect({ ...centre.world.state.lastAgents }).toEqual({ y: 'ben' });
    centre.do({ type: 'configure', config: testConfig() });
    expect({ ...centre.world.state.lastAgents }).toEqual({});
  });
});
